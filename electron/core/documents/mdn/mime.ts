/** One MIME entity. Offsets are those of the text walked, in which every character is one byte of the file. */
export type MimePart = {
  readonly type: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** The header names a boundary that its body does not use; the body's own was followed. */
  readonly otherBoundary?: boolean;
};

const mostDepth = 6;
const mostParts = 64;
const mostHeaders = 200;
const longestHeader = 16_384;

/**
 * Walks a MIME message from the outside in and gives its entities, containers first. Iterative and bounded in depth and
 * number; what is not MIME comes out as one part without headers. Copes with a missing outer header and an HTTP start line.
 */
export function walkMime(text: string): readonly MimePart[] {
  const found: MimePart[] = [];
  const open: { start: number; end: number; depth: number }[] = [{ start: 0, end: text.length, depth: 0 }];
  for (let entity = open.shift(); entity !== undefined && found.length < mostParts; entity = open.shift()) {
    const part = readEntity(text, entity.start, entity.end);
    const boundary = entity.depth >= mostDepth ? null : boundaryOf(text, part, entity.depth === 0);
    found.push(boundary?.differs === true ? { ...part, otherBoundary: true } : part);
    if (boundary === null) continue;
    for (const inner of split(text, boundary.mark, part.bodyStart, part.bodyEnd))
      open.push({ ...inner, depth: entity.depth + 1 });
  }
  return found;
}

/** Fields of a receipt that may come more than once, each with words of its own (RFC 3798 section 3.2.7). */
const repeatable: ReadonlySet<string> = new Set(['error', 'failure', 'warning']);

/** Reads `Name: value` lines up to an empty line; folded lines are joined. Names in lower case, the first of a name wins, except where words add up. */
export function readHeaders(
  text: string,
  start: number,
  end: number,
): { headers: ReadonlyMap<string, string>; next: number } {
  const headers = new Map<string, string>();
  let name = '';
  let at = start;
  while (at < end) {
    const lineEnd = endOfLine(text, at, end);
    const line = text.slice(at, Math.min(lineEnd, at + longestHeader)).trimEnd();
    const next = Math.min(end, lineEnd + 1);
    if (line === '') return { headers, next };
    if (line.startsWith('--')) return { headers, next: at };
    const colon = line.indexOf(':');
    if (line.startsWith(' ') || line.startsWith('\t')) {
      const before = headers.get(name);
      if (before !== undefined && before.length < longestHeader) headers.set(name, `${before} ${line.trim()}`.trim());
    } else if (colon > 0 && isName(line.slice(0, colon))) {
      name = line.slice(0, colon).trim().toLowerCase();
      const value = line.slice(colon + 1).trim();
      const before = headers.get(name);
      if (before !== undefined && repeatable.has(name) && before.length < longestHeader)
        headers.set(name, `${before}; ${value}`);
      else if (before !== undefined || headers.size >= mostHeaders) name = '';
      else headers.set(name, value);
    } else if (!isStartLine(line)) return { headers, next: at };
    at = next;
  }
  return { headers, next: end };
}

/** A parameter of a structured header (`boundary`, `charset`), quotes removed; null where it is not there. */
export function parameterOf(header: string, name: string): string | null {
  for (const piece of header.split(';').slice(1)) {
    const equals = piece.indexOf('=');
    if (equals < 0 || piece.slice(0, equals).trim().toLowerCase() !== name) continue;
    const value = piece.slice(equals + 1).trim();
    return value.startsWith('"') ? value.slice(1, value.endsWith('"') && value.length > 1 ? -1 : undefined) : value;
  }
  return null;
}

/** The body of a part as bytes, its transfer encoding undone. */
export function bodyOf(bytes: Uint8Array, part: MimePart): Uint8Array {
  const raw = bytes.subarray(part.bodyStart, part.bodyEnd);
  const encoding = part.headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return fromBase64(raw);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(raw);
  return raw;
}

function readEntity(text: string, start: number, end: number): MimePart {
  let at = start;
  while (
    at < end &&
    (text[at] === '\n' || text[at] === '\r' || text[at] === '\u00EF' || text[at] === '\u00BB' || text[at] === '\u00BF')
  )
    at += 1;
  // An empty line right away means a part without headers; only the outermost may start with empty lines.
  const { headers, next } =
    start > 0 && at > start ? { headers: new Map<string, string>(), next: at } : readHeaders(text, at, end);
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return { type, headers, bodyStart: next, bodyEnd: end };
}

