import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutX12, locateX12 } from '#core/documents/x12/layout.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import { Findings } from '#core/documents/x12/findings.ts';
import { tokenizeX12 } from '#core/documents/x12/segments/tokenize.ts';
import { explainAcknowledgement, explainUnreadable } from '#core/documents/explain.ts';
import type { Span } from '#shared/model/edi/edi.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  invoice,
  purchaseOrder,
  shipNotice,
  x12,
  x12File,
} from '#test/harness/x12-fixtures.ts';

const valid: readonly Uint8Array[] = [
  x12File('IN', invoice()),
  x12File('PO', purchaseOrder(), { end: '\n', isa11: '^', version: '00501' }),
  x12({
    groups: [{ code: 'SH', sets: [shipNotice('1', 'A', '0001'), shipNotice('2', 'B', '0002')] }],
    element: '~',
    end: '}',
  }),
  x12({
    answers: [['TA1', '000000101', '261120', '0930', 'R', '025']],
    groups: [
      {
        code: 'FA',
        sets: [
          functionalAcknowledgement({
            errors: [
              ['AK3', 'BIG', '2', '', '8'],
              ['AK4', '1>1', '373', '8', '20261345'],
            ],
            status: ['R', '5'],
          }),
        ],
      },
      {
        code: 'AG',
        control: '7',
        sets: [
          {
            type: '824',
            lines: [
              ['OTI', 'TR', 'IV', '1'],
              ['TED', '006', 'X', 'BIG', '2', '2'],
            ],
          },
        ],
      },
      {
        code: 'PR',
        control: '8',
        sets: [
          {
            type: '855',
            lines: [
              ['BAK', '00', 'AC', '1'],
              ['PO1', '1', '2'],
              ['ACK', 'IQ', '1'],
            ],
          },
        ],
      },
      { code: 'TX', control: '9', sets: [{ type: '864', lines: [['MSG', 'hello']] }] },
    ],
  }),
].map(bytesOf);

/** Pieces that make trouble when they stand in the wrong place. */
const pieces = [
  'ISA*',
  'ISA',
  'GS*',
  '~',
  '*',
  '\r\n',
  '\u{a0}',
  'SE*1*1~',
  'IEA*',
  'ST*997*1~',
  'AK9*',
  '>',
  '\u{0}',
  '\u{feff}',
  '^',
  'é',
].map(bytesOf);

type Edit = { readonly at: number; readonly drop: number; readonly put: Uint8Array };
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.integer({ min: 0, max: 40 }),
  put: fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 3 }), fc.constantFrom(...valid)),
});

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function mutate(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  return edits.reduce((file, { at, drop, put }) => {
    const start = Math.floor(at * file.length);
    return join(file.subarray(0, start), put, file.subarray(start + drop));
  }, bytes);
}

function expectInside(span: Span, bytes: Uint8Array): void {
  expect(span.start).toBeGreaterThanOrEqual(0);
  expect(span.end).toBeGreaterThanOrEqual(span.start);
  expect(span.end).toBeLessThanOrEqual(bytes.length);
}

/** What must hold whatever the bytes are. */
function expectSound(bytes: Uint8Array): void {
  let last = 0;
  for (const segment of tokenizeX12(bytes, new Findings())) {
    expectInside(segment.span, bytes);
    expect(segment.start).toBeGreaterThanOrEqual(last);
    expect(segment.end).toBeGreaterThan(segment.start);
    last = segment.end;
    for (const span of segment.elementSpans()) {
      expect(span.start).toBeGreaterThan(segment.start);
      expect(span.end).toBeLessThanOrEqual(segment.end);
    }
  }
  const file = readX12(bytes);
  for (const finding of file.findings) expectInside({ start: finding.offset, end: finding.offset }, bytes);
  let end = 0;
  for (const document of file.documents) {
    expectInside(document.span, bytes);
    expect(document.span.start).toBeGreaterThanOrEqual(end);
    end = document.span.end;
    const { segments } = layoutX12(bytes, document.span);
    expect(segments.length).toBe(document.segmentCount);
    for (const acknowledgement of file.acknowledgements) {
      for (const error of acknowledgement.errors) {
        const span = locateX12(bytes, document, error);
        if (span !== null) expectInside(span, bytes);
      }
    }
  }
  for (const acknowledgement of file.acknowledgements) {
    expectInside(acknowledgement.span, bytes);
    const explanation = explainAcknowledgement(acknowledgement, {
      document: null,
      partnerName: null,
      direction: 'outbound',
    });
    expect(Array.from(explanation.title).length).toBeLessThanOrEqual(90);
    expect(explanation.next).not.toBe('');
  }
  expect(
    explainUnreadable({ name: 'a.edi', findings: file.findings, direction: 'unknown', partnerName: null }).title,
  ).not.toBe('');
}

describe('whatever the bytes, reading ends without an exception and points inside the file', () => {
  test('holds for arbitrary bytes', () => {
    expect.hasAssertions();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), expectSound), { numRuns: 300 });
  });

  test('holds for envelopes followed by arbitrary bytes', () => {
    expect.hasAssertions();
    const header = valid[0]?.subarray(0, 106) ?? new Uint8Array();
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 4 })), { maxLength: 60 }),
        (rest) => {
          expectSound(join(header, ...rest));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('holds for valid files with edits', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.constantFrom(...valid), fc.array(edit, { maxLength: 5 }), (file, edits) =>
        expectSound(mutate(file, edits)),
      ),
      { numRuns: 500 },
    );
  });

  test('holds for every place a file can be cut off at', () => {
    for (const file of valid) {
      for (let end = 0; end <= file.length; end += 1) expect(readX12(file.subarray(0, end)).syntax).toBe('x12');
    }
    for (const file of valid) for (let end = 0; end <= file.length; end += 37) expectSound(file.subarray(0, end));
  });
});

describe('hostile files are read in the time their size asks for', () => {
  const repeat = (text: string, size: number) => {
    const part = bytesOf(text);
    const file = new Uint8Array(size);
    for (let at = 0; at < size; at += part.length) file.set(part.subarray(0, Math.min(part.length, size - at)), at);
    return file;
  };
  const header = x12File('IN', invoice()).slice(0, 106);
  const size = 500_000;

  for (const text of ['ISA*', 'ISA', 'I', '~', ' ', 'A*B~', 'ST*997*1~', 'AK4*1*1~', 'ISA"ISA#ISA!ISA$']) {
    test(`reads half a megabyte of ${text}, bare, after a header and inside a set`, () => {
      for (const start of ['', header, `${header}GS*FA*A*B~ST*997*1~AK1*IN*1~AK2*810*1~AK3*A*1~`]) {
        const file = readX12(join(bytesOf(start), repeat(text, size)));
        expect(file.findings.length).toBeLessThan(600);
      }
    });
  }

  test('gives a bounded number of acknowledgements', () => {
    const lines = repeat('AK2*810*1~AK5*A~', 16 * 50_010);
    const file = readX12(join(bytesOf(`${header}GS*FA*A*B~ST*997*1~AK1*IN*1~`), lines));
    expect(file.acknowledgements).toHaveLength(50_000);
    expect(file.findings.filter((finding) => finding.code === 'too-many-acknowledgements')).toHaveLength(1);
  });

  test('reads one endless segment', () => {
    const file = readX12(join(bytesOf(`${header}GS*PO*A*B~ST*850*1~BEG*00*SA*`), repeat('x*', size)));
    expect(file.findings.map((finding) => finding.code)).toContain('truncated');
    expect(file.documents[0]?.number).toBe('x');
  });
});
