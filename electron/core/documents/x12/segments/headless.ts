import { isAlphanumeric, isTagAt } from './ascii.ts';
import type { Delimiters, Header } from './delimiters.ts';

/** So far into a stretch without a header a group or set is looked for, and from a group to its first set. */
const farthestStart = 20_000;
const farthestSet = 400;
const farthestEnd = 200_000;

/**
 * Groups or sets that stand without a readable interchange header: their separators are made out from the segments
 * themselves. Null where none stand there. The component separator is a guess, as nothing names it.
 */
export function findHeadless(bytes: Uint8Array, from: number, stop: number): Header | null {
  const end = Math.min(stop, from + farthestStart);
  for (let at = from; at + 3 < end; at++) {
    if (at > from && isAlphanumeric(bytes[at - 1])) continue;
    const isGroup = isTagAt(bytes, at, 'GS');
    if (!isGroup && !isTagAt(bytes, at, 'ST')) continue;
    const element = bytes[at + 2] ?? 0;
    if (element <= 0x20 || element >= 0x80 || isAlphanumeric(element)) continue;
    const terminator = terminatorBefore(bytes, at, stop, element, isGroup);
    // A set is searched far for its end, so the first one decides.
    if (terminator === null && !isGroup) return null;
    if (terminator === null) continue;
    const delimiters: Delimiters = { element, component: 0x3a, repetition: null, terminator };
    return {
      start: at,
      end: at,
      next: at,
      delimiters,
      componentMissing: false,
      terminatorMissing: false,
      isFlawed: false,
      isHeadless: true,
    };
  }
  return null;
}

/** The byte before the next segment that must come: the first ST of a group, or the SE of a set. */
function terminatorBefore(
  bytes: Uint8Array,
  start: number,
  stop: number,
  element: number,
  isGroup: boolean,
): number | null {
  const end = Math.min(stop, start + (isGroup ? farthestSet : farthestEnd));
  for (let at = start + 3; at < end; at++) {
    if (bytes[at + 2] !== element || !isTagAt(bytes, at, isGroup ? 'ST' : 'SE')) continue;
    let before = at - 1;
    let lineBreak = false;
    while (before > start && (bytes[before] ?? 0x21) <= 0x20) {
      if (bytes[before] === 0x0a || bytes[before] === 0x0d) lineBreak = true;
      before--;
    }
    const byte = bytes[before] ?? 0;
    if (!isAlphanumeric(byte) && byte !== element && byte < 0x80) return byte;
    if (lineBreak) return 0x0a;
  }
  return null;
}
