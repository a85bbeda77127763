import { describe, expect, test } from 'vitest';
import { explainLens, type LensCase, lensCase } from '#test/harness/explain-lens.ts';

function told(change: Partial<LensCase>) {
  return explainLens({ ...lensCase, documentType: '856', documentNumber: 'SHP-31', ...change });
}

describe('a ship notice that was sent and never confirmed', () => {
  const words = [
    'no MDN received',
    'MDN not received within 300 seconds',
    'MDN timeout',
    'Receipt timed out',
    'Timed out waiting for the receipt',
    'Missing MDN',
    'The partner did not return an MDN',
    'AS2 acknowledgment missing',
    'Connection lost after sending 4096 bytes',
    'Connection reset by peer',
    'Socket closed during transfer',
    'No response after sending',
    'Unknown delivery status',
    'Delivery status unknown',
    'Read timed out',
    'HTTP 504 Gateway Timeout',
    'Transfer timed out',
    'EERP not received',
    'No EERP',
    'Functional ack overdue',
    '997 not received',
    'CONTRL overdue',
    'Partially transmitted',
    'Incomplete transfer',
    'Transfer partially completed',
  ];

  test.each(words)('may have arrived: %s', (message) => {
    expect(told({ message })).toMatchObject({
      title: expect.stringMatching(/^Ship notice SHP-31 sent, but not confirmed: /),
      fault: 'unknown',
      next: 'Ask Harbour Stores whether it arrived before anything is sent again: a second copy may be processed twice.',
      again: 'no',
    });
  });

  test('is asked about whatever its status is, and in which entry the words stand', () => {
    const message = 'No MDN received';
    for (const change of [
      { status: 'OnHold', message },
      { status: 'Completed', errorCode: '17', message },
      { status: 'Delivered', message },
      { status: 'Failed', beside: [message] },
      { status: 'Delivered', deliveryStatus: 'DeliveryFailed', message },
    ])
      expect(told(change)).toMatchObject({ fault: 'unknown', again: 'no', why: expect.stringContaining(message) });
    expect(told({ message, direction: 'inbound' })).toMatchObject({ fault: 'unknown', again: 'no' });
    expect(told({ message, direction: 'unknown' }).next).toMatch(/Do not have it sent again before that is known/);
  });
});

describe('a receipt that says no', () => {
  test.each([
    ['processed/error: decryption-failed', 'us', /Get the current encryption certificate from Harbour Stores/],
    ['MDN: processed/Error: Authentication-Failed', 'partner', /our current signing certificate/],
    ['automatic-action/MDN-sent-automatically; processed/error: integrity-check-failed', 'network', /proxy or gateway/],
    ['failed/failure: unsupported MIC-algorithms', 'us', /^Compare the security settings/],
    ['MDN received with error: insufficient-message-security', 'us', /^Compare the security settings/],
    ['processed/error: unknown-trading-partner', 'unknown', /^Compare ids/],
    ['decryption-failed', 'us', /encryption certificate/],
    ['processed/error: unexpected-processing-error', 'unknown', /^Ask Harbour Stores what its log says/],
    ['Negative MDN: out of cheese', 'unknown', /^Ask Harbour Stores what its log says/],
  ])('proves the connection: %s', (message, fault, next) => {
    const { title, why, ...rest } = told({ message });
    expect(title).toMatch(/^Ship notice SHP-31 was not accepted by the receiver/);
    expect(why).toContain('so the connection works');
    expect(rest).toMatchObject({ fault, next: expect.stringMatching(next) });
    expect(JSON.stringify(rest)).not.toMatch(/connection to .* failed|endpoint/);
  });

  test('but with a warning, means that it was taken', () => {
    expect(told({ message: 'processed/warning: duplicate-document' })).toMatchObject({ again: 'no' });
    const remark = told({ message: 'processed/warning: clock differs' });
    expect(remark).toMatchObject({ fault: 'unknown', again: 'no', next: expect.stringMatching(/^It was accepted/) });
  });
});

describe('a message that the receiver refused', () => {
  test.each([
    ['AS2 message refused by partner: duplicate interchange', 'us', 'no', /whether the first copy was processed/],
    ['Message refused by receiver: invalid ISA', 'us', 'corrected', /^Look at the file we sent/],
    ['Document refused: unknown trading partner', 'unknown', 'corrected', /^Compare ids/],
    ['File rejected by receiver: unit price missing', 'us', 'corrected', /^Correct the data or the map/],
    ['Interchange not accepted by the partner', 'unknown', 'corrected', /^Read the reason/],
  ])('reached it: %s', (message, fault, again, next) => {
    const { title, why, faultReason, ...rest } = told({ message });
    expect(title).toMatch(/^Ship notice SHP-31 was refused by the receiver/);
    expect(why).toContain('so the connection works');
    expect(faultReason).not.toMatch(/connection/);
    expect(rest).toMatchObject({ fault, again, next: expect.stringMatching(next) });
  });

  test.each([
    'Connection refused',
    'Connection to 10.0.0.1 refused',
    'The target machine actively refused it',
    'Server refused the connection',
    'Session refused by host',
    'Connection rejected by remote host',
    'Recipient rejected the connection',
  ])('is another matter than a connection that was: %s', (message) => {
    expect(told({ message })).toMatchObject({ fault: 'network', again: 'unchanged' });
  });
});

