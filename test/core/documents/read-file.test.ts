import { describe, expect, test } from 'vitest';
import { layoutDocument } from '#core/documents/layout.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import { contrl, interchangeText, latin1, order, uci, utf8 } from '#test/harness/edifact-fixtures.ts';

const edifact = interchangeText({ messages: [order] });

const x12 = [
  'ISA*00*          *00*          *ZZ*BRIGHTWATER    *ZZ*KESTREL        *261120*0930*U*00401*000000071*0*P*>~',
  'GS*PO*BRIGHTWATER*KESTREL*20261120*0930*71*X*004010~',
  'ST*850*0001~',
  'BEG*00*SA*PO-4400**20261120~',
  'PO1*1*12*EA*9.25**UP*012345678905~',
  'CTT*1~',
  'SE*5*0001~',
  'GE*1*71~',
  'IEA*1*000000071~',
  '',
].join('\n');

const receipt = 'Original-Message-ID: <1@x>\nDisposition: automatic-action/MDN-sent-automatically; processed\n';

const codes = (bytes: Uint8Array): readonly string[] => readEdiFile(bytes).findings.map(({ code }) => code);

describe('the kind of a file is found from its content', () => {
  test.each([
    ['X12', x12, 'x12', ['PO-4400']],
    ['EDIFACT', edifact, 'edifact', ['PO-70815']],
    ['an AS2 receipt', receipt, 'mdn', []],
  ] as const)('%s', (_, text, syntax, numbers) => {
    for (const before of ['', '\uFEFF', '\r\n\r\n  ']) {
      const file = readEdiFile(utf8(`${before}${text}`));
      expect(file.syntax).toBe(syntax);
      expect(file.documents.map(({ number }) => number)).toEqual(numbers);
    }
  });

  test('EDIFACT may start with UNA, UNB, UNG or UNH', () => {
    const grouped = interchangeText({ messages: [order], group: 'G1', una: true });
    for (const tag of ['UNA', 'UNB', 'UNG', 'UNH'])
      expect(readEdiFile(utf8(grouped.slice(grouped.indexOf(tag))))).toMatchObject({
        syntax: 'edifact',
        documents: [{ number: 'PO-70815' }],
      });
  });

  test('text before an envelope is a finding, not an obstacle', () => {
    for (const text of [x12, edifact, edifact.slice(edifact.indexOf('UNH'), edifact.indexOf('UNZ'))]) {
      const file = readEdiFile(utf8(`From: edi@kestrel.example\nSubject: ISA and UNB\n\n${text}`));
      expect(file.documents).toHaveLength(1);
      expect(file.findings.map(({ code }) => code)).toContain('text-before-interchange');
    }
  });

  test('a captured AS2 message is read for its payload, not taken for a receipt', () => {
    const head =
      'POST /as2 HTTP/1.1\r\nAS2-From: A\r\nDisposition-Notification-To: a@b.example\r\nContent-Type: application/edifact\r\n\r\n';
    expect(readEdiFile(utf8(`${head}${edifact}`))).toMatchObject({
      syntax: 'edifact',
      documents: [{ number: 'PO-70815' }],
    });
  });

  test('X12 and EDIFACT in one file are both read, with offsets of the whole file', () => {
    for (const parts of [
      [x12, edifact],
      [edifact, x12],
      [edifact, x12, edifact],
    ]) {
      const bytes = utf8(parts.join(''));
      const file = readEdiFile(bytes);
      expect(file.findings.map(({ code }) => code)).toEqual(['mixed-syntaxes']);
      expect(file.documents.map(({ number }) => number)).toEqual(
        parts.map((part) => (part === x12 ? 'PO-4400' : 'PO-70815')),
      );
      for (const { type, span } of file.documents) {
        const text = new TextDecoder().decode(bytes.subarray(span.start, span.end));
        expect(text).toMatch(type === '850' ? /^ST\*850[^]*SE\*5\*0001~?$/ : /^UNH\+1[^]*UNT\+13\+1'$/);
      }
    }
  });

  test('each document of such a file can be laid out where it stands', () => {
    const bytes = utf8([x12, edifact, x12, edifact].join(''));
    const { documents } = readEdiFile(bytes);
    expect(documents.map(({ span }) => layoutDocument(bytes, span).segments.length)).toEqual(
      documents.map(({ segmentCount }) => segmentCount),
    );
  });

  test('an envelope quoted in free text starts nothing', () => {
    const quoted = edifact.replace("CNT+2:2'", `FTX+AAI+++${x12.slice(0, 106)}'`);
    expect(readEdiFile(utf8(quoted))).toMatchObject({
      syntax: 'edifact',
      documents: [{ number: 'PO-70815' }],
      findings: [],
    });
  });

  test('how a partner counts in CONTRL is passed on', () => {
    const bytes = contrl([uci(7), ['UCM', '1', 'ORDERS', 4], ['UCS', 6], ['UCD', 12, 3]]);
    const element = (countsTag: boolean): unknown =>
      readEdiFile(bytes, { countsTag }).acknowledgements[1]?.errors[0]?.element;
    expect([element(true), element(false)]).toEqual([2, 3]);
  });
});

describe('a file that is no EDI says what it looks like', () => {
  test.each([
    ['a PDF document', '%PDF-1.7\n%'],
    ['a ZIP archive', 'PK\u0003\u0004'],
    ['a gzip archive', '\u001f\u008b\u0008'],
    ['S/MIME', '0\u0082\u0001'],
    ['an XML document', '\uFEFF<?xml version="1.0"?><Order/>'],
    ['an SAP IDoc', '<?xml version="1.0"?><ORDERS05><IDOC BEGIN="1">'],
    ['an SAP IDoc', 'EDI_DC40  8000000000001'],
    ['an HTML page', '\n<!DOCTYPE html><title>502</title>'],
    ['JSON', '{"order": 1}'],
    ['PGP', '-----BEGIN PGP MESSAGE-----'],
    ['certificate or key', '-----BEGIN CERTIFICATE-----'],
    ['EBCDIC', '\u00c9\u00e2\u00c1\u005c'],
    ['binary data', 'abc\u0000\u0001\u0002def'],
    ['text that starts with "order;line;item"', 'order;line;item\n1;2;3'],
  ])('%s', (words, text) => {
    const file = readEdiFile(text.startsWith('\uFEFF') ? utf8(text) : latin1(text));
    expect(file).toMatchObject({
      syntax: 'unknown',
      documents: [],
      acknowledgements: [],
      findings: [{ code: 'not-edi', severity: 'error', offset: 0 }],
    });
    expect(file.findings[0]?.message).toContain(words);
  });

  test('an empty file', () => {
    expect(codes(new Uint8Array())).toEqual(['empty-file']);
    expect(codes(utf8(' \r\n\n'))).toEqual(['empty-file']);
  });

  test('UTF-16, with its mark or without, of either kind', () => {
    const wide = (mark: string, bigEndian: boolean): Uint8Array =>
      latin1(
        Array.from(`${mark}${edifact}`, (character) => {
          const code = character.charCodeAt(0);
          const pair = [String.fromCharCode(code >> 8), String.fromCharCode(code & 0xff)];
          return (bigEndian ? pair : pair.toReversed()).join('');
        }).join(''),
      );
    for (const mark of ['\uFEFF', ''])
      for (const bigEndian of [true, false]) expect(codes(wide(mark, bigEndian))).toEqual(['utf-16']);
  });
});

describe('an EDIFACT file in small letters', () => {
  test.each([
    ['without UNA', interchangeText({ messages: [order] })],
    ['with UNA', interchangeText({ messages: [order], una: true })],
    ['in one line', interchangeText({ messages: [order], newline: '' })],
  ])('is read like any other, and laid out: %s', (_, text) => {
    const bytes = utf8(text.toLowerCase());
    const file = readEdiFile(bytes);
    expect(file.syntax).toBe('edifact');
    expect(file.documents).toMatchObject([
      { type: 'ORDERS', number: 'po-70815', segmentCount: 13, references: [{ type: 'CT', number: 'frame-22' }] },
    ]);
    expect(file.findings.map(({ code }) => code)).toEqual(['small-letters']);
    const [document] = file.documents;
    expect(
      document &&
        layoutDocument(bytes, document.span)
          .segments.map(({ tag }) => tag)
          .slice(0, 3),
    ).toEqual(['UNH', 'BGM', 'DTM']);
  });

  test('keeps words that are no names as they are', () => {
    const text = interchangeText({
      messages: [
        {
          type: 'APERAK',
          segments: [
            ['BGM', 313, 'A-1'],
            ['RFF', ['IV', 'I-1']],
            ['ERC', 'e42'],
            ['FTX', 'AAO', '', '', "It's wrong?"],
          ],
        },
      ],
    });
    const small = readEdiFile(utf8(text.toLowerCase())).acknowledgements;
    expect(small).toMatchObject([
      { status: 'rejected', answers: { type: 'INVOIC', number: 'i-1' }, text: "it's wrong?" },
    ]);
  });

  test('is told from text that starts alike', () => {
    expect(readEdiFile(utf8('unable to connect\nunbelievable')).syntax).toBe('unknown');
    expect(codes(utf8('unb'))).toEqual(['not-edi']);
  });
});
