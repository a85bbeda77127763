import { isFiller, isLineBreak, type Header } from './delimiters.ts';
import type { Findings } from '../findings.ts';

/** What was found between two interchanges, or before the first, or after the last. */
export type Between = {
  readonly start: number;
  readonly end: number;
  /** Offset of an ISA that could not be read there, or -1. */
  readonly unreadable: number;
  /** Whether an interchange came before. */
  readonly isFurther: boolean;
  /** Whether an interchange follows. */
  readonly found: boolean;
  /** Whether groups or sets without a header follow, which are read without it. */
  readonly isHeadless: boolean;
};

/** Notes text outside interchanges and headers that could not be read. */
export function noteBetween(bytes: Uint8Array, between: Between, findings: Findings): void {
  let at = between.start;
  while (at < between.end && isFiller(bytes[at])) at++;
  if (between.unreadable >= 0) {
    const message =
      between.unreadable + 106 > bytes.length
        ? 'The file ends inside an interchange header (ISA).'
        : 'An interchange header (ISA) cannot be read: it does not have its 16 elements and a segment terminator.';
    if (between.isHeadless) {
      const without = 'An interchange header (ISA) cannot be read; what follows it was read without it.';
      findings.add('error', 'interchange-header-unreadable', between.unreadable, without);
      return;
    }
    findings.add('error', 'interchange-header-unreadable', between.unreadable, message);
  }
  if (between.isHeadless) {
    const message = 'There is no interchange header (ISA): sender and receiver are those of the group, if it has one.';
    findings.add('error', 'no-interchange', between.end, message);
    return;
  }
  if (!between.found && !between.isFurther) {
    if (between.unreadable < 0)
      findings.add(
        'error',
        'no-interchange',
        at === between.end ? 0 : at,
        'The file holds no X12 interchange: there is no ISA segment.',
      );
    return;
  }
  if (at >= between.end || at === between.unreadable) return;
  if (between.isFurther)
    findings.add(
      'warning',
      'text-after-interchange',
      at,
      'There is text after the end of an interchange; it was left out.',
    );
  else
    findings.add(
      'warning',
      'text-before-interchange',
      at,
      'There is text before the first interchange; it was left out.',
    );
}

/** Notes how an interchange header differs from the 106 bytes and the usual separators of the standard. */
export function noteHeader(bytes: Uint8Array, header: Header, previous: Header | null, findings: Findings): void {
  const { start, end, delimiters } = header;
  const has = { lineBreak: false, hardSpace: false };
  const stop = isLineBreak(delimiters.terminator) ? end : header.next;
  for (let at = start; at < stop; at++) {
    if (isLineBreak(bytes[at])) has.lineBreak = true;
    if (bytes[at] === 0xa0) has.hardSpace = true;
  }
  if (has.lineBreak)
    findings.add(
      'warning',
      'line-break-in-envelope',
      start,
      'There is a line break inside the interchange header (ISA).',
    );
  if (has.hardSpace)
    findings.add(
      'note',
      'no-break-space-padding',
      start,
      'The interchange header (ISA) is padded with no-break spaces instead of spaces.',
    );
  if (end - start !== 105)
    findings.add(
      'note',
      'envelope-width',
      start,
      `The interchange header (ISA) is ${end - start + 1} bytes long instead of 106.`,
    );
  if (bytes[start] === 0x69)
    findings.add('note', 'lower-case-tags', start, 'Segment names are written in small letters.');
  if (header.isFlawed) {
    const message =
      'The interchange header (ISA) does not end as it should, with ISA16 and the segment terminator; it was read by the segment after it.';
    findings.add('warning', 'envelope-ending', start, message);
  }
  if (header.componentMissing)
    findings.add('warning', 'component-separator-missing', end, 'ISA16 does not name a component separator.');
  if (header.terminatorMissing)
    findings.add(
      'error',
      'truncated',
      end,
      'The file ends after the interchange header (ISA); the rest did not arrive.',
    );
  if (isLineBreak(delimiters.terminator))
    findings.add('note', 'newline-terminator', end, 'Segments end with a line break instead of a visible character.');
  if (delimiters.element !== 0x2a) {
    const message = `Elements are separated by ${show(delimiters.element)} instead of "*".`;
    findings.add('note', 'unusual-element-separator', start + 3, message);
  }
  noteClash(header, findings);
  noteBlankStandard(bytes, header, findings);
  if (previous !== null && !same(previous, header)) {
    findings.add('note', 'delimiters-changed', start, 'This interchange uses other separators than the one before it.');
  }
}

/** Notes, once per interchange, line breaks and indentation between segments. */
export function noteSegmentGap(
  bytes: Uint8Array,
  from: number,
  to: number,
  seen: Set<string>,
  findings: Findings,
): void {
  for (let at = from; at < to && seen.size < 4; at++) {
    const byte = bytes[at];
    if (byte === 0x0d && !seen.has('crlf') && bytes[at + 1] === 0x0a) {
      seen.add('crlf');
      findings.add(
        'note',
        'carriage-returns',
        at,
        'Segments are followed by carriage returns and line feeds; they carry no data.',
      );
    } else if ((byte === 0x20 || byte === 0x09) && !seen.has('indent')) {
      seen.add('indent');
      findings.add('note', 'indented-segments', at, 'Segments are indented; the spaces carry no data.');
    }
  }
}

function noteClash(header: Header, findings: Findings): void {
  const { repetition, element, component, terminator } = header.delimiters;
  if (repetition === null || (repetition !== element && repetition !== component && repetition !== terminator)) return;
  const message = `The repetition separator ${show(repetition)} (ISA11) is also used for something else.`;
  findings.add('warning', 'delimiter-clash', header.start, message);
}

function noteBlankStandard(bytes: Uint8Array, header: Header, findings: Findings): void {
  let seen = 0;
  for (let at = header.start; at < header.end; at++) {
    if (bytes[at] !== header.delimiters.element) continue;
    seen++;
    if (seen < 11) continue;
    let stop = at + 1;
    while (isFiller(bytes[stop]) && stop < header.end) stop++;
    if (bytes[stop] === header.delimiters.element) {
      findings.add(
        'note',
        'blank-isa11',
        at + 1,
        'ISA11 is blank; it should name the standard or the repetition separator.',
      );
    }
    return;
  }
}

function show(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? `"${String.fromCharCode(byte)}"`
    : `byte ${byte.toString(16).padStart(2, '0').toUpperCase()}`;
}

function same(a: Header, b: Header): boolean {
  const [x, y] = [a.delimiters, b.delimiters];
  return (
    x.element === y.element &&
    x.component === y.component &&
    x.terminator === y.terminator &&
    x.repetition === y.repetition
  );
}
