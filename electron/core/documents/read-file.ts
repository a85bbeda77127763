import type { Acknowledgement, EdiDocument, EdiFile, Finding, Span } from '#shared/model/edi/edi.ts';
import { appearanceOf, wideEncoding } from './appearance.ts';
import { contentOf } from './content.ts';
import { isLetterOrDigit, skipBlanks, startsWith } from './edifact/segments/bytes.ts';
import { type EdifactOptions, readEdifact } from './edifact/read.ts';
import { readMdn } from './mdn/read-mdn.ts';
import { findHeadless } from './x12/segments/headless.ts';
import { readHeader, startsHeader } from './x12/segments/delimiters.ts';
import { readX12 } from './x12/read.ts';

type Piece = { readonly syntax: 'x12' | 'edifact'; readonly start: number };

/** A file that changes syntax more often than this is read up to there. */
const mostPieces = 100;

/**
 * Reads any file people call EDI: X12, EDIFACT, both in one file, or an AS2 receipt. Never throws; a file that is none of
 * these has syntax `unknown` and a finding that says what it looks like.
 */
export function readEdiFile(file: Uint8Array, options: EdifactOptions = {}): EdiFile {
  const { bytes, finding } = contentOf(file);
  const read = readContent(bytes, options);
  return finding === null ? read : { ...read, findings: [finding, ...read.findings] };
}

function readContent(bytes: Uint8Array, options: EdifactOptions): EdiFile {
  const start = skipBlanks(bytes, 0);
  const [found, wide] = [syntaxAt(bytes, start), wideEncoding(bytes)];
  if (start >= bytes.length)
    return unknown(
      'empty-file',
      bytes.length === 0 ? 'The file is empty.' : 'The file holds nothing but blanks or zero bytes.',
    );
  if (wide !== null)
    return unknown(
      'utf-16',
      'The file is text in UTF-16, two bytes a character. EDI is read as UTF-8 or one byte a character: save it as UTF-8 and try again.',
    );
  if (found === null) {
    const receipt = readMdn(bytes);
    if (receipt !== null) return receipt;
  }
  const pieces = piecesOf(bytes);
  const [first, ...others] = pieces;
  const syntax = first?.syntax ?? found ?? headless(bytes);
  if (syntax === null)
    return unknown(
      'not-edi',
      `This is not an EDI file; it looks like ${appearanceOf(bytes)}. X12 starts with ISA, EDIFACT with UNA or UNB.`,
    );
  if (others.length === 0) return read(bytes, syntax, options);
  return merge(bytes, pieces, options);
}

function read(bytes: Uint8Array, syntax: Piece['syntax'], options: EdifactOptions): EdiFile {
  return syntax === 'x12' ? readX12(bytes) : readEdifact(bytes, options);
}

/** What a file says it is in its first bytes, well formed or not. */
function syntaxAt(bytes: Uint8Array, at: number): Piece['syntax'] | null {
  if (isLetterOrDigit(bytes[at + 3] ?? 0x20) || at + 3 >= bytes.length) return null;
  if (startsHeader(bytes, at)) return 'x12';
  return ['UNA', 'UNB', 'UNG', 'UNH'].some((tag) => startsWith(bytes, at, tag)) ? 'edifact' : null;
}

/** A file without any readable interchange header: a message or a group on its own, perhaps after some text. */
function headless(bytes: Uint8Array): Piece['syntax'] | null {
  for (let line = 0; line >= 0 && line < bytes.length; ) {
    const at = skipBlanks(bytes, line);
    const syntax = syntaxAt(bytes, at);
    if (syntax !== null) return syntax;
    if (startsWith(bytes, at, 'GS*') || startsWith(bytes, at, 'ST*')) return 'x12';
    const next = bytes.indexOf(0x0a, Math.max(line, at));
    line = next < 0 ? -1 : next + 1;
  }
  return findHeadless(bytes, 0, bytes.length) === null ? null : 'x12';
}

/** Where in the file X12 and EDIFACT take turns; one piece for a file of one syntax, none where no header can be read. */
function piecesOf(bytes: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length && pieces.length < mostPieces; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x49 && byte !== 0x69 && byte !== 0x55) continue;
    const last = pieces.at(-1)?.syntax;
    // A header that can be read is one, even behind text that runs into it.
    const isFirstHeader = last === undefined && byte !== 0x55 && readHeader(bytes, at) !== null;
    if (!isFirstHeader && !mayStart(bytes, at, last === undefined)) continue;
    if (last !== 'x12' && byte !== 0x55 && readHeader(bytes, at) !== null) pieces.push({ syntax: 'x12', start: at });
    else if (last !== 'edifact' && byte === 0x55 && isInterchangeStart(bytes, at))
      pieces.push({ syntax: 'edifact', start: at });
  }
  return pieces;
}

/** Free text may hold an envelope's letters; a second syntax starts only after the end of a segment or line. */
function mayStart(bytes: Uint8Array, at: number, isFirst: boolean): boolean {
  const before = at === 0 ? 0x0a : (bytes[at - 1] ?? 0);
  if (isLetterOrDigit(before)) return false;
  return isFirst || !' +:*?^>,.'.includes(String.fromCharCode(before));
}

/** `UNB+UNOA`, or a UNA with an envelope after it. */
function isInterchangeStart(bytes: Uint8Array, at: number): boolean {
  if (startsWith(bytes, at, 'UNB')) return startsWith(bytes, at + 4, 'UNO');
  if (!startsWith(bytes, at, 'UNA') || isLetterOrDigit(bytes[at + 3] ?? 0x20)) return false;
  return [8, 9].some((length) => {
    const next = skipBlanks(bytes.subarray(0, at + 32), at + length);
    return startsWith(bytes, next, 'UNB') || startsWith(bytes, next, 'UNG') || startsWith(bytes, next, 'UNH');
  });
}

/** Reads each stretch with its own reader; offsets become those of the whole file again. */
function merge(bytes: Uint8Array, pieces: readonly Piece[], options: EdifactOptions): EdiFile {
  const documents: EdiDocument[][] = [];
  const acknowledgements: Acknowledgement[][] = [];
  const findings: Finding[][] = [];
  for (const [index, { syntax, start }] of pieces.entries()) {
    const from = index === 0 ? 0 : start;
    const file = read(bytes.subarray(from, pieces[index + 1]?.start ?? bytes.length), syntax, options);
    const shift = ({ start: first, end }: Span): Span => ({ start: first + from, end: end + from });
    documents.push(file.documents.map((document) => ({ ...document, span: shift(document.span) })));
    acknowledgements.push(
      file.acknowledgements.map((acknowledgement) => ({ ...acknowledgement, span: shift(acknowledgement.span) })),
    );
    findings.push(file.findings.map((finding) => ({ ...finding, offset: finding.offset + from })));
  }
  const mixed: Finding = {
    code: 'mixed-syntaxes',
    severity: 'warning',
    message: 'The file holds both X12 and EDIFACT interchanges; each was read by its own rules.',
    offset: pieces[1]?.start ?? 0,
  };
  return {
    syntax: pieces[0]?.syntax ?? 'unknown',
    documents: documents.flat(),
    acknowledgements: acknowledgements.flat(),
    findings: [mixed, ...findings.flat()],
  };
}

function unknown(code: string, message: string): EdiFile {
  return {
    syntax: 'unknown',
    documents: [],
    acknowledgements: [],
    findings: [{ code, severity: 'error', message, offset: 0 }],
  };
}
