import { describe, expect, test } from 'vitest';
import type { EdiFile } from '#shared/model/edi/edi.ts';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { interchange, interchangeText, latin1, order, usualSeparators, utf8 } from '#test/harness/edifact-fixtures.ts';

const clean = interchangeText({ messages: [order] });

const codes = (file: EdiFile): readonly string[] => file.findings.map(({ code }) => code);
const read = (text: string): EdiFile => readEdifact(utf8(text));
const numbers = (file: EdiFile): readonly (string | null)[] => file.documents.map(({ number }) => number);

describe('an EDIFACT file that is as it should be', () => {
  test('gives its order and nothing to remark', () => {
    const file = read(clean);
    expect(file).toEqual({
      syntax: 'edifact',
      documents: [
        {
          type: 'ORDERS',
          version: 'D:96A:UN:EAN008',
          number: 'PO-70815',
          edition: null,
          cancels: false,
          sender: '14:4012345500004',
          receiver: '14:5412345000013',
          groupSender: null,
          groupReceiver: null,
          functionalGroup: null,
          control: { interchange: 'IC0001', group: null, set: '1' },
          test: false,
          preparedAt: '2026-11-20T09:30',
          span: { start: clean.indexOf('UNH'), end: clean.indexOf('UNZ') - 1 },
          segmentCount: 13,
          references: [{ type: 'CT', number: 'FRAME-22' }],
        },
      ],
      acknowledgements: [],
      findings: [],
    });
  });

  test.each([
    ['line feeds', '\n'],
    ['CRLF', '\r\n'],
    ['nothing', ''],
  ])('is read the same with %s between segments', (_, newline) => {
    const file = readEdifact(interchange({ messages: [order], newline }));
    expect(file.findings).toEqual([]);
    expect(file.documents[0]).toMatchObject({ number: 'PO-70815', segmentCount: 13 });
  });

  test('may announce other separators', () => {
    const separators = { component: '|', element: '*', decimal: ',', release: '\\', repetition: ' ', terminator: '~' };
    const file = readEdifact(interchange({ messages: [order], una: true, separators }));
    expect(file.findings).toEqual([]);
    expect(file.documents[0]).toMatchObject({ number: 'PO-70815', sender: '14:4012345500004' });
  });

  test('may end its segments with line breaks by a UNA that says so', () => {
    const separators = { ...usualSeparators, terminator: '\n' };
    for (const newline of ['', '\r']) {
      const file = readEdifact(interchange({ messages: [order], una: true, separators, newline }));
      expect(file.findings).toEqual([]);
      expect(numbers(file)).toEqual(['PO-70815']);
    }
  });

  test('may have no release character', () => {
    const file = read(
      clean
        .replace('UNB', "UNA:+. * 'UNB")
        .replace('*', ' ')
        .replace('PO-70815', 'PO?70815')
        .replace("Sons?' Tea ?+", 'Sons Tea '),
    );
    expect(numbers(file)).toEqual(['PO?70815']);
  });

  test('of syntax 4 may repeat elements, with or without a UNA', () => {
    const message = { type: 'ORDERS', segments: [['BGM', 220, 'A*B', 9]] as const };
    const bare = readEdifact(utf8(interchangeText({ syntax: ['UNOC', 4], messages: [message] })));
    expect(numbers(bare)).toEqual(['A']);
    const separators = { ...usualSeparators, repetition: '*' };
    const announced = readEdifact(interchange({ syntax: ['UNOC', 4], una: true, separators, messages: [message] }));
    expect(numbers(announced)).toEqual(['A*B']);
    expect([...bare.findings, ...announced.findings]).toEqual([]);
  });

  test.each([
    ["UNA:+.?*'", 'UNOC:3', 'INV*2103', 'INV*2103'],
    ["UNA:+.?*'", 'UNOC:1', 'INV*2103', 'INV*2103'],
    ["UNA:+.?~'", 'UNOA:2', 'INV~2103', 'INV~2103'],
    ["UNA:+.?X'", 'UNOA:2', 'INVX2103', 'INVX2103'],
    ["UNA:+.?+'", 'UNOA:2', 'INV*2103', 'INV*2103'],
    ["UNA:+.? '", 'UNOC:3', 'INV?*2103', 'INV*2103'],
    ["UNA:+.?*'", 'UNOC:4', 'INV?*2103', 'INV*2103'],
    ["UNA:+.?*'", 'UNOC:4', 'INV*2103', 'INV'],
    ['', 'UNOC:4', 'INV*2103', 'INV'],
    ['', 'UNOC:3', 'INV*2103', 'INV*2103'],
  ])(
    'with %s and syntax %s has the number of %s: a repetition separator there is from syntax 4 on',
    (una, syntax, written, number) => {
      const file = read(
        `${una}UNB+${syntax}+A:14+B:14+261110:1403+9'UNH+1+INVOIC:D:96A:UN'BGM+380+${written}+9'UNT+3+1'UNZ+1+9'`,
      );
      expect(file.documents[0]?.number).toBe(number);
      expect(file.findings).toEqual([]);
    },
  );

  test('of level B may use control characters without a UNA', () => {
    const text = interchangeText({
      syntax: ['UNOB', 1],
      messages: [{ type: 'ORDERS', segments: [['BGM', 220, 'B-1', 9]] }],
      newline: '',
    });
    const file = latin1(text.replaceAll('+', '\u001d').replaceAll(':', '\u001f').replaceAll("'", '\u001c'));
    expect(readEdifact(file)).toMatchObject({
      documents: [{ number: 'B-1', sender: '14:4012345500004' }],
      findings: [],
    });
  });

  test('may hold groups', () => {
    const file = readEdifact(interchange({ group: 'G77', messages: [order, order] }));
    expect(file.findings).toEqual([]);
    expect(file.documents.map(({ control }) => control)).toEqual([
      { interchange: 'IC0001', group: 'G77', set: '1' },
      { interchange: 'IC0001', group: 'G77', set: '2' },
    ]);
    expect(file.documents[0]).toMatchObject({ groupSender: '14:4012345500004', groupReceiver: '14:5412345000013' });
  });

  test('may hold several interchanges, each with its own UNA', () => {
    const separators = { component: '|', element: '*', decimal: ',', release: '\\', repetition: ' ', terminator: '~' };
    const file = read(
      interchangeText({ messages: [order], una: true, separators }) +
        interchangeText({ messages: [order], reference: 'IC0002' }) +
        interchangeText({ messages: [order], reference: 'IC0003', una: true, separators }),
    );
    expect(file.findings).toEqual([]);
    expect(file.documents.map(({ control }) => control.interchange)).toEqual(['IC0001', 'IC0002', 'IC0003']);
  });

  test('may name one UNA for all its interchanges', () => {
    const separators = { ...usualSeparators, terminator: '~' };
    const file = read(
      interchangeText({ messages: [order], una: true, separators }) +
        interchangeText({ messages: [order], separators }),
    );
    expect(file.findings).toEqual([]);
    expect(file.documents).toHaveLength(2);
  });

  test('may be a test, and may write the date with a century', () => {
    const file = readEdifact(interchange({ messages: [order], test: true, date: ['20261120', '0930'] }));
    expect(file.documents[0]).toMatchObject({ test: true, preparedAt: '2026-11-20T09:30' });
  });

  test('may name a party without a qualifier', () => {
    const file = readEdifact(interchange({ messages: [order], sender: 'BRIGHTWATER' }));
    expect(file.documents[0]).toMatchObject({ sender: 'BRIGHTWATER' });
  });
});

