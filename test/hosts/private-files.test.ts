import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { takeOwnership } from '#hosts/lib/owner.ts';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

/** A data folder that was there already, open to everybody, as `mkdir` makes it. */
function openFolder(): string {
  const umask = process.umask(0o022);
  onTestFinished(() => void process.umask(umask));
  const folder = join(temporaryFolder(), 'data');
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}

const modes = (folder: string, names: readonly string[] = readdirSync(folder)) =>
  Object.fromEntries(names.map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));

test('In a folder that is open to others, every file of ours is closed, from its first moment on and after a restart.', async () => {
  const data = openFolder();
  const backup = join(data, '..', 'copy.db');
  const run = (...words: readonly string[]) => runCommand([...words, '--data', data]);
  await runCommand(
    ['connect', 'trading-grid', '--no-test', '--secrets', '-', '--data', data],
    '{"consumerKey":"abc","consumerSecret":"def"}',
  );
  expect((await run('backup', backup)).code).toBe(0);
  expect(modes(join(data, '..'), ['copy.db'])).toEqual({ 'copy.db': '600' });
  const console_ = startCommand(['start', '--no-open', '--data', data, '--json']);
  await console_.firstDocument();
  const running = modes(data);
  expect(Object.keys(running)).toEqual(
    expect.arrayContaining(['gridline.db', 'gridline.db-wal', 'owner.json', 'owner.lock', 'vault.json', 'vault.key']),
  );
  expect(new Set(Object.values(running))).toEqual(new Set(['600']));
  console_.process.kill('SIGKILL');
  const { err } = await console_.finished;
  expect(err).toContain(`Other users of this computer can read ${data}. To prevent that: chmod 700 "${data}"`);

  const theirs = join(data, 'notes.txt');
  writeFileSync(theirs, 'of somebody else', { mode: 0o644 });
  for (const name of Object.keys(running)) chmodSync(join(data, name), 0o644);
  expect((await run('restore', backup)).code).toBe(0);
  const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('before-restore'));
  expect(modes(data)).toEqual({
    'desk.json': '600',
    'gridline.db': '600',
    'owner.lock': '600',
    'owner.place': '600',
    'vault.json': '600',
    'vault.key': '600',
    [aside]: '700',
    'notes.txt': '644',
  });
  expect(new Set(Object.values(modes(join(data, aside))))).toEqual(new Set(['600']));
});

test('A folder that Gridline makes is closed, and doctor says nothing; of one that is open it says so, and how to close it.', async () => {
  const checks = async (data: string) =>
    z
      .object({
        checks: z.array(
          z.object({ name: z.string(), ok: z.boolean(), message: z.string(), next: z.string().nullable() }),
        ),
      })
      .parse((await runCommand(['doctor', '--data', data, '--json'])).json())
      .checks.find(({ name }) => name === 'Data folder');
  const made = join(temporaryFolder(), 'a', 'b');
  expect(await checks(made)).toEqual({
    name: 'Data folder',
    ok: true,
    message: `${made} is readable and writable.`,
    next: null,
  });
  expect(modes(join(made, '..', '..'), ['a', 'a/b'])).toEqual({ a: '700', 'a/b': '700' });
  const there = openFolder();
  expect(await checks(there)).toMatchObject({
    ok: true,
    message: expect.stringContaining('Other users of this computer can look into it'),
    next: `To close the folder too: chmod 700 "${there}"`,
  });
});

test('A lock that another program holds is named, with what to do; a dead owner is not blamed for it.', async () => {
  const data = temporaryFolder();
  const first = takeOwnership(data, 'browser');
  if (!first.owned) throw new Error('The folder should be free.');
  first.release();
  const dead = { pid: 2 ** 22 + 1, host: 'browser', startedAt: 1, url: null, token: null };
  writeFileSync(join(data, 'owner.json'), JSON.stringify(dead));
  const other = new Database(join(data, 'owner.lock'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN');
  other.prepare('SELECT count(*) FROM sqlite_master').get();
  const { code, err } = await runCommand(['queue', '--data', data]);
  expect([code, err.trim().split('\n')]).toEqual([
    1,
    [
      `${data} is locked by another program.`,
      `Close what has ${join(data, 'owner.lock')} open (a backup program, another user; fuser or lsof name it), or choose another data folder with --data.`,
    ],
  ]);
});

test('A data folder that cannot be one says why, in words.', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const data of [file, join(file, 'data')]) {
    const { code, err } = await runCommand(['queue', '--data', data]);
    expect(code).toBe(1);
    expect(err).not.toMatch(/E[A-Z]{4,}|SQLITE/);
    expect(err.trim().split('\n')).toHaveLength(2);
  }
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'owner.lock'));
  const { err } = await runCommand(['queue', '--data', folder]);
  expect(err).toContain(`${join(folder, 'owner.lock')} can't be written`);
});

test('An empty passphrase is none, and the vault is opened with its key file.', async () => {
  const data = temporaryFolder();
  vi.stubEnv('GRIDLINE_PASSPHRASE', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const connect = ['connect', 'trading-grid', '--no-test', '--secrets', '-', '--data', data];
  expect((await runCommand(connect, '{"consumerKey":"abc","consumerSecret":"def"}')).code).toBe(0);
  expect(readdirSync(data)).toContain('vault.key');
});
