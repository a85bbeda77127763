import { describe, expect, test } from 'vitest';
import { layoutDocument } from '#core/documents/layout.ts';
import { locate } from '#core/documents/locate.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import { interchangeText, order } from '#test/harness/edifact-fixtures.ts';
import { bytesOf, functionalAcknowledgement, invoice, x12File } from '#test/harness/x12-fixtures.ts';

const rejection = x12File('FA', functionalAcknowledgement({ status: ['R', '5'] }), { component: '=' });
const edifact = interchangeText({ messages: [order], newline: '' });

function quotedPrintable(text: string): string {
  const escaped = text.replaceAll('=', '=3D');
  const lines: string[] = [];
  for (let at = 0; at < escaped.length; ) {
    // An escape is not broken in two.
    let end = Math.min(escaped.length, at + 75);
    while (end < escaped.length && escaped.slice(end - 2, end).includes('=')) end -= 1;
    lines.push(escaped.slice(at, end));
    at = end;
  }
  return lines.join('=\r\n');
}

const base64 = (text: string) => Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n');

function mail(encoding: string, body: string): string {
  return [
    'From: edi@harbour.example',
    'Subject: 997',
    'MIME-Version: 1.0',
    'Content-Type: application/EDI-X12; name="997.txt"',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
  ].join('\r\n');
}

function withText(encoding: string, body: string): string {
  return [
    'From: edi@harbour.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="part1"',
    '',
    '--part1',
    'Content-Type: text/plain',
    '',
    'Please find the file attached.',
    '--part1',
    mail(encoding, body).replace('From: edi@harbour.example\r\n', ''),
    '--part1--',
    '',
  ].join('\r\n');
}

describe('a file that came by mail', () => {
  test.each([
    ['quoted-printable', mail('quoted-printable', quotedPrintable(rejection))],
    ['base64', mail('base64', base64(rejection))],
    ['quoted-printable beside a text', withText('quoted-printable', quotedPrintable(rejection))],
    ['base64 beside a text', withText('BASE64', base64(rejection))],
    ['bare quoted-printable', quotedPrintable(rejection)],
    ['bare base64', base64(rejection)],
  ])('in %s is decoded, read and remarked on', (_, text) => {
    const file = readEdiFile(bytesOf(text));
    expect(file.acknowledgements).toMatchObject([{ status: 'rejected', answers: { control: { set: '0001' } } }]);
    expect(file.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['note mail-encoding']);
  });

  test('in EDIFACT is read as well', () => {
    for (const text of [mail('base64', base64(edifact)), base64(edifact), quotedPrintable(edifact)])
      expect(readEdiFile(bytesOf(text)).documents).toMatchObject([{ type: 'ORDERS', number: 'PO-70815' }]);
  });

  test('shows its documents where they stand in the decoded text', () => {
    const bytes = bytesOf(mail('base64', base64(x12File('IN', invoice()))));
    const [document] = readEdiFile(bytes).documents;
    if (document === undefined) throw new Error('the invoice was not read');
    expect(layoutDocument(bytes, document.span).segments[1]).toMatchObject({ tag: 'BIG', position: 2 });
    const place = { level: 'element', segment: 'BIG', position: 2, element: 2, component: null } as const;
    const found = locate(bytes, document, { ...place, code: null, value: null, explanation: 'It is wrong.' });
    expect(found).toEqual(layoutDocument(bytes, document.span).segments[1]?.elements[1]?.span);
  });

  test('is left as it is where it only looks encoded', () => {
    const lines = x12File('FA', functionalAcknowledgement({}), { end: '=\n' });
    expect(readEdiFile(bytesOf(lines)).findings.map(({ code }) => code)).not.toContain('mail-encoding');
    expect(readEdiFile(bytesOf(lines)).acknowledgements).toHaveLength(1);
  });

  test('may be a receipt with what it answers in it', () => {
    const receipt = [
      'AS2-From: HARBOUR',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"',
      '',
      '--r',
      'Content-Type: message/disposition-notification',
      '',
      'Disposition: automatic-action/MDN-sent-automatically; processed/error: decryption-failed',
      '',
      '--r',
      'Content-Type: application/EDI-X12',
      'Content-Transfer-Encoding: base64',
      '',
      base64(x12File('IN', invoice())),
      '--r--',
    ].join('\r\n');
    expect(readEdiFile(bytesOf(receipt)).acknowledgements).toMatchObject([{ type: 'MDN', status: 'rejected' }]);
  });

  test('may name a boundary in its header that its body does not use', () => {
    const text = withText('base64', base64(rejection)).replace('boundary="part1"', 'boundary="x"');
    expect(readEdiFile(bytesOf(text)).acknowledgements).toMatchObject([{ status: 'rejected' }]);
    for (const preamble of ['', 'This is a MIME message.\r\n']) {
      const receipt = [
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="other"',
        '',
        `${preamble}--=_r`,
        'Content-Type: text/plain',
        '',
        'It failed.',
        '--=_r',
        'Content-Type: message/disposition-notification',
        '',
        'Disposition: automatic-action/MDN-sent-automatically; processed/error: decryption-failed',
        '--=_r--',
        '',
      ].join('\r\n');
      const file = readEdiFile(bytesOf(receipt));
      expect(file.acknowledgements).toMatchObject([{ status: 'rejected', text: 'It failed.' }]);
      expect(file.findings.map(({ code }) => code)).toContain('mime-boundary-differs');
    }
  });
});
