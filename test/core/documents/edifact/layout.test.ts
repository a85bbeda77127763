import { describe, expect, test } from 'vitest';
import type { AcknowledgementError, EdiDocument, Span } from '#shared/model/edi/edi.ts';
import { completeEdifactError, layoutEdifact, locateEdifact } from '#core/documents/edifact/layout.ts';
import { readEdifact } from '#core/documents/edifact/read.ts';
import {
  acknowledgement,
  contrl,
  interchange,
  interchangeText,
  order,
  type SegmentText,
  uci,
  utf8,
} from '#test/harness/edifact-fixtures.ts';

const bytes = interchange({ messages: [{ type: 'INVOIC', segments: [['BGM', 380, 'INV-1']] }, order] });
const text = (span: Span | null, from = bytes): string | null =>
  span === null ? null : new TextDecoder().decode(from.subarray(span.start, span.end));

function documentOf(from: Uint8Array, index: number): EdiDocument {
  const document = readEdifact(from).documents[index];
  if (document === undefined) throw new Error('The fixture has no such document.');
  return document;
}

function errorOf(...segments: readonly SegmentText[]): AcknowledgementError {
  const error = readEdifact(contrl([uci(7), ['UCM', '2', 'ORDERS', 4], ...segments])).acknowledgements.at(-1)
    ?.errors[0];
  if (error === undefined) throw new Error('The CONTRL has no error.');
  return error;
}

describe('the layout of an EDIFACT message', () => {
  test('has each segment at its position, with its plain name and elements', () => {
    const { segments } = layoutEdifact(bytes, documentOf(bytes, 1).span);
    expect(segments.map(({ tag, position }) => `${position} ${tag}`)).toEqual(
      ['UNH', 'BGM', 'DTM', 'RFF', 'NAD', 'NAD', 'LIN', 'QTY', 'LIN', 'QTY', 'UNS', 'CNT', 'UNT'].map(
        (tag, index) => `${index + 1} ${tag}`,
      ),
    );
    const supplier = segments[5];
    expect(supplier).toMatchObject({ name: 'name and address' });
    expect(text(supplier?.span ?? null)).toBe("NAD+SU+5412345000013::9++Kestrel & Sons?' Tea ?+ Coffee");
    expect(supplier?.elements.map(({ index, text: shown, span }) => [index, shown, text(span)])).toEqual([
      [1, 'SU', 'SU'],
      [2, '5412345000013::9', '5412345000013::9'],
      [3, '', ''],
      [4, "Kestrel & Sons?' Tea ?+ Coffee", "Kestrel & Sons?' Tea ?+ Coffee"],
    ]);
  });

  test('follows the separators of its own interchange', () => {
    const separators = { component: '|', element: '*', decimal: ',', release: '\\', repetition: ' ', terminator: '~' };
    const two = utf8(
      interchangeText({ messages: [order] }) + interchangeText({ messages: [order], una: true, separators }),
    );
    const layouts = [0, 1].map((index) =>
      layoutEdifact(two, documentOf(two, index).span).segments.map(({ tag }) => tag),
    );
    expect(layouts[0]).toEqual(layouts[1]);
    expect(layouts[0]).toHaveLength(13);
  });

  test('of a span that is not there is empty', () => {
    expect(layoutEdifact(bytes, { start: 90_000, end: 90_001 })).toEqual({ segments: [] });
  });
});

describe('an error is found in the document it is about', () => {
  const document = documentOf(bytes, 1);
  const found = (...segments: readonly SegmentText[]): string | null =>
    text(locateEdifact(bytes, document, errorOf(...segments)));

  test.each<[name: string, segments: readonly SegmentText[], expected: string | null]>([
    [
      'an element',
      [
        ['UCS', 6],
        ['UCD', 12, 3],
      ],
      '5412345000013::9',
    ],
    [
      'a component',
      [
        ['UCS', 6],
        ['UCD', 12, [3, 1]],
      ],
      '5412345000013',
    ],
    ['a segment', [['UCS', 3, 12]], 'DTM+137:20261120:102'],
    ['a missing segment, at the one before', [['UCS', 3, 13]], 'DTM+137:20261120:102'],
    [
      'an element that is not there, at its segment',
      [
        ['UCS', 3],
        ['UCD', 13, 9],
      ],
      'DTM+137:20261120:102',
    ],
    ['the message header', [['UCS', 1, 12]], 'UNH+2+ORDERS:D:96A:UN:EAN008'],
    ['a segment past the end, nowhere', [['UCS', 99, 12]], null],
  ])('%s', (_, segments, expected) => {
    expect(found(...segments)).toBe(expected);
  });

  test('a line of an order acknowledgement, by its item', () => {
    const [response] = readEdifact(
      acknowledgement('ORDRSP', [
        ['BGM', 231, 'R', 4],
        ['LIN', 9, 7, ['4012345000207', 'EN']],
      ]),
    ).acknowledgements;
    const [error] = response?.errors ?? [];
    expect(error && text(locateEdifact(bytes, document, error))).toBe('4012345000207');
  });

  test('an error that names no place, nowhere', () => {
    const whole = { ...errorOf(['UCS', 1, 12]), position: null };
    expect(locateEdifact(bytes, document, whole)).toBeNull();
  });

  test('and is told again with the segment and the value', () => {
    expect(completeEdifactError(bytes, document, errorOf(['UCS', 6], ['UCD', 12, [3]]))).toMatchObject({
      segment: 'NAD',
      value: '5412345000013::9',
      explanation:
        'Segment 6, NAD (name and address): element 2 (party id) "5412345000013::9" has a value that is not valid here. Element 3 (name and address lines) may be meant instead: senders count differently.',
    });
    expect(completeEdifactError(bytes, document, errorOf(['UCS', 3, 13]))).toMatchObject({
      segment: 'DTM',
      value: null,
      explanation: 'A mandatory segment is missing after segment 3, DTM (date or time).',
    });
  });
});
