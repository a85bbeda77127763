import { expect, test } from 'vitest';
import { personRowSchema } from '#shared/model/person/person.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

function desk() {
  const data = temporaryFolder();
  return (...words: readonly string[]) => runCommand([...words, '--data', data]);
}

test('People are added, listed, changed and taken away by words, and their history tells each step', async () => {
  const run = desk();
  const words = ['--kind', 'contact', '--name', 'Kim Berg', '--email', 'kim@acme.example', '--role', 'edi'];
  const added = await run('people', 'add', ...words, '--partner', 'Acme Foods', '01:147678796', '--json');
  const { key } = personRowSchema.parse(added.json());
  const edited = await run('people', 'edit', key, '--email', '', '--role', 'edi', 'finance', '--json');
  const listed = await run('people', 'list', '--role', 'finance', '--partner', 'acme foods');
  const removed = await run('people', 'remove', key);
  const history = await run('people', 'history', key);
  expect({
    edited: edited.json(),
    listed: listed.out.split('\n')[0]?.split(/ {2,}/),
    gone: (await run('people')).out,
  }).toEqual({
    edited: {
      source: 'settings',
      key,
      version: 2,
      kind: 'partner contact',
      name: 'Kim Berg',
      email: null,
      mobile: null,
      roles: ['edi', 'finance'],
      language: null,
      zone: null,
      partners: ['Acme Foods', '01:147678796'],
    },
    listed: [key, 'here', 'partner contact', 'Kim Berg', '-', '-', 'edi, finance; Acme Foods, 01:147678796'],
    gone: 'No people found.\n',
  });
  expect(removed.out).toContain('Kim Berg was removed.');
  expect(history.out.trim().split('\n')).toEqual([
    expect.stringContaining('kim@acme.example'),
    expect.stringContaining('edi, finance'),
    expect.stringContaining('taken away'),
  ]);
});

test.each([
  [
    ['people', 'add', '--kind', 'boss', '--name', 'Kim'],
    '--kind must be colleague, partner-contact or customer, not "boss".',
  ],
  [['people', 'add', '--kind', 'colleague'], 'Give at least --kind and --name.'],
  [['people', 'add', '--kind', 'colleague', '--name', 'Kim', '--role', 'on cal'], 'perhaps on call, got on cal.'],
  [
    ['people', 'add', '--kind', 'colleague', '--name', 'Kim', '--email', 'kim'],
    'an address such as kim@acme.example, got kim.',
  ],
  [['people', 'opt-in', 'kim@acme.example'], '--capability must say what they may be sent again, such as letter.send.'],
  [['people', 'praise', 'k1'], 'There is no "people praise".'],
  [['people', 'edit'], 'Give the person’s key: people edit KEY.'],
  [['people', 'list', '--at', 'yesterday'], 'Enter a day such as 2026-11-16'],
  [['me', '--name', 'Kim'], 'Give both --name and --email the first time.'],
])('%j is a usage error with exit code 2', async (words, message) => {
  const { code, out, err } = await desk()(...words);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(message) });
});

test('Who works here is asked and said in two words, and a name can be changed alone', async () => {
  const run = desk();
  const before = await run('me');
  await run('me', '--name', 'Kim Berg', '--email', 'kim@grid.example');
  const after = await run('me', '--name', 'Kim B.', '--json');
  expect([before.out, after.json(), (await run('me')).out]).toEqual([
    expect.stringContaining('Say who you are with gridline me'),
    { name: 'Kim B.', email: 'kim@grid.example', told: true },
    'You are Kim B., kim@grid.example.\n',
  ]);
});
