import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { readJournal } from '#core/store/journal/journal.ts';
import { rebuildProjections } from '#core/projection/rebuild.ts';
import { restoreBackup } from '#core/index.ts';
import { openStore, type Store } from '#core/store/open.ts';
import type { Connector } from '#core/connectors/connector.ts';
import type { Runner } from '#core/ports.ts';
import { twoDesks } from '#test/harness/two-desks.ts';
import { quietLog } from '#test/harness/ears.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { done, scriptedConnector } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import type { Call } from './gateway.ts';
import { pager } from './index.ts';
import { startPager } from './promises.ts';
import type { PagerStandIn } from './stand-in.ts';

type Button = Extract<Call, { readonly what: 'button' }>;

/** A desk with a pager and one document that failed; `press` is a button that Sam presses, and gives what Sam is told. */
async function deskWithPager(known?: PagerStandIn, runner?: Runner, others: readonly Connector[] = []) {
  const gateway = known ?? (await startPager());
  gateway.isOnDuty({ 17: { name: 'Sam Ortiz', email: 'Sam@acme.example' } });
  const h = await gridline({
    ...(runner === undefined ? {} : { runner }),
    more: [
      { connector: pager, access: gateway.access() ?? { settings: {}, secrets: {} } },
      ...others.map((connector) => ({ connector })),
    ],
  });
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const issue = await h.issue();
  const press = async (command: string, more: Partial<Button> = {}) => {
    gateway.calls({ ...samPresses(h, issue.id, command), ...more });
    await h.poll('pager.calls');
    return gateway.told().at(-1);
  };
  return { h, gateway, issue, press, now: () => h.client.issues.get({ id: issue.id }) };
}

function samPresses(h: Gridline, issueId: string, command: string): Button {
  return { what: 'button', command, issueId, who: 'Sam Ortiz', email: 'sam@acme.example', at: h.clock.now() };
}

const lines = ({ timeline }: Awaited<ReturnType<Gridline['detail']>>) =>
  timeline
    .filter(({ kind }) => ['command.received', 'command.settled', 'issue.marked', 'issue.commented'].includes(kind))
    .map(({ text, detail }) => (detail === null ? text : `${text}: ${detail}`));

test('A button acknowledges, assigns, notes, resolves and reopens as the person who pressed it, and says so.', async () => {
  const { h, issue, press, now } = await deskWithPager();
  const told = [
    await press('acknowledge'),
    await press('assign'),
    await press('assign', { to: 'Lea Wolf' }),
    await press('note', { words: 'They moved to a new server.' }),
    await press('resolve', { words: 'Sent again by hand.' }),
  ];
  const resolved = (await now()).issue;
  told.push(await press('reopen'));
  const { issue: reopened } = await now();
  expect({
    told,
    states: [resolved.status, resolved.resolvedBy, resolved.owner, reopened.status],
    timeline: lines(await h.detail(issue.id)).filter((line) => !line.startsWith('Sam Ortiz asked')),
    problems: (await h.verify()).problems,
  }).toEqual({
    told: ['Done.', 'Done.', 'Done.', 'Done.', 'Done.', 'Done.'],
    states: ['resolved', 'person', 'Lea Wolf', 'open'],
    timeline: expect.arrayContaining([
      'Sam Ortiz (by a click in a chat) acknowledged this',
      'Sam Ortiz (by a click in a chat) took this',
      'Sam Ortiz (by a click in a chat) assigned this to Lea Wolf',
      'Sam Ortiz (by a click in a chat) wrote a comment: They moved to a new server.',
      'Sam Ortiz (by a click in a chat) resolved this',
      'Sam Ortiz (by a click in a chat) wrote a comment: Sent again by hand.',
      'Sam Ortiz (by a click in a chat) reopened this',
      'Done, as Sam Ortiz asked',
    ]),
    problems: [],
  });
});

