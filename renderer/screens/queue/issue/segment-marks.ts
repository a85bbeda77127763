import type { DocumentView } from '#shared/contract/documents.ts';

/** What is wrong with one segment: which elements (none = the whole segment) and the words for it. */
export type SegmentMarks = {
  readonly whole: boolean;
  readonly elements: ReadonlySet<number>;
  readonly words: readonly string[];
};

/** The highlights by segment position. Two acknowledgements that say the same are said once. */
export function marksOf(highlights: DocumentView['highlights']): ReadonlyMap<number, SegmentMarks> {
  const marks = new Map<number, SegmentMarks>();
  for (const { position, element, explanation } of highlights) {
    const before = marks.get(position) ?? { whole: false, elements: new Set<number>(), words: [] };
    marks.set(position, {
      whole: before.whole || element === null,
      elements: element === null ? before.elements : new Set([...before.elements, element]),
      words: before.words.includes(explanation) ? before.words : [...before.words, explanation],
    });
  }
  return marks;
}

/** The signs between elements and after segments, for show: X12's types have digits, EDIFACT's letters. */
export function signsOf(type: string): { readonly element: string; readonly segment: string } {
  return /^[A-Z]{6}$/.test(type) ? { element: '+', segment: "'" } : { element: '*', segment: '~' };
}
