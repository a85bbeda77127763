import type { X12Segment } from '../segments/segment.ts';

/** Elements in which a segment carries words of its writer. */
const wordElements: ReadonlyMap<string, readonly number[]> = new Map([
  ['MSG', [1]],
  ['NTE', [2]],
  ['MTX', [2, 3]],
  ['MIT', [2]],
  ['K1', [1, 2]],
  ['K3', [1]],
  ['PWK', [7]],
  ['REF', [3]],
  ['N9', [3]],
  ['RED', [1]],
]);

/** What the writer of a segment says in words; null where it has none. */
export function wordsIn(segment: X12Segment): string | null {
  const words = (wordElements.get(segment.tag) ?? [])
    .map((element) => segment.value(element))
    .filter((word) => word !== null);
  return words.length === 0 ? null : words.join(' ');
}
