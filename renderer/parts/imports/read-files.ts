/** The file's bytes as base64, in pieces: one call with millions of arguments would fail. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

export const largestFile = 20 * 1_024 * 1_024;
export const mostFiles = 50;
