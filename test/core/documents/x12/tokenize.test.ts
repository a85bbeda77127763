import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { X12parser } from 'x12-parser';
import { z } from 'zod';
import { Findings } from '#core/documents/x12/findings.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import { tokenizeX12 } from '#core/documents/x12/segments/tokenize.ts';
import { bytesOf, invoice, purchaseOrder, shipNotice, x12, x12File } from '#test/harness/x12-fixtures.ts';

function tokens(bytes: Uint8Array) {
  const findings = new Findings();
  const segments = [...tokenizeX12(bytes, findings)];
  return { segments, findings: findings.list(), codes: findings.list().map((finding) => finding.code) };
}

const tags = ['ISA', 'GS', 'ST', 'BIG', 'REF', 'N1', 'ITD', 'IT1', 'TDS', 'CTT', 'SE', 'GE', 'IEA'];
const plain = x12File('IN', invoice());

/** The same file written in an odd way must give the same document. */
function expectSameInvoice(bytes: Uint8Array): readonly string[] {
  const { segments, codes } = tokens(bytes);
  expect(segments.map((segment) => segment.tag)).toEqual(tags);
  const [document] = readX12(bytes).documents;
  expect(document).toMatchObject({
    type: '810',
    number: 'INV-900',
    sender: 'ZZ:GRIDBRANDS',
    receiver: '01:123456789',
    preparedAt: '2026-11-20T09:30',
    segmentCount: 9,
  });
  return codes;
}