describe('text in an EDIFACT file', () => {
  const withNumber = (bytes: (text: string) => Uint8Array, number: string, charset = 'UNOC'): EdiFile =>
    readEdifact(
      bytes(
        interchangeText({ syntax: [charset, 3], messages: [{ type: 'ORDERS', segments: [['BGM', 220, number]] }] }),
      ),
    );

  test('is read as Latin 1 where it is no UTF-8', () => {
    expect(numbers(withNumber(latin1, 'KÄSE-1'))).toEqual(['KÄSE-1']);
  });

  test('is read as UTF-8 where it is, whatever UNB says', () => {
    expect(numbers(withNumber(utf8, 'KÄSE-1'))).toEqual(['KÄSE-1']);
    expect(numbers(withNumber(utf8, '订单-1', 'UNOW'))).toEqual(['订单-1']);
  });

  test('is read in the character set UNB names', () => {
    // Ñ in Latin 1 has the byte that is the Cyrillic с in ISO 8859-5.
    expect(numbers(withNumber(latin1, '\u00e1-1', 'UNOE'))).toEqual(['с-1']);
  });

  test('may contain released separators and released release characters', () => {
    expect(numbers(withNumber(utf8, "A'B+C:D?E??"))).toEqual(["A'B+C:D?E??"]);
  });

  test('keeps a released line break and drops one that is not', () => {
    const file = read(clean.replace('PO-70815', 'PO-?\n708\r\n15'));
    expect(numbers(file)).toEqual(['PO-\n70815']);
    expect(codes(file)).toEqual(['line-break-in-segment']);
  });
});

