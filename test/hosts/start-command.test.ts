import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sandboxPort } from '#hosts/lib/sandbox-port.ts';
import { scenarioNames } from '#sandbox/scenarios/names.ts';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('A port that another program has is named, with what to do, and the data folder is free again.', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const data = temporaryFolder();
  const start = ['start', '--no-open', '--first-run', '--data', data, '--port', String(port), '--json'];
  const { code, json } = await runCommand(start);
  expect([code, json()]).toEqual([
    1,
    {
      error: {
        code: 'SYSTEM_FAILED',
        message: `Another program uses port ${port} already.`,
        next: 'Close it, or choose another port.',
      },
    },
  ]);
  expect((await runCommand(['queue', '--data', data])).code).toBe(0);
});

test.each(['start', 'sandbox'])('%s names the scenarios where it is asked for another.', async (command) => {
  const { code, json } = await runCommand([command, '--scenario', 'ordinary', '--data', temporaryFolder(), '--json']);
  expect([code, json()]).toEqual([
    2,
    {
      error: {
        code: 'USAGE',
        message: expect.stringContaining(scenarioNames.join(', ')),
        next: 'Use --help to see the options.',
      },
    },
  ]);
});

test('The console that is asked for another scenario names those there are.', async () => {
  const port = sandboxPort(temporaryFolder());
  await expect(port.start('ordinary')).rejects.toMatchObject({
    message: 'There is no scenario "ordinary".',
    next: `Choose one of these: ${scenarioNames.join(', ')}.`,
  });
});

test('What was imported is shown by the console that starts next, connected or not: no sandbox takes its place.', async () => {
  const folder = temporaryFolder();
  const data = ['--data', join(folder, 'data')];
  const start = ['start', '--no-open', '--json', ...data];
  const sandbox = startCommand(start);
  expect(await sandbox.firstDocument()).toMatchObject({ mode: 'sandbox' });
  sandbox.process.kill('SIGTERM');
  await sandbox.finished;
  writeFileSync(join(folder, 'note.txt'), 'Dear partner');
  await runCommand(['import', join(folder, 'note.txt'), ...data]);
  const own = startCommand(start);
  expect(await own.firstDocument()).toMatchObject({ mode: 'unconnected' });
  const shown = await runCommand(['queue', ...data]);
  expect([shown.err, shown.out.includes('note.txt')]).toEqual(['', true]);
});
