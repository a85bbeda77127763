import { byteAt, carriageReturn, isDigit, isLetterOrDigit, lineFeed, skipBlanks, space, startsWith } from './bytes.ts';
import type { Findings } from '../findings.ts';

/** The service characters of one interchange, as byte values; null where the interchange has none. */
export type Delimiters = {
  readonly component: number;
  readonly element: number;
  readonly decimal: number;
  readonly release: number | null;
  readonly repetition: number | null;
  readonly terminator: number;
};

/** ISO 9735 defaults for syntax versions 1 to 3: `: + . ?` and `'`. */
export const defaultDelimiters: Delimiters = {
  component: 0x3a,
  element: 0x2b,
  decimal: 0x2e,
  release: 0x3f,
  repetition: null,
  terminator: 0x27,
};

/** Level B (UNOB) before syntax 4 used control characters where no UNA says otherwise. */
const levelBDelimiters: Delimiters = {
  component: 0x1f,
  element: 0x1d,
  decimal: 0x2c,
  release: null,
  repetition: null,
  terminator: 0x1c,
};

const asterisk = 0x2a;
/** A UNB has at most some 250 bytes. */
const searchWindow = 400;

/** Reads the UNA at `offset`. `end` is the byte after it; unusable characters give the defaults and a finding. */
export function readUna(
  bytes: Uint8Array,
  offset: number,
  findings: Findings,
): { delimiters: Delimiters; end: number } {
  const at = (index: number): number => byteAt(bytes, offset + index);
  // Some systems trim the blank in fifth place away, so that the terminator moves up by one.
  const trimmed =
    at(7) === defaultDelimiters.terminator &&
    (at(8) === carriageReturn || at(8) === lineFeed || isLetterOrDigit(at(8)) || at(8) === -1);
  if (trimmed)
    findings.add('una-too-short', 'warning', 'The UNA line lacks its blank, so it is one character short.', offset);
  const spare = trimmed ? space : at(7);
  const terminator = trimmed ? at(7) : at(8);
  const release = at(6);
  const delimiters: Delimiters = {
    component: at(3),
    element: at(4),
    decimal: at(5),
    release: release === space ? null : release,
    repetition: spare === space ? null : spare,
    terminator,
  };
  const separators = [delimiters.component, delimiters.element, terminator, delimiters.release];
  const used = separators.filter((byte) => byte !== null);
  if (used.some((byte) => byte < 0 || isLetterOrDigit(byte)) || new Set(used).size !== used.length) {
    findings.add(
      'una-unusable',
      'error',
      'The UNA line does not name usable, different separators; the usual ones are assumed.',
      offset,
    );
    return { delimiters: defaultDelimiters, end: Math.min(bytes.length, offset + 9) };
  }
  // A reserved place that repeats another separator, or holds a letter, separates nothing.
  const isSpare = isLetterOrDigit(spare) || used.includes(spare);
  return { delimiters: isSpare ? { ...delimiters, repetition: null } : delimiters, end: offset + (trimmed ? 8 : 9) };
}

/** The separators of the interchange whose UNB stands at `offset`; `una` is what a UNA before it said, if there was one. */
export function delimitersOfInterchange(
  bytes: Uint8Array,
  offset: number,
  una: Delimiters | null,
  previous: Delimiters,
  findings: Findings,
): Delimiters {
  const element = byteAt(bytes, offset + 3);
  let found = una ?? (endsByDefault(bytes, offset, previous.terminator) ? defaultDelimiters : previous);
  if (element === levelBDelimiters.element && found.element !== element) found = levelBDelimiters;
  if (element !== found.element && !isLetterOrDigit(element) && element > space) {
    findings.add(
      'separator-differs',
      'warning',
      `UNB uses "${String.fromCharCode(element)}" between elements, which was not announced by a UNA line.`,
      offset + 3,
    );
    found = { ...found, element };
  }
  // Before syntax 4 the fifth place of UNA is reserved: whatever stands there, data may hold that character.
  if (!isSyntax4(bytes, offset, found)) found = { ...found, repetition: null };
  else if (una === null && found.repetition === null) found = { ...found, repetition: asterisk };
  if (endsWithNewline(bytes, offset, found)) {
    findings.add(
      'newline-terminator',
      'warning',
      'Segments end with a line break instead of the announced end mark; read as such.',
      offset,
    );
    found = { ...found, terminator: lineFeed };
  }
  return found;
}

/** `UNB+UNOC:4`: the digit after the character set. */
function isSyntax4(bytes: Uint8Array, offset: number, { component }: Delimiters): boolean {
  return (
    byteAt(bytes, offset + 8) === component && isDigit(byteAt(bytes, offset + 9)) && byteAt(bytes, offset + 9) >= 0x34
  );
}

/** True where a default terminator, not that of the interchange before, is the first to end the UNB. */
function endsByDefault(bytes: Uint8Array, offset: number, previous: number): boolean {
  const end = Math.min(bytes.length, offset + searchWindow);
  for (let at = offset; at < end; at += 1) {
    if (bytes[at] === defaultDelimiters.terminator) {
      const next = skipBlanks(bytes, at + 1);
      return startsWith(bytes, next, 'UNH') || startsWith(bytes, next, 'UNG');
    }
    if (bytes[at] === previous) return false;
  }
  return false;
}

/**
 * True where the line after the UNB starts a group or message although the terminator never came. Where that line ends with
 * it, only the one of the UNB was lost.
 */
function endsWithNewline(bytes: Uint8Array, offset: number, { terminator, element }: Delimiters): boolean {
  const end = Math.min(bytes.length, offset + searchWindow);
  for (let at = offset; at < end; at += 1) {
    if (bytes[at] === terminator) return false;
    if (bytes[at] === lineFeed) {
      const starts =
        (startsWith(bytes, at + 1, 'UNH') || startsWith(bytes, at + 1, 'UNG')) && bytes[at + 4] === element;
      return starts && !lineEndsWith(bytes, at + 1, terminator);
    }
  }
  return false;
}

function lineEndsWith(bytes: Uint8Array, from: number, terminator: number): boolean {
  const end = Math.min(bytes.length, from + searchWindow);
  let at = from;
  while (at < end && bytes[at] !== lineFeed) at += 1;
  while (at > from && byteAt(bytes, at - 1) <= space) at -= 1;
  return bytes[at - 1] === terminator;
}
