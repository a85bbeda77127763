import type { Finding } from '#shared/model/edi/edi.ts';
import { skipBlanks, startsWith } from './edifact/segments/bytes.ts';
import { withCapitalTags } from './edifact/segments/small-letters.ts';
import { bodyOf, fromBase64, fromQuotedPrintable, walkMime } from './mdn/mime.ts';
import { looksLikeMdn } from './mdn/read-mdn.ts';
import { startsHeader } from './x12/segments/delimiters.ts';

/** The bytes that hold the EDI, and a remark where they were wrapped for mail. Offsets are those in `bytes`. */
export type Content = { readonly bytes: Uint8Array; readonly finding: Finding | null };

/** Mail is not undone beyond this: no mailbox takes it either. */
const longestMail = 64 * 1024 * 1024;
const longestHead = 16_384;

/** One byte, one character: offsets in the text are offsets in the file. */
const oneByteText = new TextDecoder('latin1');

/**
 * Undoes what mail does to a file: base64 and quoted-printable, in a mail with its headers or saved without them. A file
 * that is no mail is given back as it is.
 */
export function contentOf(bytes: Uint8Array): Content {
  const plain: Content = { bytes, finding: null };
  if (bytes.length > longestMail) return plain;
  const head = oneByteText.decode(bytes.subarray(0, longestHead));
  if (isEncodedMail(head)) {
    const text = oneByteText.decode(bytes);
    // A receipt may carry what it answers; it stays a receipt.
    const parts = looksLikeMdn(text) ? [] : partsOf(bytes, text);
    return parts.length === 0 ? plain : unwrapped(join(parts), 'in a mail');
  }
  if (isBareBase64(head)) {
    const decoded = fromBase64(bytes);
    return isEdi(decoded) ? unwrapped(decoded, 'in base64, as mail is') : plain;
  }
  const capital = withCapitalTags(bytes);
  if (capital !== null) return { bytes: capital, finding: smallLetters };
  if (isBareQuotedPrintable(head)) return unwrapped(fromQuotedPrintable(bytes), 'in quoted-printable, as mail is');
  return plain;
}

const smallLetters: Finding = {
  code: 'small-letters',
  severity: 'note',
  message: 'The segment names are in small letters; they were read as if they were in capitals.',
  offset: 0,
};

function unwrapped(bytes: Uint8Array, how: string): Content {
  const message = `The file came encoded ${how}; it was decoded before it was read, and places are those in the decoded text.`;
  return { bytes, finding: { code: 'mail-encoding', severity: 'note', message, offset: 0 } };
}

function isEncodedMail(head: string): boolean {
  return /^content-transfer-encoding[ \t]*:[ \t]*"?(?:base64|quoted-printable)/im.test(head);
}

/** The decoded parts of a mail that hold EDI. */
function partsOf(bytes: Uint8Array, text: string): readonly Uint8Array[] {
  return walkMime(text)
    .filter(({ type }) => !type.startsWith('multipart/'))
    .map((part) => bodyOf(bytes, part))
    .filter(isEdi);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length + 1, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
    out[at] = 0x0a;
    at += 1;
  }
  return out;
}

function isEdi(bytes: Uint8Array): boolean {
  const at = skipBlanks(bytes, 0);
  return startsHeader(bytes, at) || startsWith(bytes, at, 'UNA') || startsWith(bytes, at, 'UNB');
}

/** ISA, UNA and UNB in base64, in lines of nothing else. */
function isBareBase64(head: string): boolean {
  return /^\s*(?:SVNB|VU5[BC])[A-Za-z0-9+/]{37}/.test(head) && /^[A-Za-z0-9+/=\s]*$/.test(head);
}

/**
 * Quoted-printable breaks a long line with `=`, and writes `=` itself as `=3D`. Its lines are of one length, at most 76; a
 * file that ends its segments with `=` and a line break has lines of many.
 */
function isBareQuotedPrintable(head: string): boolean {
  if (!/^\s*(?:ISA|UNA|UNB)/i.test(head)) return false;
  const lines = head
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/\r$/, ''));
  const broken = lines.filter((line) => line.endsWith('='));
  if (broken.length === 0 || broken.some((line) => line.length < 70 || line.length > 76)) return false;
  return broken.every((line) => !/=(?![0-9A-F]{2}|$)/i.test(line));
}
