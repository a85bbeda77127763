import { isAlphanumeric, isTagAt } from './ascii.ts';

/** What ends an ISA: the component separator it names, and the terminator, however they are written. */
export type Tail = {
  /** Null where ISA16 names none. */
  readonly component: number | null;
  readonly terminator: number;
  /** After the last byte of the header's data, and where the next segment starts. */
  readonly end: number;
  readonly next: number;
};

/** So far behind ISA15 the next segment starts at the latest: a separator, a terminator, blanks, line breaks. */
const farthest = 90;

/** Segments that follow an interchange header. */
const followers: readonly string[] = ['GS', 'TA1', 'IEA', 'ISB', 'ISE', 'ST'];

/**
 * Finds the end of a header by the segment that follows, where the rule for well-formed ones does not: ISA16 may be
 * missing, blank or a letter, blanks or another separator may stand behind it, and the terminator may be a line break.
 * `from` is where ISA16 should start, or the byte behind ISA15 where it is absent altogether.
 */
export function tailByNextSegment(bytes: Uint8Array, from: number, element: number): Tail | null {
  const next = nextSegment(bytes, from, element);
  if (next < 0) return null;
  const marks: number[] = [];
  let lineBreak = -1;
  for (let at = from; at < next; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a || byte === 0x0d) {
      if (lineBreak < 0) lineBreak = at;
    } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0 && byte !== element) marks.push(at);
  }
  const [first] = marks;
  const last = marks.at(-1);
  const isSeparator = first !== undefined && !isAlphanumeric(bytes[first]);
  const component = isSeparator ? (bytes[first] ?? null) : null;
  if (first !== undefined && last !== undefined && last !== first && !isAlphanumeric(bytes[last]))
    return { component, terminator: bytes[last] ?? 0, end: first + 1, next: last + 1 };
  // One mark and a line break: a component separator before a line that ends there, or a terminator before a new line.
  if (lineBreak >= 0 && (first === undefined || (first < lineBreak && !lineEndsWith(bytes, next, bytes[first]))))
    return {
      component,
      terminator: lineTerminator(bytes, lineBreak),
      end: first === undefined ? from : first + 1,
      next,
    };
  if (first === undefined || !isSeparator) return null;
  return { component: null, terminator: bytes[first] ?? 0, end: first, next: first + 1 };
}

/** Whether the line at `from` (the GS, 200 bytes at most) ends with `byte`. */
export function lineEndsWith(bytes: Uint8Array, from: number, byte: number | undefined): boolean {
  const stop = Math.min(bytes.length, from + 200);
  let at = from;
  while (at < stop && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
  return at < stop && at > from && bytes[at - 1] === byte;
}

/** Whether a segment that may follow a header stands at `at`, after blanks and line breaks. */
export function isFollowed(bytes: Uint8Array, at: number, element: number): boolean {
  let start = at;
  while (start < bytes.length && (bytes[start] ?? 0x21) <= 0x20) start++;
  return (
    start >= bytes.length ||
    followers.some((tag) => isTagAt(bytes, start, tag) && bytes[start + tag.length] === element)
  );
}

function nextSegment(bytes: Uint8Array, from: number, element: number): number {
  const stop = Math.min(bytes.length, from + farthest);
  for (let at = from + 1; at < stop; at++) {
    if (isAlphanumeric(bytes[at - 1])) continue;
    if (followers.some((tag) => isTagAt(bytes, at, tag) && bytes[at + tag.length] === element)) return at;
  }
  return -1;
}

function lineTerminator(bytes: Uint8Array, lineBreak: number): number {
  return bytes[lineBreak] === 0x0d && bytes[lineBreak + 1] !== 0x0a ? 0x0d : 0x0a;
}
