import { describe, expect, test } from 'vitest';
import { explainAcknowledgement } from '#core/documents/explain.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import { utf8 } from '#test/harness/edifact-fixtures.ts';

/** A receipt with this disposition and these fields beside it, as its reader explains it to the sender of the file. */
function receipt(disposition: string, ...fields: readonly string[]) {
  return receiptSaying('See the fields below.', disposition, ...fields);
}

function receiptSaying(human: string, disposition: string, ...fields: readonly string[]) {
  const text = [
    'AS2-From: KESTREL',
    'AS2-To: BRIGHTWATER',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"',
    '',
    '--r',
    'Content-Type: text/plain',
    '',
    human,
    '--r',
    'Content-Type: message/disposition-notification',
    '',
    'Final-Recipient: rfc822; KESTREL',
    'Original-Message-ID: <as2-78@brightwater.example>',
    `Disposition: automatic-action/MDN-sent-automatically; ${disposition}`,
    ...fields,
    '',
    '--r--',
    '',
  ].join('\r\n');
  const [acknowledgement] = readEdiFile(utf8(text)).acknowledgements;
  if (acknowledgement === undefined) throw new Error('the receipt was not read');
  const told = explainAcknowledgement(acknowledgement, {
    document: null,
    partnerName: 'Kestrel',
    direction: 'outbound',
  });
  return { ...told, status: acknowledgement.status };
}

describe('a receipt that says no', () => {
  test.each([
    'processed/error: decryption-failed',
    'processed/Error: Decryption-Failed',
    'processed / ERROR : decryption-failed',
    'processed/error decryption-failed',
    'processed/decryption-failed',
    'failed/Failure: decryption-failed',
    'failed/decryption-failed',
  ])('is read however it is written: %s', (disposition) => {
    expect(receipt(disposition)).toMatchObject({
      status: 'rejected',
      title: 'File rejected: the partner could not decrypt the file',
      fault: 'us',
      next: 'Get the current encryption certificate from Kestrel, load it, and send the file again.',
      again: 'unchanged',
    });
  });

  test.each([
    ['processed/error', 'Error: decryption-failed', 'File rejected: the partner could not decrypt the file', 'us'],
    ['processed/error', 'ERROR:  decryption-failed', 'File rejected: the partner could not decrypt the file', 'us'],
    [
      'failed',
      'Failure: unsupported MIC-algorithms',
      'File rejected: the partner supports none of the checksum algorithms we offered',
      'us',
    ],
    ['failed/failure', 'Failure: it is Friday', 'File rejected: "it is Friday"', 'unknown'],
  ])('%s says why in a field of its own, %s', (disposition, field, title, fault) => {
    expect(receipt(disposition, field)).toMatchObject({ status: 'rejected', title, fault });
  });

  test('may give its reason in several fields, and none is lost', () => {
    const { why } = receipt('processed/error: quota', 'Error: disk is full', 'Error: try on Monday');
    expect(why).toContain('"quota"');
    expect(why).toContain('disk is full; try on Monday');
    expect(why).toContain('Kestrel wrote: "See the fields below."');
  });

  test.each([
    ['authentication-failed', 'The partner could not verify our signature.'],
    ['integrity-check-failed', 'The file changed on its way: its checksum differs.'],
    ['insufficient-message-security', 'The partner expects signing or encryption that we did not apply.'],
    ['unexpected-processing-error', "The partner's system could not process the file, and does not say why."],
    ['unknown-trading-partner', "The partner's system does not know our AS2 name."],
  ])('with %s in place of a modifier was not taken', (word, why) => {
    const told = receipt(`processed/${word}`);
    expect(told).toMatchObject({ status: 'rejected', why: expect.stringContaining(why) });
    expect(told.next).not.toMatch(/It was accepted/);
  });

  test.each([
    [
      'Failed to decrypt S/Mime message. Error: "error:0D0680A8:asn1 encoding routines"',
      'us',
      /encryption certificate from Kestrel/,
    ],
    ['The signature could not be verified', 'partner', /our current signing certificate/],
    ['A certificate has expired', 'unknown', /Compare both certificates/],
    ['Unable to parse the EDI payload', 'us', /Look at the file we sent/],
    ['No agreement with this AS2 name', 'unknown', /^Compare ids/],
    ['Message digest does not match', 'network', /^Send the file again/],
    ['java.lang.NullPointerException', 'unknown', /^Ask Kestrel what its log says/],
    ['the moon is full', 'unknown', /^Ask Kestrel what its log says/],
  ])('in words of its own is read: %s', (words, fault, next) => {
    const told = receipt(`processed/error: ${words}`);
    expect(told).toMatchObject({ status: 'rejected', fault });
    expect(told.next).toMatch(next);
    expect(told.faultReason).not.toMatch(/nothing wrong/);
  });
});

