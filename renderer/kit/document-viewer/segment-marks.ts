/** What is wrong at one place of a document. `element` null = the whole segment. */
export type Mark = { readonly position: number; readonly element: number | null; readonly explanation: string };

/** What is wrong with one segment: which elements (none = the whole segment) and the words for it. */
export type SegmentMarks = {
  readonly whole: boolean;
  readonly elements: ReadonlySet<number>;
  readonly words: readonly string[];
};

/** The marks by segment position. What is said twice of one segment is told once. */
export function marksOf(all: readonly Mark[]): ReadonlyMap<number, SegmentMarks> {
  const marks = new Map<number, SegmentMarks>();
  for (const { position, element, explanation } of all) {
    const before = marks.get(position) ?? { whole: false, elements: new Set<number>(), words: [] };
    marks.set(position, {
      whole: before.whole || element === null,
      elements: element === null ? before.elements : new Set([...before.elements, element]),
      words: explanation === '' || before.words.includes(explanation) ? before.words : [...before.words, explanation],
    });
  }
  return marks;
}

/** The signs between elements and after segments, for show: X12's types have digits, EDIFACT's letters. */
export function signsOf(type: string): { readonly element: string; readonly segment: string } {
  return /^[A-Z]{6}$/.test(type) ? { element: '+', segment: "'" } : { element: '*', segment: '~' };
}
