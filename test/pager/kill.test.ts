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
import { first } from '#test/harness/pick.ts';

// Every core here is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

/** Asks for the action, and lets a host die over sending it. */
async function dieSending(action: string, killed: 'before' | 'after') {
  const { gateway, dataFolder, issueId } = await folderWithIssue();
  const key = await withCore(
    dataFolder,
    async (client) => {
      const asked = await client.actions.request({ issueIds: [issueId], action, immediately: true });
      return first(asked.actions).id;
    },
    open,
  );
  await die(dataFolder, killed);
  return { gateway, dataFolder, key };
}

const open = { connectors: [...connectors, pager] };

/** The data folder of a desk with a pager and one document that failed; no core has it open. */
async function folderWithIssue() {
  const outside = await startOutside();
  const gateway = await startPager();
  gateway.isOnDuty({ 17: { name: 'Sam Ortiz', email: 'sam@acme.example' } });
  const dataFolder = temporaryFolder();
  await outside.connect(dataFolder);
  outside.tradingGrid.put({ ...invoice('4711'), status: 'Failed', errorcode: '4711' });
  const issueId = await withCore(
    dataFolder,
    async (client) => {
      await client.connections.connect({ connector: 'pager', ...gateway.access() });
      await client.connections.poll({ feed: 'trading-grid.transactions' });
      await client.connections.poll({ feed: 'pager.roster' });
      return (await client.issues.list({})).issues[0]?.id ?? '';
    },
    open,
  );
  return { gateway, dataFolder, issueId };
}

async function die(dataFolder: string, killed: string): Promise<void> {
  const script = join(import.meta.dirname, 'dying-host.ts');
  const signal = await new Promise((resolve) => {
    const args = [script, JSON.stringify({ dataFolder, killed })];
    execFile(process.execPath, args, (error) => resolve(error?.signal ?? null));
  });
  expect(signal).toBe('SIGKILL');
}

test.each([
  ['after it was written', 'after', 1],
  ['before it was written', 'before', 0],
] as const)('Killed %s, a core writes an entry that can be looked up exactly once.', async (_, killed, before) => {
  const { gateway, dataFolder, key } = await dieSending('pager.log', killed);
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
  const { gateway, dataFolder, key } = await dieSending('pager.page', killed);
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

test.each([
  ['while it acts on a button', 'acting', 0],
  ['before anybody was told', 'telling', 1],
] as const)('Killed %s, a core does what was asked exactly once, and tells who asked.', async (_, killed, before) => {
  const { gateway, dataFolder, issueId } = await folderWithIssue();
  const about = { issueId, who: 'Sam Ortiz', email: 'sam@acme.example', at: Date.now() };
  gateway.calls({ ...about, what: 'button', command: 'act', action: 'audit.note' });
  await die(dataFolder, killed);
  const asked = await withCore(dataFolder, async (client) => (await client.actions.list({})).total, open);
  const [told, actions] = await withCore(
    dataFolder,
    (client) =>
      eventually(async () => {
        const { actions } = await client.actions.list({});
        return gateway.told().length > 0 && actions[0]?.state === 'handed over'
          ? [gateway.told(), actions.length]
          : null;
      }, 'it is done, and who asked was told'),
    { ...open, started: true },
  );
  expect({ asked, told, actions, there: gateway.keys('log').length }).toEqual({
    asked: before,
    told: ['Done.'],
    actions: 1,
    there: 1,
  });
});
