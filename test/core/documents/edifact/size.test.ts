import { describe, expect, test } from 'vitest';
import type { EdiFile } from '#shared/model/edi/edi.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import { contrl, latin1, messageText, order, uci, usualSeparators } from '#test/harness/edifact-fixtures.ts';

/** `unit` again and again after `head`, about a megabyte of it: enough for anything worse than linear to be felt. */
const filled = (unit: string, head = ''): Uint8Array => latin1(head + unit.repeat(Math.ceil(1_000_000 / unit.length)));

const codes = (file: EdiFile): readonly string[] => file.findings.map(({ code }) => code);
const head = "UNA:+.? 'UNB+UNOC:3+A:14+B:14+261120:0930+1'";

describe('a hostile file costs no more than its size', () => {
  test.each([
    ['nothing but terminators', filled("'", head)],
    ['nothing but separators', filled('+', `${head}UNH`)],
    ['nothing but release characters', filled('?', `${head}UNH`)],
    ['headers without an end', filled('UNH*')],
    ['text with headers in it that never end', filled('x UNH*', 'UNB+UNOA:3')],
    ['text with separator lines in it that never end', filled('x UNA:+.?*Z', 'UNB+UNOA:3')],
    ['lines that start like interchanges', filled('x y\nUNB+UNOA')],
    ['interchange headers that never end', filled('ISA*')],
    [
      'both syntaxes by turns',
      filled(
        `~UNB+UNOA:3'\nISA*00*          *00*          *ZZ*A              *ZZ*B              *261120*0930*U*00401*000000071*0*P*>~`,
      ),
    ],
    [
      'receipts within receipts',
      filled('--x\n', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n'),
    ],
    ['folded header lines', filled(' x\n', 'Content-Type: multipart/report;\n')],
  ])('%s', (_, bytes) => {
    const file = readEdiFile(bytes);
    expect(file.documents.length).toBeLessThan(5);
    expect(file.findings.length).toBeGreaterThan(0);
    expect(file.findings.length).toBeLessThanOrEqual(2_000);
  });

  test('one element as long as the file is read in part', () => {
    const file = readEdiFile(filled('x', `${head}UNH+1+ORDERS:D:96A:UN'BGM+220+`));
    expect(codes(file)).toEqual(['truncated', 'missing-unt', 'missing-unz']);
    expect(file.documents[0]?.number?.length).toBeLessThan(70_000);
  });

  test('every message of a long file is listed', () => {
    const messages = Array.from({ length: 3_000 }, (_, index) =>
      messageText({ ...order, reference: String(index + 1) }, usualSeparators),
    );
    const file = readEdiFile(latin1(`${head}${messages.join('\n')}UNZ+3000+1'`));
    expect(file.findings).toEqual([]);
    expect(file.documents).toHaveLength(3_000);
  });

  test('every error of a long CONTRL is listed', () => {
    const errors = Array.from({ length: 5_000 }, (_, index) => ['UCS', index + 1, 12] as const);
    const [, acknowledgement] = readEdiFile(contrl([uci(7), ['UCM', '1', 'ORDERS', 4], ...errors])).acknowledgements;
    expect(acknowledgement?.errors).toHaveLength(5_000);
  });
});
