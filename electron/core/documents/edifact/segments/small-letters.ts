import { isLetterOrDigit, skipBlanks, startsWith } from './bytes.ts';
import { defaultDelimiters } from './delimiters.ts';

const qualifierLength = 3;

/**
 * Some senders write a whole EDIFACT file in small letters; its names and qualifiers mean the same. Gives a copy of the same
 * length with segment names, the syntax identifier and the qualifiers that start a segment in capitals; null for any other
 * file. What people wrote stays as it is.
 */
export function withCapitalTags(bytes: Uint8Array): Uint8Array | null {
  const start = skipBlanks(bytes, 0);
  const hasUna = startsWith(bytes, start, 'una');
  if (!hasUna && !startsWith(bytes, start, 'unb')) return null;
  if (isLetterOrDigit(bytes[start + 3] ?? 0x61)) return null;
  const { element, release, terminator } = hasUna
    ? { element: bytes[start + 4], release: bytes[start + 6], terminator: bytes[start + 8] }
    : defaultDelimiters;
  const copy = bytes.slice();
  if (hasUna) raise(copy, start, 3);
  for (let at = skipBlanks(bytes, hasUna ? start + 9 : start); at < bytes.length; ) {
    raise(copy, at, 3);
    if (bytes[at + 3] === element) raiseQualifier(copy, at + 4, startsWith(copy, at, 'UNB') ? 4 : qualifierLength);
    while (at < bytes.length && bytes[at] !== terminator) at += bytes[at] === release ? 2 : 1;
    at = skipBlanks(bytes, at + 1);
  }
  return copy;
}

/** A word longer than a qualifier is no qualifier. */
function raiseQualifier(bytes: Uint8Array, at: number, longest: number): void {
  let length = 0;
  while (length <= longest && isLetterOrDigit(bytes[at + length] ?? 0x20)) length += 1;
  if (length <= longest) raise(bytes, at, length);
}

function raise(bytes: Uint8Array, from: number, length: number): void {
  for (let at = from; at < Math.min(bytes.length, from + length); at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x61 && byte <= 0x7a) bytes[at] = byte - 0x20;
  }
}
