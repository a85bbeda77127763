import type { Span } from '#shared/model/edi/edi.ts';
import { isFiller, isLineBreak, readHeader, startsHeader, type Delimiters, type Header } from './delimiters.ts';
import { Findings } from '../findings.ts';
import { findHeadless } from './headless.ts';
import { noteBetween, noteHeader, noteSegmentGap } from './deviations.ts';
import { X12Segment } from './segment.ts';

/** A file wrapped at 80 columns has a line break in most segments; the first few tell the story. */
const mostLineBreaks = 20;

/**
 * Cuts a file into X12 segments, interchange by interchange, each with the delimiters its own ISA announces.
 * Never throws; whatever is odd is a finding. Streams: nothing is kept but the segment at hand.
 */
export function* tokenizeX12(bytes: Uint8Array, findings: Findings): Generator<X12Segment> {
  yield* tokenizeFrom(bytes, skipByteOrderMark(bytes, findings), findings);
}

function* tokenizeFrom(bytes: Uint8Array, from: number, findings: Findings): Generator<X12Segment> {
  let at = from;
  let previous: Header | null = null;
  for (;;) {
    const header = findHeader(bytes, at, findings, previous !== null);
    if (header === null) return;
    if (header.isHeadless !== true) {
      noteHeader(bytes, header, previous, findings);
      yield new X12Segment(bytes, header.delimiters, header.start, header.end);
    }
    previous = header;
    at = yield* interchange(bytes, header, findings);
  }
}

/** The segments in a byte range cut with known delimiters, e.g. those of one transaction set. */
export function* segmentsIn(bytes: Uint8Array, span: Span, delimiters: Delimiters): Generator<X12Segment> {
  let at = span.start;
  const stop = Math.min(span.end, bytes.length);
  for (;;) {
    at = skipFiller(bytes, at, stop, delimiters.terminator);
    if (at >= stop) return;
    const cut = cutSegment(bytes, at, stop, delimiters);
    if (cut.end > at) yield new X12Segment(bytes, delimiters, at, cut.end);
    at = cut.next;
  }
}

/**
 * The delimiters that the segment at `offset` was cut with: those of the nearest ISA before it, unless the segment is not set
 * off by them, as behind a header that could not be read; then the file is cut once more up to there. Null where nothing
 * tells them.
 */
export function delimitersAt(bytes: Uint8Array, offset: number): Delimiters | null {
  let nearest: Header | null = null;
  for (let at = Math.min(offset, bytes.length - 1); at >= 0 && nearest === null; at--)
    nearest = isHeaderLetter(bytes[at]) ? readHeader(bytes, at) : null;
  if (nearest !== null && isSetOff(bytes, offset, nearest.delimiters)) return nearest.delimiters;
  for (const segment of tokenizeFrom(bytes, nearest?.start ?? 0, new Findings())) {
    if (segment.start === offset) return segment.delimiters;
    if (segment.start > offset) break;
  }
  return nearest?.delimiters ?? null;
}

/** Whether a terminator of these stands before the segment at `offset`, with nothing but blanks between. */
function isSetOff(bytes: Uint8Array, offset: number, { terminator }: Delimiters): boolean {
  let at = offset - 1;
  while (at >= 0 && bytes[at] !== terminator && isFiller(bytes[at])) at--;
  return at < 0 || bytes[at] === terminator;
}

/** The first letter of ISA, capital or small. */
function isHeaderLetter(byte: number | undefined): boolean {
  return byte === 0x49 || byte === 0x69;
}

/** Yields the segments after the ISA up to and with the IEA, and returns where to look for the next interchange. */
function* interchange(bytes: Uint8Array, header: Header, findings: Findings): Generator<X12Segment, number> {
  const { delimiters } = header;
  let at = header.next;
  const seen = new Set<string>();
  let lineBreaks = 0;
  for (;;) {
    const gap = at;
    at = skipFiller(bytes, at, bytes.length, delimiters.terminator);
    if (at >= bytes.length) return at;
    noteSegmentGap(bytes, gap, at, seen, findings);
    if (startsHeader(bytes, at) && readHeader(bytes, at) !== null) return at;
    const cut = cutSegment(bytes, at, bytes.length, delimiters);
    if (cut.end === at) {
      if (!seen.has('empty'))
        findings.add('note', 'empty-segment', at, 'There is an empty segment: two segment terminators in a row.');
      seen.add('empty');
      at = cut.next;
      continue;
    }
    const segment = new X12Segment(bytes, delimiters, at, cut.end);
    if (cut.how !== 'terminated') noteCut(segment, cut.how, isCutShort(segment, header, bytes), findings);
    if (cut.lineBreak >= 0 && cut.lineBreak < cut.end && lineBreaks++ < mostLineBreaks) {
      const message = `There is a line break inside segment ${segment.tag}; a segment terminator may be missing there.`;
      findings.add('warning', 'line-break-in-segment', cut.lineBreak, message);
    }
    yield segment;
    at = cut.next;
    if (segment.tag === 'IEA') return at;
  }
}

type Cut = {
  readonly lineBreak: number;
  readonly end: number;
  readonly next: number;
  readonly how: 'terminated' | 'end of file' | 'new header';
};