describe('what is odd about an EDIFACT file is said', () => {
  const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['a byte-order mark', `\uFEFF${clean}`, ['byte-order-mark']],
    ['indented segments', clean.replaceAll('\n', '\n   '), ['indented']],
    ['text before', `Dear partner, here's the order:\n${clean}`, ['text-before-interchange']],
    ['text after', `${clean}--end--`, ['text-after-interchange']],
    ['text between', `${clean}-- next --\n${clean}`, ['text-between-interchanges']],
    ['a stray end mark', clean.replace("QTY+21:8'", "QTY+21:8''"), ['empty-segment']],
    ['a UNA one character short', `UNA:+.?'\n${clean}`, ['una-too-short']],
    ['a UNA that names one separator twice', `UNA::.? '\n${clean}`, ['una-unusable']],
    ['a UNB with another separator', clean.replaceAll('+', '|').replace('?|', '+'), ['separator-differs']],
    ['line breaks for end marks', clean.replaceAll("'\n", '\n').replace("?'", ''), ['newline-terminator']],
    ['the end mark of the UNB lost', clean.replace(/(UNB[^']*)'/, '$1'), ['missing-terminator']],
    [
      'the same with carriage returns',
      clean.replace(/(UNB[^']*)'/, '$1').replaceAll('\n', '\r\n'),
      ['missing-terminator'],
    ],
    ['an end mark lost before an envelope line', clean.replace("CNT+2:2'", 'CNT+2:2'), ['missing-terminator']],
    ['a wrong segment count', clean.replace('UNT+13', 'UNT+12'), ['segment-count']],
    ['a segment count that is no number', clean.replace('UNT+13', 'UNT+x'), ['segment-count']],
    ['a wrong message reference', clean.replace('UNT+13+1', 'UNT+13+2'), ['message-reference']],
    ['a wrong message count', clean.replace('UNZ+1', 'UNZ+2'), ['interchange-count']],
    ['a wrong interchange reference', clean.replace('UNZ+1+IC0001', 'UNZ+1+IC1'), ['interchange-reference']],
    ['no UNZ', clean.slice(0, clean.indexOf('UNZ')), ['missing-unz']],
    ['no UNT', clean.replace(/UNT[^']*'/, ''), ['missing-unt']],
    ['no UNB', clean.slice(clean.indexOf('UNH'), clean.indexOf('UNZ')), ['missing-unb']],
    ['no BGM', clean.replace(/BGM[^']*'/, '').replace('UNT+13', 'UNT+12'), ['missing-bgm']],
    ['no type', clean.replace('ORDERS:D:96A:UN:EAN008', ''), ['missing-type']],
    ['a UNT too many', clean.replace('UNZ', "UNT+1+1'\nUNZ"), ['unexpected-unt']],
    ['a UNZ too many', `${clean}UNZ+1+IC0001'\n`, ['unexpected-unz']],
    ['a segment outside messages', clean.replace('UNH', "FTX+AAI+++hello'\nUNH"), ['segment-outside-message']],
    ['a name that is no segment name', clean.replace('DTM', 'dtm'), ['unusual-tag']],
    ['no date', clean.replace('261120:0930', ''), ['interchange-date']],
    ['a date that is none', clean.replace('261120', '261332'), ['interchange-date']],
  ];

  test.each(cases)('%s', (_, text, expected) => {
    const file = read(text);
    expect(codes(file)).toEqual(expected);
    expect(file.documents.length).toBeGreaterThan(0);
    for (const { message, offset } of file.findings) {
      expect(message).toMatch(/^["A-Z].*\.$/);
      expect(offset).toBeLessThan(utf8(text).length);
    }
  });

  test('a group whose trailer is wrong or missing', () => {
    const grouped = interchangeText({ group: 'G77', messages: [order, order] });
    expect(codes(read(grouped.replace('UNE+2+G77', 'UNE+3+G78')))).toEqual(['group-count', 'group-reference']);
    expect(codes(read(grouped.replace(/UNE[^']*'/, '')))).toEqual(['missing-une']);
    expect(codes(read(grouped.replace(/UNG[^']*'/, '')))).toEqual(['unexpected-une', 'interchange-count']);
  });

  test('messages outside the groups beside them', () => {
    const grouped = interchangeText({ group: 'G77', messages: [order] });
    const loose = clean
      .slice(clean.indexOf('UNH'), clean.indexOf('UNZ'))
      .replace('UNH+1', 'UNH+9')
      .replace('UNT+13+1', 'UNT+13+9');
    expect(codes(read(grouped.replace('UNZ', `${loose}UNZ`)))).toEqual(['groups-and-messages']);
  });

  test('a reference used twice', () => {
    const twice = { ...order, reference: '7' };
    expect(codes(readEdifact(interchange({ messages: [twice, twice] })))).toEqual(['duplicate-reference']);
  });

  test('a file that ends inside a segment still gives what came before', () => {
    const file = read(clean.slice(0, clean.indexOf('LIN+2') + 8));
    expect(codes(file)).toEqual(['truncated', 'missing-unt', 'missing-unz']);
    expect(file.documents[0]).toMatchObject({ number: 'PO-70815', segmentCount: 9 });
  });

  test('a truncated interchange does not swallow the one after it', () => {
    const file = read(
      `${clean.slice(0, clean.indexOf('LIN+2') + 8)}\n${interchangeText({ messages: [order], una: true, reference: 'IC0002' })}`,
    );
    expect(codes(file)).toEqual(['missing-terminator', 'missing-unt', 'missing-unz']);
    expect(file.documents.map(({ control }) => control.interchange)).toEqual(['IC0001', 'IC0002']);
  });

  test('BGM before UNH, as some broken writers put it', () => {
    const file = read("UNA:+.? '\nBGM+220+PO-1+9'\nUNH+1+ORDERS:D:96A:UN'\nDTM+137:20261120:102'\nUNT+4+1'\n");
    expect(codes(file)).toEqual(['segment-outside-message', 'missing-unb', 'segment-count', 'missing-bgm']);
    expect(file.documents).toMatchObject([{ type: 'ORDERS', number: null, sender: '', segmentCount: 3 }]);
  });

  test('at most 500 times', () => {
    const file = read(`${clean}UNZ+1+IC0001'\n`.repeat(600));
    expect(file.findings).toHaveLength(501);
    expect(file.findings.at(-1)).toMatchObject({ code: 'too-many-findings' });
  });
});
