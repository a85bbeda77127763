import { expect, test } from 'vitest';
import { fieldLines, isAnswered, recipientOf } from '#hosts/cli/commands/act.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test.each([
  [['--receipt', 'delivered'], '--receipt and --within only go with --after.'],
  [['--within', '2h'], '--receipt and --within only go with --after.'],
  [['--after', 'GL-a'], '--after needs --receipt, e.g. delivered.'],
  [['--after', 'GL-a', '--receipt', 'arrived'], '"arrived" is not a receipt. Receipts are accepted,'],
  [['--after', 'GL-a', '--receipt', 'delivered', '--within', 'soon'], '"soon" is not a time such as 30m, 2h or 3d.'],
])('act with %j is a usage error with exit code 2.', async (words, message) => {
  const { code, out, err } = await runCommand(['act', 'abc', 'case.create', '--data', temporaryFolder(), ...words]);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(message) });
});

test.each([
  ['kim@acme.example', { address: 'kim@acme.example' }],
  ['+4915112345678', { address: '+4915112345678' }],
  ['edi', { role: 'edi' }],
  ['account manager', { role: 'account manager' }],
  ['settings:ab12', { person: 'settings:ab12' }],
])('--to %s means whom it looks like.', (word, meant) => {
  expect(recipientOf(word)).toEqual(meant);
});

test('A field of the preview is printed line by line, with its note where its text begins.', () => {
  const field = { key: 'd', editable: true, bulk: false, multiline: true, options: null };
  expect(fieldLines({ ...field, label: 'Description', value: 'One\nTwo', note: null })).toEqual([
    ['Description', 'One'],
    ['', 'Two'],
  ]);
  expect(fieldLines({ ...field, label: 'Account', value: 'Acme', note: 'Matched' })).toEqual([
    ['Account', 'Acme (Matched)'],
  ]);
});

test.each([
  ['awaiting approval', true],
  ['outcome unknown', true],
  ['failed', true],
  ['failed (temporary)', false],
  ['sending', false],
  ['queued', false],
  ['cancelled', true],
] as const)('act --wait stops waiting in the state "%s": %j, since nothing comes by itself', (state, answered) => {
  expect(isAnswered({ state, waitsFor: null, reference: null, url: null })).toBe(answered);
});
