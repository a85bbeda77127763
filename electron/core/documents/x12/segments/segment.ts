import type { Span } from '#shared/model/edi/edi.ts';
import type { Delimiters } from './delimiters.ts';
import { decodeText } from './text.ts';

/** One X12 segment as a view on the file's bytes: elements are found when asked for, so that a large file costs no memory. */
export class X12Segment {
  readonly bytes: Uint8Array;
  readonly delimiters: Delimiters;
  readonly tag: string;
  /** First byte of the tag. */
  readonly start: number;
  /** After the last byte of data; the terminator is not in it. */
  readonly end: number;

  constructor(bytes: Uint8Array, delimiters: Delimiters, start: number, end: number) {
    this.bytes = bytes;
    this.delimiters = delimiters;
    this.start = start;
    this.end = end;
    this.tag = readTag(bytes, start, end, delimiters.element);
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** Byte range of an element (1 = first after the tag), or null where the segment has fewer. */
  elementSpan(index: number): Span | null {
    let seen = 0;
    for (const span of this.elementSpans()) {
      seen++;
      if (seen === index) return span;
    }
    return null;
  }

  /** All element ranges in one pass, tag left out. */
  *elementSpans(): Generator<Span> {
    const { bytes, end } = this;
    const separator = this.delimiters.element;
    let start = this.start;
    while (start < end && bytes[start] !== separator) start++;
    while (start < end) {
      start++;
      let stop = start;
      while (stop < end && bytes[stop] !== separator) stop++;
      yield { start, end: stop };
      start = stop;
    }
  }

  /** Text of an element as written; empty where it is absent. */
  text(index: number): string {
    const { bytes, end } = this;
    const separator = this.delimiters.element;
    let seen = 0;
    for (let at = this.start; at < end; at++) {
      if (bytes[at] !== separator) continue;
      seen++;
      if (seen < index) continue;
      let stop = at + 1;
      while (stop < end && bytes[stop] !== separator) stop++;
      return decodeText(bytes, at + 1, stop);
    }
    return '';
  }

  /** Text of an element without surrounding space (no-break spaces too), or null where nothing is left. */
  value(index: number): string | null {
    const text = this.text(index).trim();
    return text === '' ? null : text;
  }

  /** The components of an element; a simple element has one. */
  components(index: number): readonly string[] {
    const text = this.text(index);
    return this.delimiters.component === 0 ? [text] : text.split(String.fromCharCode(this.delimiters.component));
  }
}

/** Tags are two or three capital letters or digits; those are read without a decoder, as there are millions of them. */
function readTag(bytes: Uint8Array, start: number, end: number, separator: number): string {
  const stop = Math.min(end, start + 12);
  const first = bytes[start] ?? 0;
  const second = bytes[start + 1] ?? 0;
  const third = bytes[start + 2] ?? 0;
  if (isTagByte(first) && isTagByte(second)) {
    if (start + 2 >= end || third === separator) return String.fromCharCode(first, second);
    const isThree = start + 3 >= end || bytes[start + 3] === separator;
    if (isThree && isTagByte(third)) return String.fromCharCode(first, second, third);
  }
  let at = start;
  while (at < stop && bytes[at] !== separator) at++;
  const tag = decodeText(bytes, start, at).trim();
  // Some senders write small letters throughout; the names mean the same.
  return /^[a-z][a-z0-9]{1,2}$/.test(tag) ? tag.toUpperCase() : tag;
}

function isTagByte(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39);
}