describe('a receipt that came back and could not be checked', () => {
  test.each([
    'MDN signature verification failed',
    'Could not verify signature of MDN',
    'MDN could not be decrypted',
    'Failed to parse MDN',
    'MDN MIC mismatch',
    'MIC in MDN does not match',
    'Invalid MDN',
    'Unable to validate the received MDN',
    'MDN certificate expired',
    'Receipt signature invalid',
    'Unsigned MDN although a signed one was asked for',
    'Duplicate MDN received',
  ])('proves that the file arrived: %s', (message) => {
    expect(told({ message })).toMatchObject({
      title: expect.stringMatching(/^Ship notice SHP-31 sent, but its receipt could not be checked/),
      why: expect.stringContaining('so the file was received'),
      fault: 'unknown',
      next: expect.stringMatching(/^Ask Harbour Stores whether the file was accepted before anything is sent again/),
      again: 'no',
    });
    expect(told({ message, direction: 'inbound' })).toMatchObject({ fault: 'unknown', again: 'no' });
  });
});

describe('a file that could not be made ready', () => {
  test.each([
    ['Our signing certificate expired', 'us', /^Renew our certificate/],
    ['Signing failed: private key not found', 'us', /^Renew our certificate/],
    ['Unable to sign the message', 'us', /^Renew our certificate/],
    ['Unable to encrypt: recipient certificate missing', 'unknown', /^Get the current encryption certificate/],
    ['Partner encryption certificate expired', 'unknown', /^Get the current encryption certificate/],
    ['No encryption certificate for HARBOUR', 'unknown', /^Get the current encryption certificate/],
  ])('reached nobody: %s', (message, fault, next) => {
    const { title, why, faultReason, ...rest } = told({ message });
    expect(title).toMatch(/^Ship notice SHP-31 was not sent/);
    expect(why).toContain('nothing was sent');
    expect(faultReason).not.toMatch(/endpoint|login/);
    expect(rest).toMatchObject({ fault, again: 'unchanged', next: expect.stringMatching(next) });
  });

  test('is another matter than a login', () => {
    expect(told({ message: 'TLS handshake failed: server certificate expired' }).faultReason).toMatch(/endpoint/);
    expect(told({ message: 'Certificate expired' }).faultReason).not.toMatch(/endpoint/);
    expect(told({ message: 'Our SSL certificate expired' }).fault).toBe('unknown');
    expect(told({ message: 'The partner rejected our certificate' })).toMatchObject({
      title: expect.stringMatching(/was not delivered/),
      next: expect.stringMatching(/^Compare both certificates/),
    });
  });
});

describe('settings are no transmission fault', () => {
  test.each(['Invalid MIC algorithm', 'MIC algorithm sha-512 not supported', 'Unknown micalg sha512'])(
    '%s',
    (message) => {
      for (const words of [message, `processed/error: ${message}`]) {
        const { fault, next } = told({ message: words });
        expect(fault).toBe('us');
        expect(next).toMatch(/^Compare the security settings/);
      }
    },
  );

  test.each(['MIC mismatch', 'processed/error: MIC verification failed', 'Wrong MIC'])('%s is one', (message) => {
    expect(told({ message })).toMatchObject({ fault: 'network', next: expect.stringMatching(/proxy/) });
  });

  test.each([
    'MIC mismatch: sha-256 differs',
    'Received MIC does not match the sent one',
    'Content was altered in transit',
    'Message digest of the returned content is wrong',
  ])('what arrived in other words than it was sent may have been taken: %s', (message) => {
    expect(told({ message })).toMatchObject({
      title: expect.stringMatching(/^Ship notice SHP-31 arrived, but not as it was sent: /),
      next: expect.stringMatching(/^Ask Harbour Stores whether it was accepted before anything is sent again/),
      again: 'no',
    });
    expect(told({ message, direction: 'inbound' })).toMatchObject({ again: 'no' });
    expect(told({ message, direction: 'unknown' })).toMatchObject({ again: 'no' });
  });

  test('a file that its receiver refused for its checksum was not taken', () => {
    expect(told({ message: 'processed/error: integrity-check-failed' })).toMatchObject({ again: 'unchanged' });
  });

  test('a scanner that did not run is nobody’s certificate', () => {
    expect(told({ message: 'processed/error: file was not verified by virus scanner' })).toMatchObject({
      fault: 'unknown',
      next: expect.stringMatching(/^Ask Harbour Stores what its log says/),
      again: 'no',
    });
  });
});