describe('a receipt that says yes with a but', () => {
  test.each(['processed/warning: clock differs', 'processed/Warning: authentication-failed, processing continued'])(
    '%s was taken',
    (disposition) => {
      expect(receipt(disposition)).toMatchObject({
        status: 'accepted with errors',
        next: 'It was accepted, so do not send it again. Have the cause corrected before the next one.',
        again: 'no',
      });
    },
  );

  test.each(['processed/warning: duplicate-document', 'processed/duplicate-document'])(
    '%s was taken before',
    (disposition) => {
      expect(receipt(disposition)).toMatchObject({ status: 'accepted with errors', again: 'no' });
      expect(receipt(disposition).next).toMatch(/whether the first copy was processed/);
    },
  );

  test.each([
    ['processed', ['Error: decryption-failed'], /but also names an error: "decryption-failed"/],
    ['processed/quarantined', [], /It is not known whether the file was taken/],
  ])('%s with %j is in doubt', (disposition, fields, why) => {
    const told = receipt(disposition, ...fields);
    expect(told).toMatchObject({ status: 'received', fault: 'unknown', again: 'no' });
    expect(told.why).toMatch(why);
    expect(told.next).toMatch(/^Ask Kestrel whether the document was accepted/);
  });

  test('processed with a Warning field was taken with a remark', () => {
    expect(receipt('processed', 'Warning: slow disk')).toMatchObject({
      status: 'accepted with errors',
      title: 'File arrived, with a remark: "slow disk"',
    });
  });
});

describe('a receipt whose verdict cannot be read', () => {
  test.each(['refused', 'failure', 'error', 'unknown', 'received', 'ok', '', 'error/quota'])(
    '"%s" is asked about',
    (disposition) => {
      const told = receipt(disposition);
      expect(told).toMatchObject({ fault: 'unknown', again: 'no', status: 'received' });
      expect(told.title).not.toContain('()');
      expect(told.why).toMatch(/^It is not known whether the file was taken/);
      expect(told.next).toBe(
        'Ask Kestrel whether the document was accepted. Do not send anything again until that is known.',
      );
    },
  );

  test.each(['displayed', 'dispatched'])('%s was only passed on, which asks for nothing', (disposition) => {
    expect(receipt(disposition)).toMatchObject({
      status: 'received',
      next: 'Wait for the acknowledgement of its content.',
    });
  });

  test('is a receipt even where only its fields were kept', () => {
    const text = 'Original-Message-ID: <a@b>\nDisposition: automatic-action/MDN-sent-automatically; refused\n';
    expect(readEdiFile(utf8(text)).acknowledgements).toMatchObject([
      { status: 'received', errors: [{ level: 'acknowledgement' }] },
    ]);
  });
});

describe('a receipt that gives its reason only in words for people', () => {
  test.each(['processed/error', 'failed', 'processed/error: unexpected-processing-error', 'failed/failure: error'])(
    '%s is read for its words',
    (disposition) => {
      const human =
        'Your message arrived.\nSignature verification failed: certificate 4f has expired.\nHave a nice day.';
      expect(receiptSaying(human, disposition)).toMatchObject({
        status: 'rejected',
        title: 'File rejected: "Signature verification failed: certificate 4f has expired"',
        why: expect.stringContaining(
          'The partner\'s system did not take the file; it says "Signature verification failed: certificate 4f has expired".',
        ),
        fault: 'partner',
        next: expect.stringMatching(/^Send Kestrel our current signing certificate/),
      });
    },
  );

  test.each([
    ['Could not decrypt the message', 'us', /encryption certificate from Kestrel/],
    ['This file was already received', 'us', /whether the first copy was processed/],
    ['Unknown trading partner BRIGHTWATER', 'unknown', /^Compare ids/],
    ['The database could not be reached', 'unknown', /^Ask Kestrel what its log says/],
  ])('names the cause: %s', (human, fault, next) => {
    const told = receiptSaying(human, 'processed/error');
    expect(told).toMatchObject({ status: 'rejected', fault });
    expect(told.next).toMatch(next);
    expect(told.why).not.toContain('no reason');
  });

  test.each(['The file has arrived.', 'The message was received and processed without errors.', ''])(
    'gives none where they are the same in every receipt: %s',
    (human) => {
      expect(receiptSaying(human, 'processed/error').title).toBe('File rejected: no reason given');
    },
  );

  test('and in a field is read by the field', () => {
    expect(receiptSaying('Signature error', 'processed/error', 'Error: decryption-failed').title).toBe(
      'File rejected: the partner could not decrypt the file',
    );
  });
});

test.each([
  'decompression-failed; file already received',
  'authentication-failed, duplicate message',
  'decryption-failed (already processed)',
])('a receipt that says the file was there before sends nothing again: %s', (words) => {
  const told = receipt(`processed/error: ${words}`);
  expect(told).toMatchObject({ status: 'rejected', title: `File rejected: "${words}"`, again: 'no' });
  expect(told.faultReason).toMatch(/used before/);
  expect(told.next).toMatch(/^Ask Kestrel whether the first copy was processed/);
});
