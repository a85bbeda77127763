import { expect, test } from 'vitest';
import { addressOf, asEmail, asMobile } from '#core/contacts/address.ts';

test.each([
  ['kim@münchen.example', 'kim@xn--mnchen-3ya.example'],
  ['ｋim@acme.example', 'kim@acme.example'],
  ['Kim@ACME.example', 'kim@acme.example'],
  ['kim@acme。example', 'kim@acme.example'],
  ['+49 (151) 123-45678', '+4915112345678'],
  ['004915112345678', '+4915112345678'],
  ['+49\u2011151\u201312345678', '+4915112345678'],
  ['+49 (0)151 12345678', '+4915112345678'],
  ['0049 (0) 151 12345678', '+4915112345678'],
  ['+39 06 12345678', '+39 (06) 12345678'],
  ['\uff0b\uff14\uff19 151 12345678', '+4915112345678'],
  ['ÉVA@acme.example', 'éva@acme.example'],
  ['E\u0301va@acme.example', 'éva@acme.example'],
])('%s and %s are one address', (one, other) => {
  expect(addressOf(one)).toBe(addressOf(other));
});

test.each([
  'kim\u200b@acme.example',
  '\u202ekim@acme.example',
  'kim\u00ad@acme.example',
  'kim\u0000@acme.example',
  'kim\u3164@acme.example',
  'kim\ufe0f@acme.example',
  'kim@ac\u034fme.example',
  '\u2800kim@acme.example',
  '\u202a+49 151 12345678\u202c',
  'kim\u001b[2J@acme.example',
  'kim@acme.example\r\nBcc: all@acme.example',
  'mailto:kim@acme.example',
  '"kim"@acme.example',
  'Kim <kim@acme.example>',
  'kim@acme.example,all@acme.example',
  'kim@[127.0.0.1]',
  'kim@-acme.example',
  'kim@acme..example',
  'kim@localhost',
  '\ud800@acme.example',
])('%j is no address, and nothing that only looks like one', (text) => {
  expect([asEmail(text), asMobile(text)]).toEqual([null, null]);
});

test('A user id is its own: no letter of it means another', () => {
  expect([addressOf('U0123'), addressOf('u0123')]).toEqual(['U0123', 'u0123']);
});
