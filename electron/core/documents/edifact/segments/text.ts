/** Character sets of the UNB syntax identifier (0001) that are not Latin 1, as the decoder names them. */
const charsets: ReadonlyMap<string, string> = new Map([
  ['UNOD', 'iso-8859-2'],
  ['UNOE', 'iso-8859-5'],
  ['UNOF', 'iso-8859-7'],
  ['UNOG', 'iso-8859-3'],
  ['UNOH', 'iso-8859-4'],
  ['UNOI', 'iso-8859-6'],
  ['UNOJ', 'iso-8859-8'],
  ['UNOK', 'windows-1254'],
]);

type Decoder = InstanceType<typeof TextDecoder>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('windows-1252');
const others = new Map<string, Decoder>();

/** Text of some bytes: UTF-8 where they are valid UTF-8 (whatever UNB claims), else the set UNB names, else Latin 1. */
export function decodeText(bytes: Uint8Array, charset: string | null = null): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return fallback(charset).decode(bytes);
  }
}

function fallback(charset: string | null): Decoder {
  const label = charset === null ? undefined : charsets.get(charset);
  if (label === undefined) return latin1;
  const known = others.get(label);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(label);
  others.set(label, decoder);
  return decoder;
}