test('Whoever is late hears why: of the time limit, and of who was there before.', async () => {
  const { h, issue, press, now } = await deskWithPager();
  const late = await press('resolve', { words: 'It was a test.', at: h.clock.now() - 11 * minute });
  const { issue: untouched } = await now();
  await h.client.issues.setStatus({ ids: [issue.id], status: 'resolved' });
  const second = await press('acknowledge');
  expect({
    told: [late, second],
    states: [untouched.status, (await now()).issue.status],
    timeline: lines(await h.detail(issue.id)).filter((line) => line.startsWith('Nothing was done')),
  }).toEqual({
    told: ['Too late: this button has expired.', 'Already resolved by pat.'],
    states: ['open', 'resolved'],
    timeline: [
      'Nothing was done for Sam Ortiz: Too late: this button has expired.',
      'Nothing was done for Sam Ortiz: Already resolved by pat.',
    ],
  });
});

test('Only a colleague may give commands, by the address that was proven: what was written here of it counts first.', async () => {
  const { h, gateway, press, now } = await deskWithPager();
  const asContact = {
    kind: 'partner contact',
    name: 'Sam Ortiz',
    email: 'sam@acme.example',
    partners: ['Northwind Foods'],
  } as const;
  await h.client.people.save({ version: null, person: asContact });
  const told = [await press('acknowledge'), await press('acknowledge', { email: 'lea@acme.example' })];
  // The roster’s own number 17, of whom is written here that they are no colleague any more.
  gateway.isOnDuty({ 17: { name: 'Max Roy', email: 'max@acme.example' } });
  await h.poll('pager.roster');
  await h.client.people.save({ key: '17', version: null, person: { kind: 'customer', name: 'Max Roy' } });
  told.push(await press('acknowledge', { email: 'max@acme.example' }));
  expect({ told, status: (await now()).issue.status }).toEqual({
    told: Array.from({ length: 3 }, () => 'The console does not know who asked.'),
    status: 'open',
  });
});

test('Where another desk acts by itself, a button is filed here and acted on there.', async () => {
  const gateway = await startPager();
  const { h, issue, press, now } = await deskWithPager(gateway, twoDesks('desk-2'));
  const told = await press('acknowledge');
  expect({ told, status: (await now()).issue.status, timeline: lines(await h.detail(issue.id)) }).toEqual({
    told: undefined,
    status: 'open',
    timeline: ['Sam Ortiz asked to acknowledge it in Pager'],
  });
});

test('What nobody knows is refused in plain words, and kept: a person, a command, an issue, half a command.', async () => {
  const { h, issue, press, now } = await deskWithPager();
  const told = [
    await press('acknowledge', { who: 'U0123', email: null }),
    await press('explode'),
    await press('acknowledge', { issueId: 'nosuchissue' }),
    await press('resolve', { words: '  ' }),
  ];
  expect({
    told,
    status: (await now()).issue.status,
    kept: lines(await h.detail(issue.id)).filter((line) => line.startsWith('Nothing was done')),
    problems: (await h.verify()).problems,
  }).toEqual({
    told: [
      'The console does not know who asked.',
      'The console knows no such command.',
      'The console has no such issue.',
      'Required information was missing.',
    ],
    status: 'open',
    kept: [
      'Nothing was done for U0123: The console does not know who asked.',
      'Nothing was done for Sam Ortiz: The console knows no such command.',
      'Nothing was done for Sam Ortiz: Required information was missing.',
    ],
    problems: [],
  });
});

test('What was filed while another desk acted is acted on once this one does, at the next start as well, or said to be too late.', async () => {
  const runner = twoDesks('desk-2');
  const { h, issue, press, now } = await deskWithPager(undefined, runner);
  await press('acknowledge', { at: h.clock.now() - 11 * minute });
  await press('assign');
  runner.handsTo('this desk');
  const first = (await now()).issue;
  runner.handsTo('desk-2');
  await press('note', { words: 'They moved.' });
  await h.goDown();
  runner.handsTo('this desk');
  await h.comeUp();
  const timeline = lines(await h.detail(issue.id)).filter((line) => !line.startsWith('Sam Ortiz asked'));
  expect({ first: [first.status, first.owner], timeline, problems: (await h.verify()).problems }).toEqual({
    first: ['open', 'Sam Ortiz'],
    timeline: [
      'Sam Ortiz (by a click in a chat) took this',
      'Sam Ortiz (by a click in a chat) wrote a comment: They moved.',
      'Nothing was done for Sam Ortiz: Another desk was handling automatic actions when this came; check there for the result.',
      'Done, as Sam Ortiz asked',
      'Done, as Sam Ortiz asked',
    ],
    problems: [],
  });
});

