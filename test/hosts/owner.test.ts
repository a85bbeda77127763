import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, onTestFinished } from 'vitest';
import { type Ownership, takeOwnership } from '#hosts/lib/owner.ts';
import { runCommand } from '../harness/command-line.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

function take(folder: string, host = 'browser'): Ownership {
  const taken = takeOwnership(folder, host);
  if (!taken.owned) throw new Error('The folder is held already.');
  onTestFinished(() => taken.release());
  return taken;
}

const noFolder = '/proc/self/none';

describe('a data folder', () => {
  test.runIf(process.platform === 'linux')('that can’t be made is told, in words and at once', async () => {
    for (const [data, made] of [
      [noFolder, noFolder],
      [`${noFolder}/deeper`, noFolder],
    ] as const) {
      const { code, err } = await runCommand(['queue', '--data', data]);
      expect([code, err]).toEqual([
        1,
        `The folder ${made} can't be made: no folder can be made in /proc/self.\nChoose another data folder with --data.\n`,
      ]);
    }
  });

  test('is made with the folders that it lies in, for this user only', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    take(folder);
    const made = statSync(join(folder, '..'));
    expect(made.isDirectory() && (process.platform === 'win32' || (made.mode & 0o777) === 0o700)).toBe(true);
  });

  test('has one owner, and a second one is told who', () => {
    const folder = temporaryFolder();
    take(folder);
    expect(takeOwnership(folder, 'command line')).toEqual({
      owned: false,
      by: { pid: process.pid, host: 'browser', startedAt: expect.any(Number), url: null, token: null },
    });
  });

  test('is free again once released', () => {
    const folder = temporaryFolder();
    take(folder).release();
    expect(takeOwnership(folder, 'browser')).toMatchObject({ owned: true });
  });

  test('says where its owner can be reached, to this user only', () => {
    const folder = temporaryFolder();
    take(folder).announce({ url: 'http://127.0.0.1:4747', token: 'abc' });
    expect(takeOwnership(folder, 'browser')).toMatchObject({ by: { url: 'http://127.0.0.1:4747', token: 'abc' } });
    if (process.platform !== 'win32') expect(statSync(join(folder, 'owner.json')).mode & 0o777).toBe(0o600);
  });

  test('is free again after its owner was killed, with nothing to clear', async () => {
    const folder = temporaryFolder();
    const script = `import { takeOwnership } from '#hosts/lib/owner.ts'; takeOwnership(process.argv[1], 'browser'); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    expect(takeOwnership(folder, 'browser')).toMatchObject({ owned: false, by: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    take(folder);
  });
});
