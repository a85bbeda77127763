import {
  byteAt,
  carriageReturn,
  isDigit,
  isLetterOrDigit,
  isUpper,
  lineFeed,
  skipBlanks,
  space,
  startsWith,
} from './bytes.ts';
import { type Delimiters, defaultDelimiters, delimitersOfInterchange, readUna } from './delimiters.ts';
import type { Findings } from '../findings.ts';

/** One segment of the file. `end` is after its terminator, `dataEnd` before it, `tagEnd` before the first separator. */
export type Segment = {
  readonly tag: string;
  readonly start: number;
  readonly tagEnd: number;
  readonly dataEnd: number;
  readonly end: number;
  readonly delimiters: Delimiters;
  /** Syntax identifier of the interchange (`UNOC`), for decoding text. */
  readonly charset: string | null;
};

const longestTag = 12;
const mostUnclosed = 20;

/**
 * Yields the segments of a file one by one in one pass, so that a file of any size costs no more than its segments in use.
 * Service characters follow each interchange's UNA; blanks between segments are skipped; text around interchanges is a finding.
 */
export function* segmentsOf(bytes: Uint8Array, findings: Findings): Generator<Segment, void, void> {
  let delimiters = defaultDelimiters;
  let una: Delimiters | null = null;
  let charset: string | null = null;
  let inside = false;
  let seenAny = false;
  let unclosed = 0;
  let at = 0;
  if (startsWith(bytes, 0, '\u00EF\u00BB\u00BF'))
    findings.add('byte-order-mark', 'note', 'The file starts with a byte-order mark, which does not belong in EDI.', 0);
  for (;;) {
    const before = at;
    at = skipBlanks(bytes, at);
    if (at >= bytes.length) return;
    if (at > before && byteAt(bytes, at - 1) === space && seenAny)
      findings.once('indented', 'note', 'Segments are indented or set apart by blanks.', before);
    if (startsWith(bytes, at, 'UNA') && !isLetterOrDigit(byteAt(bytes, at + 3)) && at + 8 <= bytes.length) {
      const read = readUna(bytes, at, findings);
      una = read.delimiters;
      delimiters = { ...una, repetition: null };
      inside = true;
      at = read.end;
      continue;
    }
    if (startsWith(bytes, at, 'UNB') && !isLetterOrDigit(byteAt(bytes, at + 3))) {
      delimiters = delimitersOfInterchange(bytes, at, una, delimiters, findings);
      una = null;
      charset = charsetAt(bytes, at + 4);
    }
    const segment = readSegment(bytes, at, delimiters, charset);
    if (segment.dataEnd === segment.start) {
      findings.once('empty-segment', 'warning', 'There is an end mark without a segment before it.', at);
      at = segment.end;
      continue;
    }
    if (!isTag(segment.tag)) {
      // Where nothing ends the text, every try reads to the end of the file: a few tries must do.
      if (!segment.closed && !segment.cutShort) unclosed += 1;
      const next = unclosed > mostUnclosed ? -1 : envelopeWithin(bytes, segment.start + 1, segment.end);
      if (next >= 0 || !inside) {
        reportText(findings, at, seenAny, next >= 0 || segment.closed || segment.cutShort);
        at = next >= 0 ? next : segment.end;
        continue;
      }
      findings.once('unusual-tag', 'warning', `"${printable(segment.tag)}" is not a segment name.`, at);
    }
    report(segment, findings);
    seenAny = true;
    inside = segment.tag !== 'UNZ';
    yield segment;
    at = segment.end;
  }
}

type Cut = Segment & { readonly closed: boolean; readonly lineBreak: number; readonly cutShort: boolean };

function readSegment(bytes: Uint8Array, start: number, delimiters: Delimiters, charset: string | null): Cut {
  const { release, terminator, element, component } = delimiters;
  const { length } = bytes;
  let tagEnd = -1;
  let lineBreak = -1;
  let cutShort = false;
  let at = start;
  for (; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === terminator) break;
    if (byte === release) at += 1;
    else if (byte === element && tagEnd < 0) tagEnd = at;
    else if (byte === lineFeed) {
      if (isEnvelopeStart(bytes, at + 1)) {
        cutShort = true;
        break;
      }
      if (lineBreak < 0) lineBreak = at;
    }
  }
  const closed = at < length && !cutShort;
  at = Math.min(at, length);
  const dataEnd = closed && terminator !== lineFeed ? at : trimEnd(bytes, start, at);
  if (tagEnd < 0 || tagEnd > dataEnd) tagEnd = dataEnd;
  let tag = '';
  for (let index = start; index < tagEnd && tag.length < longestTag && bytes[index] !== component; index += 1)
    tag += String.fromCharCode(byteAt(bytes, index));
  const end = closed ? at + 1 : dataEnd;
  return { tag: tag.trim(), start, tagEnd, dataEnd, end, delimiters, charset, closed, lineBreak, cutShort };
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && byteAt(bytes, at - 1) <= space) at -= 1;
  return at;
}

function report({ tag, start, closed, lineBreak, cutShort, dataEnd }: Cut, findings: Findings): void {
  if (cutShort)
    findings.add(
      'missing-terminator',
      'error',
      `Segment ${printable(tag)} has no end mark before the next envelope line.`,
      start,
    );
  else if (!closed)
    findings.add('truncated', 'error', `The file ends inside segment ${printable(tag)}: it has no end mark.`, start);
  if (lineBreak >= 0 && lineBreak < dataEnd)
    findings.once(
      'line-break-in-segment',
      'note',
      `Segment ${printable(tag)} runs over a line break, which is not data.`,
      lineBreak,
    );
}

function reportText(findings: Findings, offset: number, seenAny: boolean, more: boolean): void {
  if (!seenAny)
    findings.once('text-before-interchange', 'warning', 'There is text before the first interchange.', offset);
  else if (more) findings.once('text-between-interchanges', 'warning', 'There is text between interchanges.', offset);
  else findings.once('text-after-interchange', 'warning', 'There is text after the last interchange.', offset);
}

/** UNA, UNB, UNG, UNH, UNT, UNE or UNZ with a separator after it. */
function isEnvelopeStart(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x55 || bytes[at + 1] !== 0x4e) return false;
  return 'ABGHTEZ'.includes(String.fromCharCode(byteAt(bytes, at + 2))) && isSeparator(byteAt(bytes, at + 3));
}

/** Where, inside a stretch of text, a UNA, UNB, UNG or UNH starts; -1 where none does. */
function envelopeWithin(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    if (bytes[at] !== 0x55 || bytes[at + 1] !== 0x4e || isLetterOrDigit(byteAt(bytes, at - 1))) continue;
    const third = byteAt(bytes, at + 2);
    if ((third === 0x41 || third === 0x42 || third === 0x47 || third === 0x48) && isSeparator(byteAt(bytes, at + 3)))
      return at;
  }
  return -1;
}

function isSeparator(byte: number): boolean {
  return byte >= 0 && byte !== space && byte !== carriageReturn && byte !== lineFeed && !isLetterOrDigit(byte);
}

function isTag(tag: string): boolean {
  if (tag.length !== 3 || !isUpper(tag.charCodeAt(0))) return false;
  return [1, 2].every((index) => isUpper(tag.charCodeAt(index)) || isDigit(tag.charCodeAt(index)));
}

function charsetAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** A tag as it may be shown: control characters and the like are replaced. */
function printable(tag: string): string {
  return tag.replaceAll(/[^\x20-\x7E]/g, '.');
}
