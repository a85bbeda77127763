export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;

/** The byte at `offset`, -1 outside the file, so that comparisons need no undefined. */
export function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? -1;
}

export function isUpper(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function isLetterOrDigit(byte: number): boolean {
  return isUpper(byte) || isDigit(byte) || (byte >= 0x61 && byte <= 0x7a);
}

/** True where the ASCII text `word` stands at `offset`. */
export function startsWith(bytes: Uint8Array, offset: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[offset + index] !== word.charCodeAt(index)) return false;
  return true;
}

/** Skips what senders put between segments: white space, control characters, a byte-order mark, no-break spaces. */
export function skipBlanks(bytes: Uint8Array, offset: number, keep = -1): number {
  let at = offset;
  for (;;) {
    const byte = byteAt(bytes, at);
    if (byte >= 0 && byte <= space && byte !== keep) at += 1;
    else if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else if (byte === 0xc2 && bytes[at + 1] === 0xa0) at += 2;
    else return at;
  }
}
