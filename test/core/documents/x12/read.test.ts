import { describe, expect, test } from 'vitest';
import { explainUnreadable } from '#core/documents/explain.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import { bytesOf, invoice, purchaseOrder, shipNotice, x12, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

const read = (text: string) => readX12(bytesOf(text));
const codesOf = (text: string) => read(text).findings.map((finding) => finding.code);

describe('business documents', () => {
  test('reads an invoice with all that is needed to find it again', () => {
    const text = x12File('IN', invoice('INV-900', 'PO-4711', '0007'), { control: '000000055', test: true });
    expect(read(text)).toEqual({
      syntax: 'x12',
      acknowledgements: [],
      findings: [],
      documents: [
        {
          type: '810',
          version: '004010',
          number: 'INV-900',
          edition: null,
          cancels: false,
          sender: 'ZZ:GRIDBRANDS',
          receiver: '01:123456789',
          groupSender: 'GRIDBRANDS',
          groupReceiver: '123456789',
          functionalGroup: 'IN',
          control: { interchange: '000000055', group: '101', set: '0007' },
          test: true,
          preparedAt: '2026-11-20T09:30',
          span: { start: text.indexOf('ST*'), end: text.indexOf('~GE*') },
          segmentCount: 9,
          references: [
            { type: 'PO', number: 'PO-4711' },
            { type: 'BM', number: 'BOL-55' },
          ],
        },
      ],
    });
  });

  const numbered: readonly (readonly [type: string, code: string, lines: readonly X12Line[], number: string | null])[] =
    [
      ['850', 'PO', purchaseOrder().lines, 'PO-4711'],
      ['856', 'SH', shipNotice().lines, 'SHP-31'],
      ['855', 'PR', [['BAK', '00', 'AD', 'PO-4711', '20261120']], 'PO-4711'],
      ['860', 'PC', [['BCH', '04', 'SA', 'PO-4711', '', '', '20261120']], 'PO-4711'],
      ['865', 'CA', [['BCA', '04', 'AC', 'PO-4711']], 'PO-4711'],
      [
        '820',
        'RA',
        [
          ['BPR', 'I', '100.00', 'C', 'ACH'],
          ['TRN', '1', 'TRACE-9'],
          ['RMR', 'IV', 'INV-900'],
        ],
        'TRACE-9',
      ],
      ['820', 'RA', [['BPR', 'I', '100.00', 'C', 'ACH']], null],
      ['846', 'IB', [['BIA', '00', 'SI', 'STOCK-3', '20261120']], 'STOCK-3'],
      ['861', 'RC', [['BRA', 'RCV-2', '20261120', '00', '1']], 'RCV-2'],
      ['940', 'OW', [['W05', 'N', 'ORD-8', 'PO-4711']], 'ORD-8'],
      ['945', 'SW', [['W06', 'N', 'ORD-8', '20261120', 'SHP-8']], 'ORD-8'],
      ['945', 'SW', [['W06', 'N', '', '20261120', 'SHP-8']], 'SHP-8'],
      ['214', 'QM', [['B10', 'PRO-1', 'SHP-8', 'ABCD']], 'SHP-8'],
      ['214', 'QM', [['B10', 'PRO-1', '', 'ABCD']], 'PRO-1'],
      ['867', 'PT', [['BPT', '00', 'RSL-7', '20261120', '02']], 'RSL-7'],
    ];
  for (const [type, code, lines, number] of numbered) {
    test(`finds the number people use in a ${type} with ${lines.map((line) => line.join('*')).at(-1)}`, () => {
      const file = read(x12File(code, { type, lines }));
      expect(file.documents.map((document) => [document.type, document.number])).toEqual([[type, number]]);
      expect(file.findings).toEqual([]);
    });
  }

  test('lists every order of a ship notice once', () => {
    const lines: X12Line[] = ['A', 'B', 'A'].map((order) => ['PRF', order]);
    const [document] = read(x12File('SH', { type: '856', lines: [['BSN', '00', 'S1'], ...lines] })).documents;
    expect(document?.references).toEqual([
      { type: 'PO', number: 'A' },
      { type: 'PO', number: 'B' },
    ]);
  });

  test('takes years from 80 on for the last century and impossible dates for none', () => {
    const preparedAt = (date: string, time = '0930') =>
      read(x12File('IN', invoice(), { date, time })).documents[0]?.preparedAt;
    expect(preparedAt('960807')).toBe('1996-08-07T09:30');
    expect(preparedAt('261320')).toBeNull();
    expect(preparedAt('261120', '2561')).toBeNull();
    expect(preparedAt('      ')).toBeNull();
  });
});