test('What is refused about an issue that is not there is said with the feed that brought it.', async () => {
  const { h, press } = await deskWithPager();
  await press('acknowledge', { issueId: 'nosuchissue' });
  const notes = async () => {
    const { connections } = await h.client.connections.list();
    return connections.flatMap(({ feeds }) => feeds.flatMap((feed) => (feed.connection === 'pager' ? feed.notes : [])));
  };
  const words =
    'Sam Ortiz asked to acknowledge it (issue nosuchissue), and nothing was done: The console has no such issue.';
  expect(await notes()).toEqual([words]);
  await h.restart();
  expect(await notes()).toEqual([words]);
});

test('An action is asked for by what it does, and taken back, from outside.', async () => {
  const { h, gateway, press } = await deskWithPager();
  const asked = [await press('act', { action: 'audit.note' }), await press('act', { action: 'audit.note' })];
  const [row] = await h.actions();
  const takenBack = await press('cancel', { action: row?.id ?? '' });
  const again = await press('act', { action: 'audit.note' });
  await h.undoWindowPasses();
  await h.reaches('handed over', await h.actions());
  const tooLate = await press('cancel', { action: row?.id ?? '' });
  const missing = await press('act', { action: 'letter.send' });
  expect({
    told: [...asked, takenBack, again, tooLate, missing],
    by: row?.requestedBy,
    log: gateway.keys('log').length,
  }).toEqual({
    told: [
      'Done.',
      'Already asked for by Sam Ortiz.',
      'Done.',
      'Done.',
      'Too late: that action can no longer be cancelled.',
      'Nothing is connected that can do this.',
    ],
    by: 'Sam Ortiz',
    log: 1,
  });
});

test('Four eyes hold for a button too: who asked here and gave no address is told apart from nobody.', async () => {
  const writer = scriptedConnector(
    { perform: (items) => Promise.resolve(items.map(({ idempotencyKey }) => done(idempotencyKey))) },
    { capability: 'content.publish', receipts: [], needs: { approval: 'another person' } },
  );
  const { h, issue, press } = await deskWithPager(undefined, undefined, [writer]);
  const ask = async () => (await h.act('crm.escalate', issue.id))[0]?.id ?? '';
  const action = await ask();
  const told = [await press('approve', { action })];
  const [waits] = await h.actions();
  const words = waits?.notSent?.words;
  await h.client.actions.cancel({ ids: [action] });
  await h.client.me.set({ name: 'Kim', email: 'sam@acme.example' });
  await ask();
  told.push(await press('approve', { action }));
  await h.client.actions.cancel({ ids: [action] });
  await h.client.me.set({ name: 'Kim', email: 'kim@acme.example' });
  await ask();
  told.push(await press('approve', { action }), await press('approve', { action }));
  await h.undoWindowPasses();
  await h.reaches('accepted', await h.actions());
  expect({ told, words, problems: (await h.verify()).problems }).toEqual({
    told: [
      'The requester has no address on file, so nobody can be told apart from them: they have to cancel it, enter who they are in Settings, and ask again.',
      'Someone else must approve it.',
      'Done.',
      'That action is no longer waiting for approval.',
    ],
    words:
      'Someone else must approve it, but the requester has no address on file to tell them apart. Cancel it, enter who you are in Settings or with gridline me, and ask again.',
    problems: [],
  });
  const timeline = (await h.detail(issue.id)).timeline.map(({ text }) => text);
  expect(timeline).toContainEqual(expect.stringMatching(/^Sam Ortiz \(by a click in a chat\) approved sending this/));
});

test('A button never acts on an action of another issue.', async () => {
  const { h, press, issue } = await deskWithPager();
  h.tradingGrid.fails(invoice('INV-2'));
  await h.poll('trading-grid.transactions');
  const other = (await h.queue()).find(({ id }) => id !== issue.id);
  const [theirs] = await h.act('pager.log', other?.id ?? '');
  const told = await press('cancel', { action: theirs?.id ?? '' });
  expect({ told, state: (await h.actions())[0]?.state }).toEqual({
    told: 'This issue has no such action.',
    state: 'held',
  });
});

