import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { dispositionMeanings } from '#core/documents/mdn/dispositions.ts';
import { readMdn } from '#core/documents/mdn/read-mdn.ts';
import { latin1, utf8 } from '#test/harness/edifact-fixtures.ts';

type Receipt = {
  readonly disposition?: string;
  readonly human?: string;
  readonly humanHeaders?: readonly string[];
  readonly machineHeaders?: readonly string[];
  readonly fields?: readonly string[];
  readonly machine?: string;
};

const outer = [
  'AS2-Version: 1.2',
  'AS2-From: KESTREL',
  'AS2-To: "Brightwater \\"Foods\\""',
  'Date: Fri, 20 Nov 2026 09:31:00 +0100',
];

function fieldsText({
  disposition = 'automatic-action/MDN-sent-automatically; processed',
  fields = [],
}: Receipt): string {
  return [
    'Reporting-UA: Kestrel Gateway',
    'Final-Recipient: rfc822; KESTREL',
    'Original-Message-ID: <as2-77@brightwater.example>',
    `Disposition: ${disposition}`,
    ...fields,
    '',
  ].join('\n');
}

function report(receipt: Receipt): string {
  return [
    'Content-Type: multipart/report; report-type=disposition-notification;',
    '\tboundary="=_r"',
    '',
    'This is a MIME message.',
    '--=_r',
    ...(receipt.humanHeaders ?? ['Content-Type: text/plain']),
    '',
    receipt.human ?? 'The file has arrived.',
    '--=_r',
    'Content-Type: message/disposition-notification',
    ...(receipt.machineHeaders ?? []),
    '',
    receipt.machine ?? fieldsText(receipt),
    '--=_r--',
    '',
  ].join('\n');
}

const whole = (receipt: Receipt): string => `${outer.join('\n')}\n${report(receipt)}`;

function acknowledgementOf(text: string | Uint8Array): Acknowledgement | undefined {
  return readMdn(typeof text === 'string' ? utf8(text) : text)?.acknowledgements[0];
}

