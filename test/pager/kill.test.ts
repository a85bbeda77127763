import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { connectors } from '#core/connectors/registry.ts';
import { eventually } from '#test/harness/eventually.ts';
import { startOutside, withCore } from '#test/harness/outside.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { pager } from './index.ts';
import { startPager } from './promises.ts';

// Every core here is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

/** Asks for the action, and lets a host die over sending it. */
async function dieSending(action: string, killed: 'before' | 'after') {
  const outside = await startOutside();
  const gateway = await startPager();
  const dataFolder = temporaryFolder();
  await outside.connect(dataFolder);
  outside.tradingGrid.put({ ...invoice('4711'), status: 'Failed', errorcode: '4711' });
  const open = { connectors: [...connectors, pager] };
  const key = await withCore(
    dataFolder,
    async (client) => {
      await client.connections.connect({ connector: 'pager', ...gateway.access() });
      await client.connections.poll({ feed: 'trading-grid.transactions' });
      const { issues } = await client.issues.list({});
      const asked = await client.actions.request({ issueIds: issues.map(({ id }) => id), action, immediately: true });
      return asked.actions[0]?.id ?? '';
    },
    open,
  );
  const script = join(import.meta.dirname, 'dying-host.ts');
  const signal = await new Promise((resolve) => {
    const args = [script, JSON.stringify({ dataFolder, killed })];
    execFile(process.execPath, args, (error) => resolve(error?.signal ?? null));
  });
  expect(signal).toBe('SIGKILL');
  return { gateway, dataFolder, key, open };
}

test.each([
  ['after it was written', 'after', 1],
  ['before it was written', 'before', 0],
] as const)('Killed %s, a core writes an entry that can be looked up exactly once.', async (_, killed, before) => {
  const { gateway, dataFolder, key, open } = await dieSending('pager.log', killed);
  const found = gateway.keys('log');
  await withCore(
    dataFolder,
    (client) =>
      eventually(
        async () => (await client.actions.get({ ids: [key] })).actions.some(({ state }) => state === 'handed over'),
        'the entry is known to be there',
      ),
    { ...open, started: true },
  );
  expect({ found: found.length, there: gateway.keys('log') }).toEqual({ found: before, there: [key] });
});

test.each([
  ['after it was written', 'after', 1],
  ['before it was written', 'before', 0],
] as const)('Killed %s, a core asks a person about a page and sends none by itself.', async (_, killed, rung) => {
  const { gateway, dataFolder, key, open } = await dieSending('pager.page', killed);
  const answers = await withCore(
    dataFolder,
    async (client) => {
      const isDoubtful = async () =>
        (await client.actions.get({ ids: [key] })).actions.some(({ state }) => state === 'outcome unknown');
      await eventually(isDoubtful, 'a person is asked');
      const meanwhile = gateway.keys('pages').length;
      const retried = await client.actions.retry({ ids: [key] });
      await eventually(
        async () => (await client.actions.get({ ids: [key] })).actions.some(({ state }) => state === 'handed over'),
        'the person’s word sends it',
      );
      return { meanwhile, retried };
    },
    { ...open, started: true },
  );
  expect({ ...answers, there: gateway.keys('pages') }).toEqual({
    meanwhile: rung,
    retried: { queued: [key], refused: [] },
    there: [key],
  });
});
