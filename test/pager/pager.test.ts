import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test, vi } from 'vitest';
import { second } from '#shared/lib/time.ts';
import { connectors } from '#core/connectors/registry.ts';
import { violations } from '#test/architecture/imports.ts';
import { wallsFor } from '#test/architecture/walls.ts';
import { eventually } from '#test/harness/eventually.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { startOutside, withCore } from '#test/harness/outside.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { pager } from './index.ts';
import { startPager } from './promises.ts';

// Every core of the kill stories is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');

/** A desk with a pager and one document that failed. */
async function deskWithPager() {
  const gateway = await startPager();
  const access = gateway.access() ?? undefined;
  const h = await gridline({ more: [{ connector: pager, ...(access === undefined ? {} : { access }) }] });
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  return { h, gateway, issue: await h.issue() };
}

async function sent(h: Gridline, action: string, issueId: string): Promise<string> {
  const asked = await h.act(action, issueId);
  await h.undoWindowPasses();
  const [there] = await h.reaches('handed over', asked);
  if (there === undefined) throw new Error('Nothing was sent.');
  return there.id;
}

test('A page goes to the gateway once, and the answer comes back into the timeline of the issue.', async () => {
  const { h, gateway, issue } = await deskWithPager();
  const key = await sent(h, 'pager.page', issue.id);
  gateway.answers({ key, answer: 'acknowledged', who: 'Sam Ortiz', words: 'On my way.' });
  await h.poll('pager.answers');
  const [action] = await h.actions();
  const { timeline } = await h.detail(issue.id);
  expect({
    pages: gateway.keys('pages'),
    page: gateway.content('pages', key),
    state: action?.state,
    told: timeline.filter(({ kind }) => kind === 'receipt.received').map(({ text }) => text),
    problems: (await h.verify()).problems,
  }).toEqual({
    pages: [key],
    page: { words: issue.title, urgency: issue.severity },
    state: 'delivered',
    told: [expect.stringContaining('Sam Ortiz')],
    problems: [],
  });
});

test('What a person may change of a page is shown before it goes, and what was changed is what is sent.', async () => {
  const { h, gateway, issue } = await deskWithPager();
  const wanted = { issueIds: [issue.id], action: 'pager.page' };
  const shown = await h.client.actions.preview(wanted);
  const overrides = { words: 'Call the partner.' };
  const { actions } = await h.client.actions.request({ ...wanted, overrides, immediately: true });
  await h.reaches('handed over', actions);
  expect({
    shown: shown.fields.map(({ label, value }) => [label, value]),
    sent: gateway.keys('pages').map((key) => gateway.content('pages', key)),
  }).toEqual({
    shown: [
      ['Words', issue.title],
      ['Urgency', issue.severity],
    ],
    sent: [{ words: 'Call the partner.', urgency: issue.severity }],
  });
});

test('An entry that somebody takes out of the log can be written again, under a key of its own.', async () => {
  const { h, gateway, issue } = await deskWithPager();
  const first = await sent(h, 'pager.log', issue.id);
  gateway.remove(first);
  await h.poll('pager.answers');
  const states = (await h.actions()).map(({ state }) => state);
  const second = await sent(h, 'pager.log', issue.id);
  expect({ states, there: gateway.keys('log'), isAnother: second !== first }).toEqual({
    states: ['deleted'],
    there: [second],
    isAnother: true,
  });
});

test('A button pressed on the pager is in the timeline at once; nobody polls, and a repeat changes nothing.', async () => {
  const { h, gateway, issue } = await deskWithPager();
  const press = {
    what: 'button',
    command: 'acknowledge',
    issueId: issue.id,
    who: 'Sam Ortiz',
    at: h.clock.now(),
  } as const;
  const lines = async () => (await h.detail(issue.id)).timeline.filter(({ kind }) => kind === 'command.received');
  gateway.calls(press);
  const [line] = await eventually(async () => ((await lines()).length === 0 ? null : lines()), 'the press is heard');
  await h.poll('pager.calls');
  expect({ text: line?.text, count: (await lines()).length, problems: (await h.verify()).problems }).toEqual({
    text: 'Sam Ortiz asked for “acknowledge” in Pager',
    count: 1,
    problems: [],
  });
});

test('What a stream missed is looked up when it is there again, and meanwhile the feed says what is wrong.', async () => {
  const gateway = await startPager();
  gateway.becomes({ busy: true });
  const h = await gridline({
    more: [{ connector: pager, access: gateway.access() ?? { settings: {}, secrets: {} } }],
    polled: false,
  });
  const feed = async () => (await h.connection('pager')).feeds.find(({ id }) => id === 'pager.calls');
  const [trouble] = await eventually(async () => {
    const notes = (await feed())?.notes ?? [];
    return notes.length === 0 ? null : notes;
  }, 'the stream broke off');
  gateway.calls({ what: 'call', who: 'Ines Duarte', words: 'Where is our invoice?', at: h.clock.now() });
  gateway.becomes({ busy: false });
  await eventually(async () => {
    await h.passes(second);
    const now = await feed();
    return now?.received === 1 && now.notes.length === 0 && now.health === 'healthy';
  }, 'it is there again, and the call was found');
  expect(trouble).toBe(
    'What comes at once does not come now: The paging gateway is busy. It is asked for regularly instead.',
  );
});

test('The roster is there to be looked up in, as it is now.', async () => {
  const { h, gateway } = await deskWithPager();
  const names = async () =>
    (await h.client.connections.reference({ connection: 'pager' })).records.map(({ key, value }) => [
      key,
      value['name'],
    ]);
  gateway.isOnDuty({
    17: { name: 'Sam Ortiz', email: 'sam@acme.example' },
    18: { name: 'Lea Wolf', email: 'lea@acme.example' },
  });
  await h.poll('pager.roster');
  const before = await names();
  gateway.isOnDuty({ 18: { name: 'Lea Wolf', email: 'lea@acme.example' } });
  await h.poll('pager.roster');
  const after = await names();
  await h.client.connections.disconnect({ connection: 'pager' });
  expect({ before, after, gone: await names() }).toEqual({
    before: [
      ['17', 'Sam Ortiz'],
      ['18', 'Lea Wolf'],
    ],
    after: [['18', 'Lea Wolf']],
    gone: [],
  });
});

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

test('A connector is one folder and one line: one file outside names it, and it imports what any connector may.', () => {
  const folders = ['shared', 'electron', 'renderer', 'sandbox', 'build', 'test'];
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(ts|tsx|json)$/.test(file.name))
      .map((file) => relative(root, join(file.parentPath, file.name)).replaceAll('\\', '/')),
  );
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  const naming = sources.filter((path) => /\bpager\b/i.test(text(path)));
  const own = naming.filter((path) => /^test\/pager\/(?!.*\.test\.|promises|stand-in|dying-host)/.test(path));
  const asConnector = own.map((path) => ({
    path: path.replace(/^test\//, 'electron/core/connectors/'),
    text: text(path),
  }));
  expect(own.length).toBeGreaterThan(2);
  expect(violations(asConnector, wallsFor([{ id: pager.manifest.id, libraries: pager.manifest.libraries }]))).toEqual(
    [],
  );
  expect(naming.filter((path) => !path.startsWith('test/pager/'))).toEqual(['test/core/connectors/promises.ts']);
});
