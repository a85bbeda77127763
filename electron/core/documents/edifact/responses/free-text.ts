import type { MessageSegment } from '../message.ts';
import { valueAt, valuesAt } from '../segments/fields.ts';

/** The words of an FTX: its text, else its text code; empty where it has neither. */
export function wordsOf({ fields }: MessageSegment): string {
  const words = valuesAt(fields, 4)
    .filter((text) => text !== '')
    .join(' ');
  return words === '' ? valueAt(fields, 3) : words;
}

/** All FTX of a message, one per line; null where there is none. */
export function textOfMessage(segments: readonly MessageSegment[]): string | null {
  const lines = segments
    .filter(({ tag }) => tag === 'FTX')
    .map(wordsOf)
    .filter((line) => line !== '');
  return lines.length === 0 ? null : lines.slice(0, mostLines).join('\n');
}

const mostLines = 1_000;