describe('a document that may be there', () => {
  test.each(['The partner already has this document', 'Partner has this file already', 'File already present'])(
    'is not sent again: %s',
    (message) => {
      expect(told({ message })).toMatchObject({
        title: expect.stringMatching(/^Ship notice SHP-31 was stopped as a duplicate/),
        again: 'no',
      });
    },
  );

  test.each([
    'Receiver accepted with warnings',
    'Delivered with 2 warnings',
    'Acknowledgement with errors received',
    'Accepted with errors',
  ])('was taken: %s', (message) => {
    expect(told({ message })).toMatchObject({
      title: expect.stringMatching(/^Ship notice SHP-31 was received with a remark/),
      again: 'no',
    });
  });
});

describe('a check in Trading Grid that stopped it', () => {
  const stopped = (message: string | null) => told({ status: 'Validation Error', message });

  test.each([
    null,
    'Timeout in validation service',
    'Certificate expired',
    'No MDN',
    'Validation service unavailable',
    'Stopped',
  ])('blames nobody where it names nothing in the document: %s', (message) => {
    expect(stopped(message)).toMatchObject({
      fault: 'unknown',
      next: expect.stringMatching(/^Look up in Trading Grid what the check found/),
      again: 'no',
    });
    expect(told({ status: 'Validation Error', message, direction: 'inbound' }).fault).toBe('unknown');
  });

  test.each([
    'Segment N1 missing',
    'Invalid currency code USX',
    'BEG03 too long',
    'Mapping error in loop PO1',
    'Parse error',
  ])('is about the document where it says so: %s', (message) => {
    expect(stopped(message)).toMatchObject({ fault: 'us', again: 'corrected' });
  });
});

describe('a delivery that failed', () => {
  test.each([
    'Connection refused by host',
    'Connection timed out',
    'Unknown host as2.harbour.example',
    'AS2 delivery failed after 5 attempts: HTTP 503 Service Unavailable',
  ])('before anything was sent is delivered again: %s', (message) => {
    expect(told({ message })).toMatchObject({ fault: 'network', again: 'unchanged' });
  });

  test.each([null, 'Mailbox quota exceeded', 'Login failed for user edi'])(
    'is not the fault of the partner for want of a reason: %s',
    (message) => {
      expect(told({ message }).fault).toBe('unknown');
    },
  );

  test('in part is not delivered again as a whole', () => {
    for (const deliveryStatus of ['PartiallyDelivered', 'PartiallyFailed'])
      expect(told({ status: 'Delivered', deliveryStatus })).toMatchObject({
        title: 'Ship notice SHP-31 was only partly delivered',
        again: 'no',
      });
  });
});

describe('a verdict that Trading Grid passes on by its letter', () => {
  const acknowledged = (letter: string, change: Partial<LensCase> = {}) =>
    told({ status: 'Delivered', acknowledgementStatus: letter, ...change });

  test.each(['R', 'P'])('%s gives no reason yet', (letter) => {
    expect(acknowledged(letter)).toMatchObject({
      fault: 'unknown',
      faultReason: 'Trading Grid passes on the verdict without its reason, which is in the 997 or CONTRL itself.',
      next: expect.stringMatching(/^Get the 997 or CONTRL from Trading Grid/),
      again: 'corrected',
    });
    expect(acknowledged(letter, { direction: 'inbound' })).toMatchObject({ fault: 'unknown', again: 'no' });
  });

  test('E was taken, for a reason that is not known yet', () => {
    expect(acknowledged('E')).toMatchObject({
      fault: 'unknown',
      again: 'no',
      next: expect.stringMatching(/^It was accepted/),
    });
  });

  test('has the reason that a message beside it gives', () => {
    expect(acknowledged('R', { beside: ['Segment N1 missing'] })).toMatchObject({ fault: 'us' });
  });

  test('T is late: the partner has the move where the document was delivered, and nobody is known to have it elsewhere', () => {
    expect(acknowledged('T').fault).toBe('partner');
    expect(acknowledged('T', { status: 'Completed' }).fault).toBe('unknown');
  });
});

test('an error of which only a code is told is nobody’s fault', () => {
  expect(told({ status: 'Completed', errorCode: '77' })).toMatchObject({
    title: 'Ship notice SHP-31 has an error',
    fault: 'unknown',
    next: 'Look the document up in Trading Grid.',
  });
});