describe('an AS2 receipt', () => {
  test('that the file arrived says which message, from whom, and that more is to come', () => {
    const text = whole({ fields: ['Received-Content-MIC: 7v7F1fhcTpE0Sg==, sha-256'] });
    expect(readMdn(utf8(text))).toEqual({
      syntax: 'mdn',
      documents: [],
      acknowledgements: [
        {
          type: 'MDN',
          sender: 'KESTREL',
          receiver: 'Brightwater "Foods"',
          control: { interchange: null, group: null, set: null },
          test: false,
          preparedAt: '2026-11-20T09:31',
          span: { start: 0, end: utf8(text).length },
          answers: {
            type: null,
            number: null,
            control: { interchange: null, group: null, set: null },
            functionalGroup: null,
            preparedAt: null,
            sender: 'Brightwater "Foods"',
            receiver: 'KESTREL',
            messageId: 'as2-77@brightwater.example',
          },
          status: 'accepted',
          statusCode: 'processed',
          errors: [],
          text: 'The file has arrived.\nReceived-content-MIC: 7v7F1fhcTpE0Sg==, sha-256',
          coveredBySets: false,
          named: [],
        },
      ],
      findings: [
        {
          code: 'mdn-file-only',
          severity: 'note',
          message:
            'This receipt says only that the file arrived, not that its contents were accepted. Compare its Received-content-MIC with ours before calling it delivered.',
          offset: 0,
        },
      ],
    });
  });

  test.each([...dispositionMeanings])(
    '%s says what it means, and there is something to do',
    (code, { means, check }) => {
      const modifier = code.startsWith('unsupported') ? 'failed/Failure' : 'Processed/Error';
      for (const written of [code, code.toUpperCase(), `${code}, see our log`]) {
        expect(
          acknowledgementOf(whole({ disposition: `automatic-action/MDN-sent-automatically; ${modifier}: ${written}` })),
        ).toMatchObject({
          status: 'rejected',
          statusCode: `${modifier}: ${written}`,
          errors: [{ level: 'interchange', code: written, explanation: `${means}.` }],
        });
      }
      expect(check).toMatch(/\.$/);
    },
  );

  test.each([
    ['processed/warning: clock differs', 'accepted with errors', 'clock differs'],
    ['processed/error: quota used up', 'rejected', 'quota used up'],
    ['processed/error', 'rejected', null],
    ['failed', 'rejected', null],
    ['failed/failure: sender-equals-receiver', 'rejected', 'sender-equals-receiver'],
    ['denied', 'rejected', null],
  ])('%s is %s', (disposition, status, code) => {
    expect(acknowledgementOf(whole({ disposition: `manual-action/MDN-sent-manually; ${disposition}` }))).toMatchObject({
      status,
      statusCode: disposition,
      errors: [{ code }],
    });
  });

  test('that the file was only shown to somebody is no acceptance', () => {
    expect(acknowledgementOf(whole({ disposition: 'manual-action/MDN-sent-manually; displayed' }))).toMatchObject({
      status: 'received',
      errors: [],
    });
  });

  test('may have CRLF, folded fields, and fields in any case', () => {
    const machine =
      'ORIGINAL-MESSAGE-ID:\n <as2-77@brightwater.example>\nDISPOSITION: automatic-action/MDN-sent-automatically;\n processed/error:\n\tdecryption-failed\n';
    expect(acknowledgementOf(whole({ machine }).replaceAll('\n', '\r\n'))).toMatchObject({
      statusCode: 'processed/error: decryption-failed',
      answers: { messageId: 'as2-77@brightwater.example' },
    });
  });

  test('may come as a whole HTTP response', () => {
    expect(acknowledgementOf(`HTTP/1.1 200 OK\r\nServer: as2\r\n${whole({}).replaceAll('\n', '\r\n')}`)).toMatchObject({
      sender: 'KESTREL',
      status: 'accepted',
    });
  });

  test('may have lost its outer headers', () => {
    const [, ...rest] = report({}).split('\n\n');
    expect(acknowledgementOf(rest.join('\n\n').replace('This is a MIME message.\n', ''))).toMatchObject({
      sender: 'KESTREL',
      receiver: '',
      status: 'accepted',
      text: 'The file has arrived.',
    });
  });

  test('may be signed; the signature is not checked', () => {
    const signed = [
      ...outer,
      'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=sig',
      '',
      '--sig',
      report({ disposition: 'automatic-action/MDN-sent-automatically; processed/error: authentication-failed' }),
      '--sig',
      'Content-Type: application/pkcs7-signature; name=smime.p7s',
      'Content-Transfer-Encoding: base64',
      '',
      'MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBg==',
      '--sig--',
    ].join('\n');
    const file = readMdn(utf8(signed));
    expect(file?.acknowledgements).toMatchObject([
      { statusCode: 'processed/error: authentication-failed', sender: 'KESTREL', text: 'The file has arrived.' },
    ]);
    expect(file?.findings.map(({ code }) => code)).toEqual(['mdn-signature-unchecked']);
  });

  test.each([
    ['base64', 'VW5iZWthbm50ZXIgU2Now7xzc2VsLg=='],
    ['quoted-printable', 'Unbekannter Sch=C3=BC=\nssel.'],
    ['8bit', 'Unbekannter Schüssel.'],
  ])('may write its words in %s', (encoding, human) => {
    const humanHeaders = ['Content-Type: text/plain; charset=utf-8', `Content-Transfer-Encoding: ${encoding}`];
    expect(acknowledgementOf(whole({ human, humanHeaders }))?.text).toBe('Unbekannter Schüssel.');
  });

  test('may write its words in Latin 1', () => {
    expect(acknowledgementOf(latin1(whole({ human: 'Schüssel' })))?.text).toBe('Schüssel');
  });

  test('may encode its fields', () => {
    const machine = Buffer.from(
      fieldsText({ disposition: 'automatic-action/MDN-sent-automatically; failed' }),
    ).toString('base64');
    expect(acknowledgementOf(whole({ machine, machineHeaders: ['Content-Transfer-Encoding: base64'] }))).toMatchObject({
      status: 'rejected',
      statusCode: 'failed',
    });
  });

  test('may be nothing but its fields', () => {
    expect(acknowledgementOf(fieldsText({}))).toMatchObject({
      sender: 'KESTREL',
      status: 'accepted',
      answers: { messageId: 'as2-77@brightwater.example' },
    });
  });

  test('may have lost its closing boundary', () => {
    expect(acknowledgementOf(whole({}).replace('--=_r--', ''))).toMatchObject({ status: 'accepted' });
  });

  test('keeps the words of its Error, Failure and Warning fields', () => {
    expect(
      acknowledgementOf(
        whole({
          disposition: 'automatic-action/MDN-sent-automatically; processed/error: x',
          fields: ['Error: certificate 4f expired'],
        }),
      )?.text,
    ).toBe('The file has arrived.\ncertificate 4f expired');
  });

  test('that says nothing about the file is asked about, and says from whom it is', () => {
    const file = readMdn(utf8(whole({ machine: 'Reporting-UA: x\n' })));
    expect(file).toMatchObject({
      syntax: 'mdn',
      acknowledgements: [
        {
          sender: 'KESTREL',
          receiver: 'Brightwater "Foods"',
          status: 'received',
          errors: [{ level: 'acknowledgement' }],
        },
      ],
      findings: [{ code: 'mdn-without-disposition' }],
    });
  });

  test('that does not name its message is a finding', () => {
    const file = readMdn(utf8(whole({ machine: 'Disposition: automatic-action/MDN-sent-automatically; failed\n' })));
    expect(file?.findings.map(({ code }) => code)).toEqual(['mdn-without-message-id']);
  });
});

describe('what is no AS2 receipt', () => {
  test.each([
    ['nothing', ''],
    ['EDI', "UNB+UNOA:3+A+B+261120:0930+1'"],
    [
      'a message that asks for a receipt',
      'AS2-From: A\nDisposition-Notification-To: a@b.example\nDisposition-Notification-Options: signed-receipt-protocol=optional\nContent-Type: application/edifact\n\nUNB+UNOA:3',
    ],
    ['prose', 'Disposition: cheerful\n\nand so on'],
  ])('%s is left to others', (_, text) => {
    expect(readMdn(utf8(text))).toBeNull();
  });

  test('nesting without end is given up, not followed', () => {
    let text = fieldsText({});
    for (let depth = 0; depth < 200; depth += 1)
      text = `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${text}\n--b${depth}--\n`;
    expect(readMdn(utf8(text))).toBeNull();
  });
});
