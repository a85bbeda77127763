import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('Run by npm, which works in the package’s folder, paths are those of the person’s own folder.', async () => {
  const here = temporaryFolder();
  writeFileSync(join(here, 'note.txt'), 'Dear partner');
  const words = ['import', 'note.txt', '--data', 'data', '--json'];
  const finished = await runCommand(words, '', { npm_lifecycle_event: 'gridline', INIT_CWD: here });
  expect({ code: finished.code, answer: finished.json() }).toMatchObject({
    code: 0,
    answer: { files: [{ path: join(here, 'note.txt'), syntax: 'unknown' }] },
  });
  expect((await runCommand(['queue', '--data', join(here, 'data')])).out).toContain('1 issue');
});

test.each([
  [['queue', 'age>2'], 'At character 5: expected a time such as 30m, 2h, 3d or 1w, got "2".\n'],
  [['connect', 'drop-folder'], 'folder: expected a folder, got nothing.\n'],
  [['start', '--no-open', '--port', '99999'], 'Enter a port from 0 to 65535.'],
  [['proxy', 'Auto'], '"Auto" is not the address of a proxy.'],
  [['proxy', 'ftp://proxy.acme.example:21'], '"ftp://proxy.acme.example:21" is not the address of a proxy.'],
  [['proxy', 'none', '--secrets', '/nowhere.json'], 'Give the proxy’s address with the secrets.'],
])('%j is refused with what was expected, said once, and exit code 2.', async (words, told) => {
  const { code, out, err } = await runCommand([...words, '--data', temporaryFolder()]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.split(told)).toHaveLength(2);
});

test('A backup never takes the place of a file, and says which.', async () => {
  const folder = temporaryFolder();
  const taken = join(folder, 'gridline.bak');
  writeFileSync(taken, '');
  const { code, err } = await runCommand(['backup', taken, '--data', join(folder, 'data')]);
  expect({ code, err }).toEqual({
    code: 2,
    err: `${taken}: expected a file that does not exist yet, got one that does.\n`,
  });
});

test('Polling what is not connected says how to connect it; polling what is no feed lists the feeds.', async () => {
  const folder = temporaryFolder();
  const data = ['--data', join(folder, 'data')];
  const drop = join(folder, 'drop');
  mkdirSync(drop);
  await runCommand(['connect', 'drop-folder', '--set', `folder=${drop}`, ...data]);
  expect((await runCommand(['doctor', ...data])).out).toContain('The feed has not been polled yet.');
  expect((await runCommand(['poll', 'salesforce', ...data])).err).toContain('Salesforce is not connected');
  expect((await runCommand(['poll', 'salesforce.cases', ...data])).err).toContain('Salesforce is not connected');
  expect((await runCommand(['poll', 'drop', ...data])).err).toContain('There is only drop-folder.files.');
});

test('An import counts in words, names what a verdict on a whole group is about, and says when there was nothing.', async () => {
  const folder = temporaryFolder();
  const data = ['--data', join(folder, 'data')];
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const nothing = await runCommand(['import', empty, ...data]);
  expect([nothing.code, nothing.out]).toEqual([0, `There are no files to read in ${empty}.\n`]);
  const file = join(folder, '997.edi');
  writeFileSync(
    file,
    [
      'ISA*00*          *00*          *ZZ*HARBOUR        *ZZ*GRIDLINE       *261110*0900*U*00401*000000001*0*P*>~',
      'GS*FA*HARBOUR*GRIDLINE*20261110*0900*7*X*004010~ST*997*0001~AK1*IN*502~AK9*R*2*2*0~SE*4*0001~GE*1*7~IEA*1*000000001~',
    ].join(''),
  );
  const lines = (await runCommand(['import', file, ...data])).out.split('\n');
  expect(lines.slice(0, 2)).toEqual([
    `${file}: x12, 0 documents, 1 acknowledgement, 1 issue`,
    expect.stringMatching(/^ {2}997 rejected: .*group 502$/),
  ]);
});

test('While the console shows the built-in sandbox, commands say so, and no backup is made of invented data.', async () => {
  const data = temporaryFolder();
  const console = startCommand(['start', '--no-open', '--scenario', 'empty', '--data', data, '--json']);
  await console.firstDocument();
  const queue = await runCommand(['queue', '--data', data]);
  expect([queue.code, queue.err]).toEqual([0, expect.stringContaining('built-in sandbox')]);
  const copy = join(temporaryFolder(), 'copy.db');
  const backup = await runCommand(['backup', copy, '--data', data, '--json']);
  expect([backup.code, backup.json()]).toEqual([
    1,
    { error: { code: 'HOST_FAILED', message: expect.stringContaining('sandbox'), next: expect.any(String) } },
  ]);
});

test('Help shows defaults only where they say something.', async () => {
  const { out } = await runCommand(['act', '--help']);
  expect(out).toContain('(default: 120)');
  expect(out).not.toMatch(/default:\s+(false|\[\]|"")/);
});