test('A command is acted on once: brought again, after a rebuild and after a restart, it changes nothing more.', async () => {
  const { h, gateway, issue, press, now } = await deskWithPager();
  const button = samPresses(h, issue.id, 'acknowledge');
  await press('acknowledge');
  await h.client.issues.setStatus({ ids: [issue.id], status: 'open' });
  await whileDown(h, (store) => store.write((db) => rebuildProjections(db)));
  // All that was ever pressed is looked up anew.
  await h.client.connections.disconnect({ connection: 'pager' });
  await h.client.connections.connect({ connector: 'pager', ...gateway.access() });
  await h.poll('pager.calls');
  const { issue: after } = await now();
  expect({ status: after.status, told: gateway.told(), at: button.at, problems: (await h.verify()).problems }).toEqual({
    status: 'open',
    told: ['Done.'],
    at: button.at,
    problems: [],
  });
});

/** Ends the core, works on its database, and starts another. */
async function whileDown<T>(h: Gridline, use: (store: Store) => T): Promise<T> {
  await h.goDown();
  const store = openStore({ path: join(h.dataFolder, 'gridline.db'), log: quietLog() });
  try {
    return use(store);
  } finally {
    store.close();
    await h.comeUp();
  }
}

test('Two desks that hear the same button know what became of it by the same events, and its effect is there once.', async () => {
  const gateway = await startPager();
  const desks = [await deskWithPager(gateway), await deskWithPager(gateway)] as const;
  const [{ h, issue }] = desks;
  gateway.calls(samPresses(h, issue.id, 'acknowledge'));
  gateway.calls({ ...samPresses(h, issue.id, 'act'), action: 'audit.note' });
  for (const desk of desks) {
    await desk.h.poll('pager.calls');
    await desk.h.undoWindowPasses();
    await desk.h.reaches('handed over', await desk.h.actions());
  }
  const ofPeople = new Set(['issue.marked', 'action.requested', 'command.settled']);
  const events = await Promise.all(
    desks.map((desk) =>
      whileDown(desk.h, (store) =>
        store
          .read((db) => readJournal(db, 0, 1_000))
          .filter(({ kind }) => ofPeople.has(kind))
          .map(({ source, sourceId }) => `${source} ${sourceId}`)
          .toSorted(),
      ),
    ),
  );
  const states = await Promise.all(desks.map(async (desk) => (await desk.now()).issue.status));
  expect({ states, told: gateway.told(), log: gateway.keys('log').length }).toEqual({
    states: ['acknowledged', 'acknowledged'],
    told: ['Done.', 'Done.'],
    log: 1,
  });
  expect(events[0]).toHaveLength(4);
  expect(events[1]).toEqual(events[0]);
});

test('What was asked for outside before a backup was put in place is not done again: it may have been.', async () => {
  const { h, gateway, press } = await deskWithPager();
  const backup = join(temporaryFolder(), 'backup.db');
  await h.client.system.backup({ path: backup });
  const told = [await press('act', { action: 'message.sms' })];
  await h.undoWindowPasses();
  await h.reaches('handed over', await h.actions());
  await h.goDown();
  restoreBackup({ path: join(h.dataFolder, 'gridline.db'), backup, now: h.clock.now(), log: () => undefined });
  await h.comeUp();
  await h.poll('pager.calls');
  await h.undoWindowPasses();
  const before = [gateway.told().at(-1), await h.actions(), gateway.keys('pages').length];
  told.push(await press('acknowledge', { at: h.clock.now() + 1 }));
  expect({ told, before }).toEqual({
    told: ['Done.', 'Done.'],
    before: ['Too late: this button has expired.', [], 1],
  });
});

test('A button is acted on as it was filed: what comes later under its name is nobody’s.', async () => {
  const runner = twoDesks('desk-2');
  const { h, gateway, press, now } = await deskWithPager(undefined, runner);
  await press('acknowledge');
  const [name = ''] = readdirSync(join(gateway.folder, 'calls'));
  const path = join(gateway.folder, 'calls', name);
  writeFileSync(path, readFileSync(path, 'utf8').replace('acknowledge', 'resolve').replace('{', '{"words":"Forged.",'));
  runner.handsTo('this desk');
  await h.client.connections.disconnect({ connection: 'pager' });
  await h.client.connections.connect({ connector: 'pager', ...gateway.access() });
  await h.poll('pager.roster');
  await h.poll('pager.calls');
  expect([(await now()).issue.status, gateway.told()]).toEqual(['acknowledged', ['Done.']]);
});
