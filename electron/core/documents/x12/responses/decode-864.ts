import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { acknowledgementFrom, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

/** 864: a message in words. It answers nothing that could be matched by number; its subject (MIT02), text and notes are kept. */
export function decode864(set: X12Set): readonly Acknowledgement[] {
  const text = new TextLines();
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    text.add(wordsIn(segment));
  }
  return [
    acknowledgementFrom(set, '864', {
      type: null,
      group: null,
      set: null,
      status: 'received',
      statusCode: '864',
      errors: [],
      text: text.text,
    }),
  ];
}
