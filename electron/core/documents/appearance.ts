/** What a file that is no EDI looks like, in words that follow "it looks like". */
export function appearanceOf(bytes: Uint8Array): string {
  const signature = signatureOf(bytes);
  if (signature !== undefined) return signature.name;
  const wide = wideEncoding(bytes);
  if (wide !== null) return wide;
  const start = oneByteText
    .decode(bytes.subarray(0, 4_096))
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  if (isBinary(bytes)) return 'binary data (perhaps encrypted or compressed)';
  const lower = start.toLowerCase();
  if (lower.startsWith('edi_dc40') || /<idoc\b/.test(lower)) return 'an SAP IDoc';
  if (lower.startsWith('<!doctype html') || lower.startsWith('<html'))
    return 'an HTML page (perhaps an error page saved by mistake)';
  if (lower.startsWith('<')) return 'an XML document';
  if (lower.startsWith('{') || lower.startsWith('[')) return 'JSON';
  if (lower.startsWith('-----begin pgp')) return 'a PGP-encrypted file';
  if (lower.startsWith('-----begin')) return 'a certificate or key';
  const line = start.split(/[\r\n]/, 1)[0] ?? '';
  const preview = line
    .slice(0, 24)
    .replaceAll(/[^\x20-\x7E]/g, '.')
    .trim();
  return `text that starts with "${preview}"`;
}

/** What a file is called that is no EDI in any wrapping, such as a picture; null for one that may be meant as EDI. */
export function neverEdi(bytes: Uint8Array): string | null {
  return signatureOf(bytes)?.never ?? null;
}

function signatureOf(bytes: Uint8Array): Signature | undefined {
  return signatures.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
}

/** UTF-16, with its mark or without; null for anything else. */
export function wideEncoding(bytes: Uint8Array): string | null {
  const [first = -1, second = -1, third = -1, fourth = -1] = bytes.subarray(0, 4);
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const little = isPrintable(first) && second === 0 && isPrintable(third) && fourth === 0;
  const big = first === 0 && isPrintable(second) && third === 0 && isPrintable(fourth);
  return marked || little || big ? 'text in UTF-16' : null;
}

const oneByteText = new TextDecoder('latin1');

type Signature = { readonly starts: readonly number[]; readonly name: string; readonly never?: string };

/** `never` = what it is called where it can't be EDI in any wrapping. */
const signatures: readonly Signature[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document', never: 'PDF document' },
  { starts: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive or an Office document' },
  { starts: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG image', never: 'PNG image' },
  { starts: [0xff, 0xd8, 0xff], name: 'a JPEG image', never: 'JPEG image' },
  { starts: [0x47, 0x49, 0x46, 0x38], name: 'a GIF image', never: 'GIF image' },
  { starts: [0x1f, 0x8b], name: 'a gzip archive' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Office document or Outlook message', never: 'Office document' },
  { starts: [0x30, 0x82], name: 'an encrypted or signed S/MIME body' },
  { starts: [0x30, 0x80], name: 'an encrypted or signed S/MIME body' },
  { starts: [0xc9, 0xe2, 0xc1], name: 'X12 in a mainframe encoding (EBCDIC)' },
  { starts: [0xe4, 0xd5, 0xc1], name: 'EDIFACT in a mainframe encoding (EBCDIC)' },
  { starts: [0xe4, 0xd5, 0xc2], name: 'EDIFACT in a mainframe encoding (EBCDIC)' },
];

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** NUL or other control characters near the start do not happen in text. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1_024).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1a));
}