describe('an X12 file is cut into segments', () => {
  test('reads a plain file without a word', () => {
    expect(expectSameInvoice(bytesOf(plain))).toEqual([]);
  });

  test('gives byte ranges that hold exactly the segment and its elements', () => {
    const bytes = bytesOf(x12File('IN', invoice('INV-ÄÖ-1')));
    const { segments } = tokens(bytes);
    const big = segments.find((segment) => segment.tag === 'BIG');
    const text = (span: { start: number; end: number } | null | undefined) =>
      span ? new TextDecoder().decode(bytes.subarray(span.start, span.end)) : null;
    expect(text(big?.span)).toBe('BIG*20261120*INV-ÄÖ-1*20261119*PO-4711');
    expect(text(big?.elementSpan(2))).toBe('INV-ÄÖ-1');
    expect(big?.elementSpan(9)).toBeNull();
    expect([...(big?.elementSpans() ?? [])].map(text)).toEqual(['20261120', 'INV-ÄÖ-1', '20261119', 'PO-4711']);
  });

  test.each([
    ['BIN', (data: string) => ['BIN', data.length, data]],
    ['BDS', (data: string) => ['BDS', 'ASC', data.length, data]],
  ] as const)('takes %s by its length: its data may hold separators and whole envelopes', (tag, line) => {
    const data = `a*b~SE*2*0001~\n${plain.slice(0, 120)}~GE*1*101~`;
    const attachment = { type: '275', lines: [['BGN', '02', 'ATT-7', '20261120'], line(data), ['REF', 'EJ', 'A-7']] };
    const bytes = bytesOf(x12File('PI', attachment));
    const { segments, codes } = tokens(bytes);
    expect(codes).toEqual([]);
    expect(segments.map((segment) => segment.tag)).toEqual(['ISA', 'GS', 'ST', 'BGN', tag, 'REF', 'SE', 'GE', 'IEA']);
    expect(readX12(bytes)).toMatchObject({ documents: [{ type: '275', segmentCount: 5 }], findings: [] });
  });

  test('cuts a binary segment as any other where its length is wrong', () => {
    const attachment = {
      type: '275',
      lines: [
        ['BGN', '02', 'ATT-7', '20261120'],
        ['BIN', 99_999_999, 'short'],
      ],
    };
    expect(tokens(bytesOf(x12File('PI', attachment))).segments.map((segment) => segment.tag)).toEqual([
      'ISA',
      'GS',
      'ST',
      'BGN',
      'BIN',
      'SE',
      'GE',
      'IEA',
    ]);
  });

  test('skips a byte order mark and says so', () => {
    expect(expectSameInvoice(bytesOf(`\u{feff}${plain}`))).toEqual(['byte-order-mark']);
  });

  test('takes carriage returns, line feeds and indentation between segments for no data', () => {
    expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { end: '~\r\n' })))).toEqual(['carriage-returns']);
    expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { end: '~\n' })))).toEqual([]);
    expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { end: '~\n    ' })))).toEqual(['indented-segments']);
  });

  test('takes a line break as segment terminator, with or without carriage return', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { end })))).toContain('newline-terminator');
    }
  });

  test('leaves the carriage return out of the last element', () => {
    const { segments } = tokens(bytesOf(x12File('IN', invoice(), { end: '\r\n' })));
    expect(segments.find((segment) => segment.tag === 'BIG')?.text(4)).toBe('PO-4711');
  });

  test('takes any separators from the envelope', () => {
    for (const [element, end] of [
      ['~', '}'],
      ['~', '*\r\n'],
      ['*', '|'],
      ['|', '\u{1c}'],
      ['\u{1d}', '~'],
    ] as const) {
      const codes = expectSameInvoice(bytesOf(x12File('IN', invoice(), { element, end })));
      expect(codes.includes('unusual-element-separator')).toBe(element !== '*');
    }
  });

  test('reads a component separator that is also a usual terminator', () => {
    expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { component: '~', end: '|\r\n' })))).toEqual([
      'carriage-returns',
    ]);
  });

  test('reads a blank ISA11', () => {
    expect(expectSameInvoice(bytesOf(x12File('IN', invoice(), { isa11: ' ' })))).toEqual(['blank-isa11']);
  });

  test('takes ISA11 as repetition separator from version 00402 on only', () => {
    const repetition = (isa11: string, version: string) =>
      tokens(bytesOf(x12File('IN', invoice(), { isa11, version }))).segments[0]?.delimiters.repetition ?? null;
    expect(repetition('^', '00501')).toBe('^'.charCodeAt(0));
    expect(repetition('^', '00401')).toBeNull();
    expect(repetition('U', '00501')).toBeNull();
    expect(repetition('9', '00501')).toBeNull();
    expect(repetition(' ', '00501')).toBeNull();
  });

  test('counts the elements of an ISA padded with no-break spaces instead of its bytes', () => {
    const padded = plain.slice(0, 106).replaceAll('  ', ' \u{a0}') + plain.slice(106);
    const codes = expectSameInvoice(bytesOf(padded));
    expect(codes).toEqual(['no-break-space-padding', 'envelope-width']);
  });

  test('reads an ISA with a line break inside', () => {
    for (const broken of [plain.replace('*ZZ*GRID', '\r\n*ZZ*GRID'), plain.replace('*>~', '*>\n~')]) {
      expect(expectSameInvoice(bytesOf(broken))).toContain('line-break-in-envelope');
    }
  });

  test('reads an ISA whose ids are shorter than their columns', () => {
    expect(expectSameInvoice(bytesOf(plain.replace('GRIDBRANDS     ', 'GRIDBRANDS')))).toEqual(['envelope-width']);
  });

  test('reads an ISA that leaves its component separator out', () => {
    const file = x12File('IN', invoice(), { end: '~\n' }).replace('*>~', '*~');
    expect(expectSameInvoice(bytesOf(file))).toContain('component-separator-missing');
  });

  test('reads several interchanges with different separators', () => {
    const second = x12File('PO', purchaseOrder(), { element: '|', end: '\n', control: '000000102' });
    const { codes, segments } = tokens(bytesOf(plain + second));
    expect(codes).toContain('delimiters-changed');
    expect(segments.filter((segment) => segment.tag === 'ISA')).toHaveLength(2);
    expect(readX12(bytesOf(plain + second)).documents.map((document) => document.number)).toEqual([
      'INV-900',
      'PO-4711',
    ]);
  });

  test('leaves out text before, between and after interchanges', () => {
    const { codes, segments } = tokens(bytesOf(`Subject: ISA files\n\n${plain}-- \nThank you\n${plain}bye`));
    expect(segments.filter((segment) => segment.tag === 'ISA')).toHaveLength(2);
    expect(codes).toEqual(['text-before-interchange', 'text-after-interchange', 'text-after-interchange']);
  });

  test('says where a file was cut off', () => {
    const cut = plain.slice(0, plain.indexOf('*9.95'));
    const { segments, findings } = tokens(bytesOf(cut));
    expect(segments.at(-1)?.text(1)).toBe('1');
    expect(findings).toMatchObject([{ code: 'truncated', severity: 'error', offset: cut.length }]);
  });

  test('loses nothing when only the last terminator is missing', () => {
    expect(expectSameInvoice(bytesOf(plain.slice(0, -1)))).toEqual(['last-terminator-missing']);
  });

  test('notices an interchange that starts inside an unfinished segment', () => {
    const { codes, segments } = tokens(bytesOf(`${plain.slice(0, plain.indexOf('*9.95'))}${plain}`));
    expect(codes).toEqual(['segment-cut-off']);
    expect(segments.filter((segment) => segment.tag === 'IEA')).toHaveLength(1);
  });

  test('reports a header that cannot be read, and a file without any', () => {
    expect(tokens(bytesOf(plain.slice(0, 60))).codes).toEqual(['interchange-header-unreadable']);

    expect(tokens(bytesOf('Dear all, please find attached')).codes).toEqual(['no-interchange']);
    expect(tokens(new Uint8Array()).codes).toEqual(['no-interchange']);
  });

  test('reports empty segments and a line break where a terminator may be missing', () => {
    expect(tokens(bytesOf(plain.replace('~N1', '~~N1'))).codes).toEqual(['empty-segment']);
    const { findings } = tokens(bytesOf(plain.replace('~N1', '\r\nN1')));
    expect(findings).toMatchObject([{ code: 'line-break-in-segment', severity: 'warning' }]);
  });

  test('takes bytes that are not UTF-8 for latin1', () => {
    const bytes = Uint8Array.from(Array.from(x12File('IN', invoice('INV-Ü1')), (letter) => letter.charCodeAt(0)));
    expect(readX12(bytes).documents[0]?.number).toBe('INV-Ü1');
    expect(readX12(bytesOf(x12File('IN', invoice('发票七')))).documents[0]?.number).toBe('发票七');
  });
});

describe('a second opinion', () => {
  const clean = {
    order: x12File('PO', purchaseOrder()),
    invoice: plain,
    shipNotice: x12File('SH', shipNotice(), { end: '~\n' }),
    two: x12({
      groups: [
        { code: 'IN', sets: [invoice('1'), invoice('2')] },
        { code: 'PO', sets: [purchaseOrder()] },
      ],
    }),
  };

  for (const [name, text] of Object.entries(clean)) {
    test(`agrees with x12-parser on the segments of a clean file (${name})`, async () => {
      const theirs: string[] = [];
      for await (const segment of Readable.from([Buffer.from(text)]).pipe(new X12parser())) {
        theirs.push(z.object({ name: z.string() }).parse(segment).name);
      }
      // After a terminator that is a line break the other parser gives one empty segment more.
      const named = theirs.filter((tag) => tag !== '');
      expect(tokens(bytesOf(text)).segments.map((segment) => segment.tag)).toEqual(named);
    });
  }
});