describe('envelopes', () => {
  const two = { code: 'IN', sets: [invoice('1', 'A', '0001'), invoice('2', 'B', '0002')] };

  test('finds nothing wrong where counts and numbers are right', () => {
    expect(codesOf(x12({ groups: [two, { code: 'PO', control: '102', sets: [purchaseOrder()] }] }))).toEqual([]);
  });

  const wrong = {
    'set-count-mismatch': x12File('IN', { ...invoice(), count: 8 }),
    'set-control-mismatch': x12File('IN', { ...invoice(), trailerControl: '0009' }),
    'group-count-mismatch': x12({ groups: [{ ...two, count: 3 }] }),
    'group-control-mismatch': x12({ groups: [{ ...two, trailerControl: '999' }] }),
    'interchange-count-mismatch': x12({ groups: [two], count: 2 }),
    'interchange-control-mismatch': x12({ groups: [two], trailerControl: '000000999' }),
    'duplicate-set-control': x12({ groups: [{ code: 'IN', sets: [invoice('1'), invoice('2')] }] }),
    'set-in-wrong-group': x12File('PO', invoice()),
  };
  for (const [code, text] of Object.entries(wrong)) {
    test(`reports ${code} at the segment that says so and reads the documents all the same`, () => {
      const file = read(text);
      expect(file.findings.map((finding) => finding.code)).toEqual([code]);
      const offset = file.findings[0]?.offset ?? -1;
      expect(text.slice(offset, offset + 3)).toMatch(/^(SE\*|GE\*|IEA|ST\*)$/);
      expect(file.documents.length).toBeGreaterThan(0);
    });
  }

  test('says how many were announced and how many arrived', () => {
    const messages = (text: string) => read(text).findings.map(({ message }) => message);
    expect(messages(x12({ groups: [{ code: 'IN', sets: [invoice()], count: 2 }] }))).toEqual([
      'The functional group announces 2 transaction sets (GE01), but only 1 arrived.',
    ]);
    expect(
      messages(x12({ groups: [{ code: 'IN', sets: [invoice('1'), invoice('2', 'PO-2', '0002')], count: 1 }] })),
    ).toEqual(['The functional group announces 1 transaction set (GE01), but 2 arrived.']);
  });

  test('does not know whose fault a wrong count is', () => {
    const { findings } = read(x12({ groups: [{ code: 'IN', sets: [invoice()], count: 2 }] }));
    const file = {
      name: 'a.edi',
      findings,
      read: { documents: 1, acknowledgements: 0 },
      partnerName: 'Harbour Stores',
    };
    for (const direction of ['inbound', 'outbound'] as const)
      expect(explainUnreadable({ ...file, direction })).toMatchObject({ fault: 'unknown', again: 'no' });
    expect(explainUnreadable({ ...file, direction: 'inbound' }).next).toBe(
      'What could be read was imported (1 document). Compare it with what Harbour Stores wrote. If a part is missing, get the whole file; if not, have the count corrected.',
    );
  });

  test('takes a file that ends inside the last segment for one that is cut off', () => {
    const whole = x12File('IN', invoice());
    for (const lost of [3, 6, 10]) {
      const { documents, findings } = read(whole.slice(0, -lost));
      expect(documents).toHaveLength(1);
      expect(findings.map(({ code }) => code)).toContain('truncated');
      expect(explainUnreadable({ name: 'a.edi', findings, direction: 'inbound', partnerName: null })).toMatchObject({
        title: 'File a.edi cannot be read: file ends inside segment IEA; the rest did not arrive',
        fault: 'network',
      });
    }
    expect(codesOf(whole.slice(0, -1))).toEqual(['last-terminator-missing']);
  });

  test('reports a count that is no number', () => {
    expect(codesOf(x12File('IN', { ...invoice(), count: 'nine' }))).toEqual(['set-count-mismatch']);
  });

  test('takes control numbers for equal when only leading zeros differ', () => {
    expect(codesOf(x12({ control: '000000055', groups: [two], trailerControl: '55' }))).toEqual([]);
  });

  test('reads documents whose trailers are missing', () => {
    const noSe = read(
      x12({
        groups: [
          { code: 'IN', sets: [{ ...invoice('1', 'A', '0001'), withoutTrailer: true }, invoice('2', 'B', '0002')] },
        ],
      }),
    );
    expect(noSe.documents.map((document) => document.number)).toEqual(['1', '2']);
    expect(noSe.findings).toMatchObject([{ code: 'missing-trailer', severity: 'error' }]);
    expect(codesOf(x12({ groups: [{ ...two, withoutTrailer: true }] }))).toEqual(['missing-trailer']);
    expect(codesOf(x12({ groups: [two], withoutTrailer: true }))).toEqual(['missing-trailer']);
    expect(codesOf(x12File('IN', { ...invoice(), withoutTrailer: true }).split('GE*')[0] ?? '')).toEqual([
      'missing-trailer',
      'missing-trailer',
      'missing-trailer',
    ]);
  });

  test('reports trailers and segments that stand where they do not belong', () => {
    const plain = x12File('IN', invoice());
    expect(codesOf(plain.replace('~GE*', '~SE*9*0001~GE*'))).toEqual(['unexpected-trailer']);
    expect(codesOf(plain.replace('~IEA*', '~GE*1*101~IEA*'))).toEqual(['unexpected-trailer']);
    expect(codesOf(plain.replace('~ST*', '~REF*ZZ*1~ST*'))).toEqual(['segment-outside-set']);
    expect(codesOf(plain.replace('~N1*', '~n1_?*'))).toEqual(['segment-tag-invalid']);
  });

  test('reads a set without a group and says so', () => {
    const text = x12File('IN', invoice())
      .replace(/~GS\*[^~]*/, '')
      .replace(/~GE\*[^~]*/, '');
    const file = read(text);
    expect(file.documents[0]).toMatchObject({ number: 'INV-900', groupSender: null, control: { group: null } });
    expect(file.findings.map((finding) => finding.code)).toEqual(['set-outside-group', 'interchange-count-mismatch']);
  });

  test('keeps a bounded number of findings', () => {
    const junk = x12File('IN', { type: '810', lines: Array.from({ length: 2_000 }, () => ['??', '1']) });
    const { findings } = read(junk);
    expect(findings.length).toBeLessThan(600);
    expect(findings.at(-1)).toMatchObject({ code: 'findings-left-out' });
  });
});
