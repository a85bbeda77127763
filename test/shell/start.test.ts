import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { takeOwnership } from '#hosts/lib/owner.ts';
import { spawnStandIn } from '#test/harness/desktop.ts';
import { freePort } from '#test/harness/free-port.ts';
import { endProcess, readLines } from '#test/harness/processes.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('Where another process has the data folder, the app says which one and ends.', async () => {
  const folder = temporaryFolder();
  const ownership = takeOwnership(folder, 'browser');
  if (!ownership.owned) throw new Error('The folder should be free.');
  onTestFinished(() => ownership.release());
  const app = spawnStandIn(folder, await freePort());
  onTestFinished(async () => void (await endProcess(app)));
  const said = readLines(app.stderr);
  const [code] = await once(app, 'close');
  expect(code).toBe(1);
  expect(said.join('\n')).toContain(
    `Gridline cannot start: ${folder} is in use by browser, process ${process.pid}. Close that one and start Gridline again.`,
  );
});
