import { describe, expect, test } from 'vitest';
import { endpointIn, replyIn, withoutNumbers } from '#core/verdict/cause-key.ts';

describe('Words of one cause are the same once what differs between documents is taken out:', () => {
  test.each([
    [
      '810 INV2914268: element N104 is required when N103 is present (segment N1, position 7)',
      '810 INV2004209: element N104 is required when N103 is present (segment N1, position 12)',
    ],
    [
      'Duplicate interchange control number 000026832 from Upland; processing halted',
      'Duplicate interchange control number 4 from Upland; processing halted',
    ],
    [
      'No MDN received from penalta.example within 3600 seconds',
      'No MDN received from penalta.example within 90 seconds',
    ],
    [
      'AS2 delivery failed after 5 attempts at 2026-11-23T08:04:11Z: TLS handshake failed',
      'AS2 delivery failed after 1 attempt at 2026-11-23T09:30:00Z: TLS handshake failed',
    ],
    ['Code "ZX" in element 355 is not allowed', 'Code "QQ" in element 355 is not allowed'],
    ['Line 4: price 12.50 does not match 11.90', 'Line 17: price 3.00 does not match 2.75'],
    [
      'Message 6a902156-3c25-4ab9-8d8d-56abc663b09a was refused',
      'Message 9f79ea5b-54b8-4db0-8206-1eb2332415fa was refused',
    ],
    ['Order PO-9 is unknown', 'Order PO-8 is unknown'],
  ])('%s', (one, other) => {
    expect(withoutNumbers(one, ['PO-9'])).toBe(withoutNumbers(other, ['PO-8']));
  });
});

describe('Words of two causes stay apart:', () => {
  test.each([
    ['element N104 is required', 'element N102 is required'],
    ['HTTP 503 Service Unavailable', 'HTTP 403 Forbidden'],
    ['data element 3035 value "XX" is not in the code list', 'data element 3055 value "XX" is not in the code list'],
    ['mandatory segment N1 (ST) missing', 'mandatory segment N1 (BT) missing'],
    ['connection to 10.1.2.3 refused', 'connection to 10.1.2.4 refused'],
    ['the 856 needs a PRF', 'the 810 needs a PRF'],
  ])('%s', (one, other) => {
    expect(withoutNumbers(one, [])).not.toBe(withoutNumbers(other, []));
  });
});

test('An endpoint and what it answered are read from words about a delivery.', () => {
  const words =
    'AS2 delivery to https://as2.northgatemarkets.example/inbound failed after 5 attempts: HTTP 503 Service Unavailable';
  expect([endpointIn(words), replyIn(words)]).toEqual(['as2.northgatemarkets.example', 'http 503']);
  const ftp = 'FTPS delivery to ftp.hexham.example failed: 552 Requested file action aborted';
  expect([endpointIn(ftp), replyIn(ftp)]).toEqual(['ftp.hexham.example', 'ftp 552']);
  expect([endpointIn('Connection refused'), replyIn('Connection refused by the remote host')]).toEqual([null, null]);
});