function cutSegment(bytes: Uint8Array, start: number, stop: number, delimiters: Delimiters): Cut {
  const { terminator } = delimiters;
  let at = endOfBinary(bytes, start, stop, delimiters) ?? start;
  let lineBreak = -1;
  while (at < stop) {
    const byte = bytes[at];
    if (byte === terminator) {
      return { end: trimEnd(bytes, start, at, terminator), next: at + 1, how: 'terminated', lineBreak };
    }
    if (byte === 0x0a && lineBreak < 0) lineBreak = at;
    if (isHeaderLetter(byte) && at > start && startsHeader(bytes, at) && readHeader(bytes, at) !== null) {
      return { end: trimEnd(bytes, start, at, 0x0a), next: at, how: 'new header', lineBreak };
    }
    at++;
  }
  return { end: trimEnd(bytes, start, stop, 0x0a), next: stop, how: 'end of file', lineBreak };
}

/**
 * Where the data of a binary segment ends. It may hold any character, so that its length tells: BIN01, or BDS02. Null for
 * every other segment, and where no terminator follows data of that length.
 */
function endOfBinary(
  bytes: Uint8Array,
  start: number,
  stop: number,
  { element, terminator }: Delimiters,
): number | null {
  if (bytes[start] !== 0x42 || bytes[start + 3] !== element) return null;
  const isBin = bytes[start + 1] === 0x49 && bytes[start + 2] === 0x4e;
  const isBds = bytes[start + 1] === 0x44 && bytes[start + 2] === 0x53;
  if (!isBin && !isBds) return null;
  let at = start + 4;
  if (isBds) while (at < stop && bytes[at] !== element && bytes[at] !== terminator) at++;
  if (isBds) at++;
  let length = 0;
  const digits = at;
  for (let byte = bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39 && at < digits + 15; byte = bytes[at] ?? 0) {
    length = length * 10 + byte - 0x30;
    at++;
  }
  if (at === digits || bytes[at] !== element) return null;
  const end = at + 1 + length;
  return end < stop && bytes[end] === terminator ? end : null;
}

/** With a line feed as terminator the carriage return before it is no data. */
function trimEnd(bytes: Uint8Array, start: number, end: number, terminator: number): number {
  if (!isLineBreak(terminator)) return end;
  let at = end;
  while (at > start && isFiller(bytes[at - 1]) && bytes[at - 1] !== 0x20 && bytes[at - 1] !== 0x09) at--;
  return at;
}

/** An IEA at the end of the file without all of the control number of its ISA: the file ends inside it. */
function isCutShort(segment: X12Segment, header: Header, bytes: Uint8Array): boolean {
  if (segment.tag !== 'IEA') return true;
  const isa13 = new X12Segment(bytes, header.delimiters, header.start, header.end).value(13) ?? '';
  const echo = segment.value(2);
  return header.isHeadless !== true && (echo === null || (echo !== isa13 && isa13.startsWith(echo)));
}

function noteCut(segment: X12Segment, how: 'end of file' | 'new header', cutShort: boolean, findings: Findings): void {
  if (how === 'new header') {
    const message = `Segment ${segment.tag} has no end: a new interchange starts inside it.`;
    findings.add('error', 'segment-cut-off', segment.start, message);
  } else if (!cutShort) {
    const message = 'The last segment terminator is missing. Nothing is lost.';
    findings.add('note', 'last-terminator-missing', segment.end, message);
  } else {
    const message = `The file ends inside segment ${segment.tag}; the rest did not arrive.`;
    findings.add('error', 'truncated', segment.end, message);
  }
}

function skipFiller(bytes: Uint8Array, from: number, stop: number, terminator: number): number {
  let at = from;
  while (at < stop) {
    const byte = bytes[at];
    if (isFiller(byte)) {
      if (byte === terminator && !isLineBreak(byte)) return at;
      at++;
    } else if (byte === 0xc2 && bytes[at + 1] === 0xa0) at += 2;
    else return at;
  }
  return Math.min(at, stop);
}

function skipByteOrderMark(bytes: Uint8Array, findings: Findings): number {
  if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return 0;
  findings.add(
    'note',
    'byte-order-mark',
    0,
    'The file starts with a UTF-8 byte order mark, which does not belong in X12.',
  );
  return 3;
}

function findHeader(bytes: Uint8Array, from: number, findings: Findings, isFurther: boolean): Header | null {
  let unreadable = -1;
  let header: Header | null = null;
  for (let at = from; at < bytes.length && header === null; at++) {
    if (!isHeaderLetter(bytes[at])) continue;
    header = readHeader(bytes, at);
    if (header === null && unreadable < 0 && startsHeader(bytes, at)) unreadable = at;
  }
  const end = header?.start ?? bytes.length;
  // Without a header that can be read, what it should have enclosed may still be readable.
  const alone = unreadable >= 0 || !isFurther ? findHeadless(bytes, Math.max(from, unreadable), end) : null;
  const found = alone ?? header;
  const isHeadless = alone !== null;
  noteBetween(
    bytes,
    { start: from, end: found?.start ?? end, unreadable, isFurther, found: header !== null, isHeadless },
    findings,
  );
  return found;
}
