/** What closes what, and which element of both carries the same number: interchanges, and what travels without one. */
const envelopes = {
  ISA: { trailer: 'IEA', number: 13, name: 'interchange' },
  UNB: { trailer: 'UNZ', number: 5, name: 'interchange' },
  GS: { trailer: 'GE', number: 6, name: 'group' },
  UNG: { trailer: 'UNE', number: 5, name: 'group' },
  ST: { trailer: 'SE', number: 2, name: 'transaction set' },
  UNH: { trailer: 'UNT', number: 1, name: 'message' },
} as const;
type Tag = keyof typeof envelopes;
const interchanges: readonly Tag[] = ['ISA', 'UNB'];
const others: readonly Tag[] = ['GS', 'UNG', 'ST', 'UNH'];
/** What a file that ends before its fourth byte may become. */
const beginnings = ['ISA', 'UNA', 'UNB', 'UNG', 'UNH', '\u00EF\u00BB\u00BF'];

const mailFields =
  /^(?:content-[a-z-]+|mime-version|message-id|as2-[a-z-]+|from|to|date|subject|received|return-path|x-[a-z-]+)[ \t]*:/i;
const mostMimeHead = 16_384;
/** Bytes. Text shorter than that may become anything. */
const shortest = 12;

/**
 * Why a file looks as if its writer were not done with it, in a sentence; null where it looks whole. Looks at the end
 * alone: the last interchange (X12, EDIFACT) or the message around it (MIME) must be closed. What comes after a closed
 * one does not count, nor do blanks, zero bytes (a file whose space was reserved beforehand) and Ctrl-Z.
 */
export function whyUnfinished(bytes: Uint8Array): string | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = all.subarray(0, lengthWithoutFiller(all));
  const start = skipFiller(whole);
  if (start >= whole.length) {
    return bytes.length === 0 ? 'It is empty so far.' : 'It holds nothing but blanks or zero bytes so far.';
  }
  const text = whole.toString('latin1', start, start + mostMimeHead);
  if (text.length < 4 && beginnings.some((word) => word.startsWith(text))) return 'It has only begun.';
  if (text.startsWith('UNA') && /^UNA.{0,6}\s*(?:U(?:N[BGH]?)?)?$/s.test(text)) return 'It has only begun.';
  if (interchanges.concat(others).some((tag) => isSegment(whole, start, tag)) || text.startsWith('UNA')) {
    return envelopeEnd(whole, start, all);
  }
  if (text.length < shortest && /^[\x20-\x7e\s]*$/.test(text)) return 'It has only begun.';
  return mimeEnd(whole.subarray(start), text) ?? envelopeEnd(whole, start, all);
}

/** Null too for what is no MIME message. */
function mimeEnd(bytes: Buffer, head: string): string | null {
  const blank = /\r?\n\r?\n/.exec(head);
  const fields = blank === null ? head : head.slice(0, blank.index);
  const bare = /^--([^\s].{3,74})\r?\n/.exec(head)?.[1];
  if (bare === undefined && !mailFields.test(fields) && !/^(?:HTTP\/\d|[A-Z]{3,7} \S+ HTTP\/)/.test(fields))
    return null;
  if (bare === undefined && blank === null) return 'Its headers have no end.';
  const named = /boundary[ \t]*=[ \t]*(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(fields);
  const boundary = named?.[1] ?? named?.[2] ?? bare?.trimEnd();
  if (boundary !== undefined) {
    return bytes.includes(`\n--${boundary}--`, 0, 'latin1') ? null : 'Its closing boundary is missing.';
  }
  const length = Number(/^content-length[ \t]*:[ \t]*(\d+)/im.exec(fields)?.[1] ?? 0);
  const body = bytes.length - (blank === null ? 0 : blank.index + blank[0].length);
  // Line breaks at the end were left out of the count.
  return body + 4 < length ? `It announces ${length} bytes and holds ${body} so far.` : null;
}

function envelopeEnd(whole: Buffer, start: number, all: Buffer): string | null {
  const alone =
    others.find((tag) => isSegment(whole, start, tag)) ?? (isUna(whole, start) ? lastOf(whole, others)?.tag : null);
  const opened = lastOf(whole, interchanges) ?? (alone ? lastOf(whole, [alone]) : null);
  if (opened === null) return null;
  const { trailer, name } = envelopes[opened.tag];
  const closing = lastOf(whole, [trailer]);
  if (closing === null || closing.at < opened.at) return `Its last ${name} has no ${trailer} at its end.`;
  return trailerEnd(whole, opened, closing.at, all);
}

/** Whether the trailer itself is whole: its terminator is there, or it repeats the number that it must. */
function trailerEnd(
  whole: Buffer,
  opened: { readonly tag: Tag; readonly at: number },
  at: number,
  all: Buffer,
): string | null {
  const cut = 'Its last segment is cut off.';
  const parts = /^[A-Z]{2,3}([^A-Za-z0-9])\s*(\d+)\s*(?:\1([A-Za-z0-9 ._/-]*))?/.exec(
    whole.toString('latin1', at, at + 120),
  );
  if (parts === null) return cut;
  const rest = whole.toString('latin1', at + parts[0].length, at + parts[0].length + 40).replaceAll(/\s/g, '');
  if (rest.length > 1) {
    const next = rest.slice(1);
    return beginnings.some((word) => word.startsWith(next)) ? 'Another interchange has only begun.' : null;
  }
  // A terminator, be it the line break that was taken for a blank at the end.
  if (rest.length === 1 || /[\r\n]/.test(all.toString('latin1', whole.length, whole.length + 2))) return null;
  const header = whole.toString('latin1', opened.at, opened.at + 400).split(parts[1] ?? '*');
  const expected = /^[\w ./-]*/.exec(header[envelopes[opened.tag].number] ?? '')?.[0].trim();
  return expected !== '' && expected === parts[3]?.trim() ? null : cut;
}

function isUna(bytes: Buffer, at: number): boolean {
  return bytes.toString('latin1', at, at + 3) === 'UNA';
}

/** The last place where one of these segments begins. */
function lastOf<T extends string>(bytes: Buffer, tags: readonly T[]): { readonly tag: T; readonly at: number } | null {
  let found: { readonly tag: T; readonly at: number } | null = null;
  for (const tag of tags) {
    for (let at = bytes.lastIndexOf(tag, undefined, 'latin1'); at >= 0; ) {
      if (isSegment(bytes, at, tag)) {
        if (found === null || at > found.at) found = { tag, at };
        break;
      }
      at = at === 0 ? -1 : bytes.lastIndexOf(tag, at - 1, 'latin1');
    }
  }
  return found;
}

/** The tag with a separator after it, and no letter, digit or blank of a free text before it. */
function isSegment(bytes: Buffer, at: number, tag: string): boolean {
  const before = at === 0 ? 0x0a : (bytes[at - 1] ?? 0x0a);
  const after = bytes[at + tag.length];
  return (
    bytes.toString('latin1', at, at + tag.length) === tag && !isWord(before) && after !== undefined && !isWord(after)
  );
}

/** Letters, digits and the blank. */
function isWord(byte: number): boolean {
  return (
    byte === 0x20 || (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
  );
}

const isFiller = (byte: number | undefined): boolean =>
  byte === 0x00 || byte === 0x1a || byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

function lengthWithoutFiller(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && isFiller(bytes[end - 1])) end -= 1;
  return end;
}

/** Past blanks, and a byte order mark before or among them. */
function skipFiller(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && isFiller(bytes[at])) at += 1;
  return at;
}
