/** Longest element text that is kept, in bytes. More is shown cut off with an ellipsis: nobody reads it, and it could be a whole file. */
const longestText = 4_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Text of a byte range as UTF-8, or as latin1 where the bytes are not UTF-8. Line breaks that only wrap the file are left out. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const cut = end - start > longestText;
  const stop = cut ? backToCharacterStart(bytes, start + longestText, start) : end;
  const text = stop - start <= 24 ? decodeShort(bytes, start, stop) : decodeLong(bytes, start, stop);
  const joined = text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]/g, '') : text;
  return cut ? `${joined}…` : joined;
}

/** Short ASCII text is the common case; building it by hand is several times faster than a decoder call. */
function decodeShort(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return decodeLong(bytes, start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeLong(bytes: Uint8Array, start: number, end: number): string {
  const part = bytes.subarray(start, end);
  try {
    return utf8.decode(part);
  } catch {
    return latin1.decode(part);
  }
}

/** A cut must not fall inside a UTF-8 character, or the whole text would be taken for latin1. */
function backToCharacterStart(bytes: Uint8Array, at: number, floor: number): number {
  let cut = at;
  while (cut > floor && at - cut < 4 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut;
}
