import { isAlphanumeric, isTagAt } from './ascii.ts';
import { isFollowed, lineEndsWith, type Tail, tailByNextSegment } from './header-tail.ts';

/** The four characters an X12 interchange is cut with, as byte values; `repetition` is null where the version has none. */
export type Delimiters = {
  readonly element: number;
  readonly component: number;
  readonly repetition: number | null;
  readonly terminator: number;
};

/** An ISA segment that was recognised: where it starts, where its data ends, and where the next segment may start. */
export type Header = {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly delimiters: Delimiters;
  /** ISA16 is absent and the byte in its place is really the terminator. */
  readonly componentMissing: boolean;
  /** The file ends right after ISA16. */
  readonly terminatorMissing: boolean;
  /** The header was made out by the segment that follows: its end is not written as it should be. */
  readonly isFlawed: boolean;
  /** There is no header: groups or sets stand alone, and `start` is where the first of them does. */
  readonly isHeadless?: boolean;
};

/**
 * Most bytes each of ISA01-ISA15 may take. The standard's widths are fixed; these leave room for two-byte no-break spaces,
 * stray line breaks and wider ids, and keep a search through hostile input linear.
 */
const roomiest = [8, 40, 8, 40, 8, 60, 8, 60, 16, 12, 8, 12, 20, 6, 12] as const;

const lf = 0x0a;
const cr = 0x0d;

export function isLineBreak(byte: number | undefined): boolean {
  return byte === lf || byte === cr;
}

/** Bytes that files carry between segments without meaning anything: white space, NUL padding and Ctrl-Z. */
export function isFiller(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === lf || byte === cr || byte === 0x00 || byte === 0x1a;
}

/** True where the three letters `ISA`, capital or small, and something that can be a separator stand; the header may still prove unreadable. */
export function startsHeader(bytes: Uint8Array, at: number): boolean {
  if (!isTagAt(bytes, at, 'ISA')) return false;
  const separator = bytes[at + 3];
  return separator !== undefined && canDelimit(separator) && !isLineBreak(separator);
}

/** Reads the ISA at `at` by counting elements, not bytes, so that padding and line breaks do not matter; null if it is none. */
export function readHeader(bytes: Uint8Array, at: number): Header | null {
  if (!startsHeader(bytes, at)) return null;
  const element = bytes[at + 3] ?? 0;
  const starts: number[] = [];
  let cursor = at + 4;
  for (const room of roomiest) {
    starts.push(cursor);
    const stop = Math.min(bytes.length, cursor + room + 1);
    while (cursor < stop && bytes[cursor] !== element) cursor++;
    if (cursor >= stop) return null;
    cursor++;
  }
  const isa15 = starts[14] ?? cursor;
  // `*P~GS*`: with ISA16 absent altogether the header ends behind the one letter of ISA15.
  if (cursor - isa15 > 3) {
    const behind = isAlphanumeric(bytes[isa15]) ? isa15 + 1 : isa15;
    const tail = tailByNextSegment(bytes, behind, element);
    if (tail !== null && tail.next <= cursor) return flawed(bytes, at, element, starts, tail);
  }
  const tail = readTail(bytes, at, element, starts, cursor);
  if (tail !== null && isFollowed(bytes, tail.next, element)) return tail;
  const found = tailByNextSegment(bytes, cursor - 1, element);
  return found === null ? tail : flawed(bytes, at, element, starts, found);
}

function flawed(
  bytes: Uint8Array,
  start: number,
  element: number,
  starts: readonly number[],
  { component, terminator, end, next }: Tail,
): Header {
  const repetition = readRepetition(bytes, starts[10] ?? end, starts[11] ?? end);
  return {
    start,
    end,
    next,
    delimiters: { element, component: component ?? 0, repetition, terminator },
    componentMissing: component === null,
    terminatorMissing: false,
    isFlawed: true,
  };
}

function readTail(
  bytes: Uint8Array,
  start: number,
  element: number,
  starts: readonly number[],
  isa16: number,
): Header | null {
  let at = isa16;
  while (isLineBreak(bytes[at])) at++;
  const component = bytes[at];
  if (component === undefined || !canDelimit(component) || component === element) return null;
  const repetition = readRepetition(bytes, starts[10] ?? at, starts[11] ?? at);
  const found = findTerminator(bytes, at + 1, component, element);
  if (found === null) return null;
  const delimiters = { element, component: found.componentMissing ? 0 : component, repetition, terminator: found.byte };
  return {
    start,
    end: found.componentMissing ? at : at + 1,
    next: found.next,
    delimiters,
    componentMissing: found.componentMissing,
    terminatorMissing: found.missing,
    isFlawed: false,
  };
}

function findTerminator(
  bytes: Uint8Array,
  at: number,
  component: number,
  element: number,
): { byte: number; next: number; componentMissing: boolean; missing: boolean } | null {
  const byte = bytes[at];
  if (byte === undefined) return { byte: 0x7e, next: at, componentMissing: false, missing: true };
  if (byte === element || byte === component || !canDelimit(byte) || byte === 0x09) return null;
  if (!isLineBreak(byte)) return { byte, next: at + 1, componentMissing: false, missing: false };
  let after = at;
  while (isLineBreak(bytes[after]) || bytes[after] === 0x20) after++;
  const first = bytes[after];
  if (first !== undefined && canDelimit(first) && first !== element && first !== component && first !== 0x20) {
    return { byte: first, next: after + 1, componentMissing: false, missing: false };
  }
  if (lineEndsWith(bytes, after, component))
    return { byte: component, next: at, componentMissing: true, missing: false };
  const terminator = byte === cr && bytes[at + 1] !== lf ? cr : lf;
  return { byte: terminator, next: after, componentMissing: false, missing: false };
}

/** ISA11 separates repetitions from version 00402 on; before that it names the standard (`U`). */
function readRepetition(bytes: Uint8Array, isa11: number, isa12: number): number | null {
  const byte = bytes[isa11];
  if (isa12 - isa11 !== 2 || byte === undefined || !canDelimit(byte) || byte === 0x09) return null;
  let version = 0;
  for (let at = isa12; at < isa12 + 5; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return null;
    version = version * 10 + digit;
  }
  return version >= 402 ? byte : null;
}

function canDelimit(byte: number): boolean {
  return !isAlphanumeric(byte) && byte < 0x80 && byte !== 0x20;
}
