import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { violations } from '#test/architecture/imports.ts';
import { wallsFor } from '#test/architecture/walls.ts';
import { eventually } from '#test/harness/eventually.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';
import { pager } from './index.ts';
import { startPager } from './promises.ts';

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
    email: 'sam@acme.example',
    at: h.clock.now(),
  } as const;
  const lines = async () => (await h.detail(issue.id)).timeline.filter(({ kind }) => kind === 'command.received');
  gateway.calls(press);
  const [line] = await eventually(async () => ((await lines()).length === 0 ? null : lines()), 'the press is heard');
  await h.poll('pager.calls');
  expect({ text: line?.text, count: (await lines()).length, problems: (await h.verify()).problems }).toEqual({
    text: 'Sam Ortiz asked to acknowledge it in Pager',
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
    'Live updates are interrupted: The paging gateway is busy. The feed is polled regularly instead.',
  );
});

test('A document that the night desk tells of is an issue until it says that it arrived after all.', async () => {
  const { h, gateway } = await deskWithPager();
  const tell = async (arrived: boolean, words: string) => {
    gateway.calls({ what: 'document', id: 'PO 4711', arrived, words, at: h.clock.now() });
    await h.poll('pager.calls');
    await h.passes(minute);
    return (await h.queue()).map(({ kind, status, resolvedBy }) => [kind, status, resolvedBy]).at(-1);
  };
  const failed = await tell(false, 'The partner’s line is dead.');
  const arrived = await tell(true, 'They found it.');
  expect({ failed, arrived, problems: (await h.verify()).problems }).toEqual({
    failed: ['delivery-failed', 'open', null],
    arrived: ['delivery-failed', 'resolved', 'source'],
    problems: [],
  });
});

test('What somebody asked by phone is no issue, and can be read where the connection is.', async () => {
  const { h, gateway } = await deskWithPager();
  const before = (await h.queue()).length;
  gateway.calls({ what: 'call', who: 'Ines Duarte', words: 'Where is our invoice?', at: h.clock.now() });
  await h.poll('pager.calls');
  const { events } = await h.client.connections.events({ connection: 'pager' });
  expect([(await h.queue()).length - before, events]).toEqual([
    0,
    [
      expect.objectContaining({
        what: 'question asked',
        name: 'Where is our invoice?',
        facts: [{ label: 'Caller', value: 'Ines Duarte' }],
        at: h.clock.now(),
      }),
    ],
  ]);
});

test('The roster is there to be looked up in, as it is now.', async () => {
  const { h, gateway } = await deskWithPager();
  const names = async () =>
    (await h.client.people.list({ kind: 'colleague', role: 'on call' })).people.map(({ source, key, name }) => [
      source,
      key,
      name,
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
      ['pager', '18', 'Lea Wolf'],
      ['pager', '17', 'Sam Ortiz'],
    ],
    after: [['pager', '18', 'Lea Wolf']],
    gone: [],
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
