/** The tag in capital or small letters. */
export function isTagAt(bytes: Uint8Array, at: number, tag: string): boolean {
  for (let index = 0; index < tag.length; index++) {
    const byte = bytes[at + index] ?? 0;
    const capital = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
    if (capital !== tag.charCodeAt(index)) return false;
  }
  return true;
}

export function isAlphanumeric(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}
