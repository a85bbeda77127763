import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EdiFile, Span } from '#shared/model/edi/edi.ts';
import { layoutEdifact, locateEdifact } from '#core/documents/edifact/layout.ts';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { readMdn } from '#core/documents/mdn/read-mdn.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import {
  acknowledgement,
  contrl,
  interchange,
  interchangeText,
  latin1,
  order,
  type Separators,
  uci,
  usualSeparators,
  utf8,
} from '#test/harness/edifact-fixtures.ts';

const valid: readonly Uint8Array[] = [
  interchange({ messages: [order, order] }),
  interchange({ messages: [order], una: true, group: 'G1', newline: '\r\n' }),
  contrl([uci(4, 29, 'UNZ', [2, 1]), ['UCM', '1', ['ORDERS', 'D', '96A', 'UN'], 4], ['UCS', 6], ['UCD', 12, [3, 1]]]),
  acknowledgement('APERAK', [
    ['BGM', 313, 'A-1', 27],
    ['RFF', ['ACW', 'PO-1']],
    ['ERC', 'X'],
    ['FTX', 'AAI', '', '', 'No.'],
  ]),
  acknowledgement('ORDRSP', [
    ['BGM', 231, 'R-1', 4],
    ['RFF', ['ON', 'PO-1']],
    ['LIN', 1, 7, ['4012345000108', 'EN']],
  ]),
];

/** Pieces that steer a reader into its corners, more often than chance would. */
const pieces = [
  "UNA:+.? '",
  'UNA:+.?*~',
  "UNA'''''''",
  'UNB+UNOC:4+A:14+B:14+261120:0930+1',
  'UNG+',
  'UNH+1+ORDERS:D:96A:UN',
  'UNH+1+CONTRL:D:3:UN',
  'UNT+3+1',
  'UNZ+1+1',
  'UCI+1+A+B+4',
  'UCS+9',
  'UCD+12+0:0',
  'BGM+220+1+9',
  'LIN+1+7',
  'ERC',
  'RFF+ON:1',
  "'",
  "'\n",
  '?',
  '??',
  '+',
  ':',
  '*',
  '\r\n',
  '\uFEFF',
  'ISA*00*',
  'Disposition: a; processed',
  'multipart/report; boundary=x\n\n--x\n',
  'content-type: message/disposition-notification\n\n',
  'é',
  '\u0000',
];

const arbitraryFile = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => utf8(parts.join(''))),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => latin1(parts.join("'"))),
  fc
    .tuple(
      fc.constantFrom(...valid),
      fc.array(
        fc.tuple(
          fc.nat(2_000),
          fc.nat(6),
          fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(...pieces).map(utf8)),
        ),
        { maxLength: 6 },
      ),
    )
    .map(([bytes, edits]) => edits.reduce(edit, bytes)),
);

function edit(bytes: Uint8Array, [at, drop, insert]: [number, number, Uint8Array]): Uint8Array {
  const from = at % (bytes.length + 1);
  const rest = bytes.subarray(Math.min(bytes.length, from + drop));
  return Uint8Array.from([...bytes.subarray(0, from), ...insert, ...rest]);
}

/** What is wrong with the places a reading names; nothing, if all is well. */
function misplaced(file: EdiFile | null, length: number): readonly unknown[] {
  if (file === null) return [];
  const outside = ({ start, end }: Span): boolean => start < 0 || start > end || end > length;
  return [
    ...file.documents.filter(
      ({ span }, index) => outside(span) || span.start < (file.documents[index - 1]?.span.end ?? 0),
    ),
    ...file.acknowledgements.filter(({ span }) => outside(span)),
    ...file.findings.filter(({ offset }) => offset < 0 || offset > length),
  ];
}

describe('whatever the bytes are', () => {
  test('reading never throws, and spans and offsets lie inside the file in order', () => {
    fc.assert(
      fc.property(arbitraryFile, (bytes) => {
        const readings = [readEdifact(bytes), readEdiFile(bytes), readMdn(bytes)];
        expect(readings.flatMap((reading) => misplaced(reading, bytes.length))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a layout keeps to its document, its segments are in order and as many as the document says', () => {
    fc.assert(
      fc.property(arbitraryFile, (bytes) => {
        const file = readEdifact(bytes);
        const errors = file.acknowledgements.flatMap((acknowledgement) => acknowledgement.errors);
        for (const document of file.documents) {
          const { segments } = layoutEdifact(bytes, document.span);
          expect(segments).toHaveLength(document.segmentCount);
          let before = document.span.start;
          for (const { span, elements } of segments) {
            expect(span.start).toBeGreaterThanOrEqual(before);
            expect(span.end).toBeLessThanOrEqual(document.span.end);
            for (const element of elements) {
              expect(element.span.start).toBeGreaterThan(span.start);
              expect(element.span.start).toBeLessThanOrEqual(element.span.end);
              expect(element.span.end).toBeLessThanOrEqual(span.end);
            }
            before = span.end;
          }
          const places = errors.map((error) => locateEdifact(bytes, document, error) ?? document.span);
          expect(places.filter(({ start, end }) => start < document.span.start || end > document.span.end)).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('what was written is read again, for any text and any separators', () => {
    const separators = fc
      .shuffledSubarray(['!', '#', '|', '~', '^', '\\', '%', '&', ';', '<'], { minLength: 5, maxLength: 5 })
      .map(
        ([component = ':', element = '+', release = '?', terminator = "'", repetition = '*']): Separators => ({
          ...usualSeparators,
          component,
          element,
          release,
          terminator,
          repetition,
        }),
      );
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() === text && !/[\r\n]/.test(text));
    fc.assert(
      fc.property(separators, words, words, (marks, number, reference) => {
        const text = interchangeText({
          una: true,
          separators: marks,
          messages: [
            {
              type: 'DESADV',
              segments: [
                ['BGM', 351, number],
                ['RFF', ['AAS', reference]],
              ],
            },
          ],
        });
        const file = readEdifact(utf8(text));
        expect(file.documents).toMatchObject([{ number, references: [{ type: 'AAS', number: reference }] }]);
        expect(file.findings).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