type Boundary = { readonly mark: string; readonly differs: boolean };

/** The boundary the header names, or the one the body uses: where they differ the body decides, for only it separates. */
function boundaryOf(text: string, part: MimePart, isOuter: boolean): Boundary | null {
  const header = part.headers.get('content-type') ?? '';
  if (!part.type.startsWith('multipart/') && !(isOuter && part.type === '')) return null;
  const named = parameterOf(header, 'boundary');
  const body = text.slice(part.bodyStart, part.bodyEnd);
  if (named !== null && named !== '' && (body.startsWith(`--${named}`) || body.includes(`\n--${named}`)))
    return { mark: named, differs: false };
  const used = boundaryIn(body, part.type !== '');
  if (used === null) return named === null || named === '' ? null : { mark: named, differs: false };
  return { mark: used, differs: named !== null && named !== '' };
}

/** Saved without its header, a multipart body starts with its boundary; behind a header there may be a preamble first. */
function boundaryIn(body: string, hasPreamble: boolean): string | null {
  const lines = body
    .slice(0, hasPreamble ? 4_000 : 200)
    .trimStart()
    .split('\n', hasPreamble ? 40 : 1);
  const line = lines.map((one) => one.trimEnd()).find((one) => /^--[^\s-][^\s]{2,75}$|^--[^\s]{3,76}[^-\s]$/.test(one));
  return line === undefined ? null : line.slice(2);
}

function split(text: string, boundary: string, start: number, end: number): readonly { start: number; end: number }[] {
  const mark = `--${boundary}`;
  const parts: { start: number; end: number }[] = [];
  let from = -1;
  for (
    let at = text.indexOf(mark, start);
    at >= 0 && at < end && parts.length < mostParts;
    at = text.indexOf(mark, at + mark.length)
  ) {
    if (at > start && text[at - 1] !== '\n') continue;
    const after = at + mark.length;
    const isLast = text.startsWith('--', after);
    if (!isLast && text.slice(after, endOfLine(text, after, Math.min(end, after + 200))).trim() !== '') continue;
    if (from >= 0) parts.push({ start: from, end: lineBefore(text, at) });
    if (isLast) return parts;
    from = Math.min(end, endOfLine(text, after, end) + 1);
  }
  // The closing mark is missing: the last part runs to the end.
  if (from >= 0 && parts.length < mostParts) parts.push({ start: from, end });
  return parts;
}

/** The line break before a boundary belongs to the boundary. */
function lineBefore(text: string, at: number): number {
  if (text[at - 1] !== '\n') return at;
  return text[at - 2] === '\r' ? at - 2 : at - 1;
}

function endOfLine(text: string, at: number, end: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 || found > end ? end : found;
}

function isName(name: string): boolean {
  return name.length < 80 && /^[!-9;-~]+[ \t]*$/.test(name);
}

function isStartLine(line: string): boolean {
  return /^HTTP\/\d/i.test(line) || /^[A-Z]{3,7} .{1,2000} HTTP\/\d/.test(line);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 as bytes; what is no base64 in it is passed over. */
export function fromBase64(raw: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((raw.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const byte of raw) {
    if (byte === 0x3d) break;
    const value = alphabet.indexOf(String.fromCharCode(byte));
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[length] = (held >> bits) & 0xff;
    length += 1;
  }
  return out.subarray(0, length);
}

/** Quoted-printable as bytes; an escape that is none is kept as it is. */
export function fromQuotedPrintable(raw: Uint8Array): Uint8Array {
  const out = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at += 1) {
    let byte = raw[at] ?? 0;
    if (byte === 0x3d) {
      const pair = String.fromCharCode(raw[at + 1] ?? 0, raw[at + 2] ?? 0);
      if (/^[0-9A-F]{2}$/i.test(pair)) {
        byte = Number.parseInt(pair, 16);
        at += 2;
      } else if (pair === '\r\n' || pair.startsWith('\n')) {
        at += pair === '\r\n' ? 2 : 1;
        continue;
      }
    }
    out[length] = byte;
    length += 1;
  }
  return out.subarray(0, length);
}
