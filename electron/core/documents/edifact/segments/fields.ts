import { carriageReturn, lineFeed } from './bytes.ts';
import type { Delimiters } from './delimiters.ts';
import { decodeText } from './text.ts';
import type { Segment } from './tokenize.ts';

/** One component; the span is that of the raw bytes, release characters included. */
export type Component = { readonly text: string; readonly start: number; readonly end: number };

/** One element: its repetitions (one, before syntax 4), each a list of components. */
export type Field = {
  readonly start: number;
  readonly end: number;
  readonly repeats: readonly (readonly Component[])[];
};

const longestRead = 65_536;
const longestPlain = 200;

/** Cuts a segment into elements (the tag is not among them). Reads at most 64 KiB of it: no real segment is longer. */
export function fieldsOf(bytes: Uint8Array, segment: Segment): readonly Field[] {
  const { delimiters, charset } = segment;
  const end = Math.min(segment.dataEnd, segment.start + longestRead);
  const fields: Field[] = [];
  let at = segment.tagEnd;
  if (at >= end) return fields;
  let components: Component[] = [];
  let repeats: Component[][] = [components];
  let fieldStart = at + 1;
  let componentStart = fieldStart;
  const closeComponent = (): void => {
    components.push({ text: textOf(bytes, componentStart, at, delimiters, charset), start: componentStart, end: at });
    componentStart = at + 1;
  };
  const closeField = (): void => {
    closeComponent();
    fields.push({ start: fieldStart, end: at, repeats });
    components = [];
    repeats = [components];
    fieldStart = at + 1;
  };
  for (at += 1; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === delimiters.release) at += 1;
    else if (byte === delimiters.element) closeField();
    else if (byte === delimiters.component) closeComponent();
    else if (byte === delimiters.repetition) {
      closeComponent();
      components = [];
      repeats.push(components);
    }
  }
  at = end;
  closeField();
  return fields;
}

/** The text of one component, released characters resolved; line breaks are no data unless released (ISO 9735). */
function textOf(bytes: Uint8Array, start: number, end: number, delimiters: Delimiters, charset: string | null): string {
  // Short plain values are nearly all there are; a decoder call for each would be most of the reading time.
  let plain = '';
  let at = start;
  const shortEnd = Math.min(end, start + longestPlain);
  for (; at < shortEnd; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === delimiters.release || byte === lineFeed || byte === carriageReturn || byte >= 0x80) break;
    plain += String.fromCharCode(byte);
  }
  if (at >= end) return plain;
  const raw = bytes.subarray(start, end);
  const kept = new Uint8Array(raw.length);
  let length = 0;
  for (let index = 0; index < raw.length; index += 1) {
    let byte = raw[index] ?? 0;
    if (byte === delimiters.release) {
      index += 1;
      if (index >= raw.length) break;
      byte = raw[index] ?? 0;
      if (byte === carriageReturn && raw[index + 1] === lineFeed) {
        index += 1;
        byte = lineFeed;
      }
    } else if (byte === lineFeed || byte === carriageReturn) continue;
    kept[length] = byte;
    length += 1;
  }
  return decodeText(kept.subarray(0, length), charset);
}

/** Text of an element's component (both count from 1, first repetition), trimmed; empty where there is none. */
export function valueAt(fields: readonly Field[], element: number, component = 1): string {
  return fields[element - 1]?.repeats[0]?.[component - 1]?.text.trim() ?? '';
}

/** All components of an element's first repetition, trimmed. */
export function valuesAt(fields: readonly Field[], element: number): readonly string[] {
  return fields[element - 1]?.repeats[0]?.map(({ text }) => text.trim()) ?? [];
}
