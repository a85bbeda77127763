import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

/** Two escalations that wait, since the right to create cases was taken away. */
async function stopped() {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  h.salesforce.administer({ mayCreateCases: false });
  const [one, two] = await h.queue();
  const asked = await h.escalate(one?.id ?? '');
  await h.undoWindowPasses();
  const next = await h.escalate(two?.id ?? '');
  await h.undoWindowPasses();
  return { h, asked: [...asked, ...next] };
}

/** The state of the connection and what doctor says of it. */
async function health(h: Gridline) {
  const { status, pause } = await h.connection('salesforce');
  const { ok, checks } = await h.client.system.doctor();
  return { status, kind: pause?.kind ?? null, ok, wrong: checks.filter((check) => !check.ok).map(({ name }) => name) };
}

test('A pause is told everywhere: on the connection, on every action that waits, by doctor; with what ends it.', async () => {
  const { h, asked } = await stopped();
  const { status, statusText, pause, pausedUntil } = await h.connection('salesforce');
  expect({ status, statusText, pause, pausedUntil }).toEqual({
    status: 'failing',
    statusText: expect.stringContaining('may not create cases'),
    pause: {
      kind: 'set-up',
      reason: expect.stringContaining('may not create cases'),
      ends: expect.stringContaining('a successful poll or connection test ends it'),
    },
    pausedUntil: expect.toSatisfy((at: number) => at > h.clock.now()),
  });
  const actions = await h.client.actions.get({ ids: asked.map(({ id }) => id) });
  // The second one never left: without a word of its own it would wait in silence.
  expect(actions.actions.map(({ state, waitsFor, can }) => [state, waitsFor, can.cancel])).toEqual([
    ['queued', expect.stringContaining('may not create cases'), true],
    ['held', expect.stringContaining('may not create cases'), true],
  ]);
  expect(await health(h)).toMatchObject({
    ok: false,
    wrong: expect.arrayContaining(['Salesforce: Cases can be created', 'Salesforce: paused']),
  });
});

test('No feed of a connection that fails is called healthy, by the connection or by doctor.', async () => {
  const { h } = await stopped();
  const { status, feeds } = await h.connection('salesforce');
  const { checks } = await h.client.system.doctor();
  const said = checks.filter(({ name }) => name.startsWith('Salesforce: feed')).map(({ message }) => message);
  expect([status, feeds.map(({ health }) => health), said]).toEqual([
    'failing',
    ['worked last time'],
    ['The feed worked when it was last polled, but its connection is failing now.'],
  ]);
});

test.each<[string, (h: Gridline) => Promise<unknown>]>([
  ['a test of the connection', (h) => h.client.connections.test({ connection: 'salesforce' })],
  ['a clean doctor', (h) => h.client.system.doctor()],
  ['a poll that somebody asked for', (h) => h.poll('salesforce.cases')],
  ['waiting for the next try', (h) => h.passes(10 * minute)],
])('Once an administrator has mended the right, %s ends the pause and everything goes.', async (_, act) => {
  const { h, asked } = await stopped();
  h.salesforce.administer({ mayCreateCases: true });
  await act(h);
  await h.reaches('accepted', asked);
  expect(await health(h)).toEqual({ status: 'connected', kind: null, ok: true, wrong: [] });
  expect(h.salesforce.cases()).toHaveLength(2);
});

test('While nobody mends it, it is tried ever more rarely, and nothing is given up within hours.', async () => {
  const { h, asked } = await stopped();
  h.salesforce.ledger.clear();
  await h.passes(6 * hour);
  // After 1, 2, 4, ... minutes and then once an hour: a look at what this user may do, nothing sent.
  expect(h.salesforce.ledger.calls('salesforce.describe').length).toBeLessThanOrEqual(12);
  expect(h.salesforce.ledger.calls('salesforce.collections.upsert')).toHaveLength(0);
  h.salesforce.administer({ mayCreateCases: true });
  await h.passes(hour);
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(2);
});

test('A user who is let in again is found out within the hour, although nobody signs in.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  h.salesforce.expireSessions();
  h.salesforce.faults.add({
    call: 'salesforce.oauth.token',
    fault: { type: 'vendor', name: 'inactive-user' },
    times: null,
  });
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  expect(await health(h)).toMatchObject({ status: 'needs sign-in', kind: 'sign-in', ok: false });
  h.salesforce.faults.clear();
  await h.passes(hour + minute);
  await h.reaches('accepted', asked);
  expect(await health(h)).toMatchObject({ status: 'connected', kind: null, ok: true });
  expect(h.salesforce.cases()).toHaveLength(1);
});

test('A test of the connection that works sets feeds going that a refused sign-in had stopped.', async () => {
  const h = await gridline();
  h.salesforce.expireSessions();
  const fault = { type: 'vendor', name: 'inactive-user' } as const;
  h.salesforce.faults.add({ call: 'salesforce.oauth.token', fault, times: null });
  await h.passes(2 * minute);
  expect((await h.connection('salesforce')).feeds).toMatchObject([{ health: 'failing' }]);
  h.salesforce.faults.clear();
  await h.client.connections.test({ connection: 'salesforce' });
  await h.passes(minute);
  expect((await h.connection('salesforce')).feeds).toMatchObject([{ health: 'healthy', error: null }]);
});

test.each<[string, (h: Gridline) => Promise<unknown>]>([
  ['doctor', (h) => h.client.system.doctor()],
  ['a poll that somebody asked for', (h) => h.poll('salesforce.cases')],
  ['a few minutes', (h) => h.passes(5 * minute)],
])('A full data storage is told as what sending waits for, and once it is freed, %s ends that.', async (_, act) => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  h.salesforce.administer({ storageLeft: 0 });
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  const [waiting] = (await h.client.actions.get({ ids: asked.map(({ id }) => id) })).actions;
  expect(waiting).toMatchObject({ state: 'queued', waitsFor: expect.stringContaining('no data storage left') });
  expect(await health(h)).toMatchObject({
    kind: 'set-up',
    ok: false,
    wrong: expect.arrayContaining(['Salesforce: paused']),
  });
  // What is full for writing can still be read: nothing holds the feed.
  expect((await h.connection('salesforce')).feeds).toMatchObject([
    { health: 'worked last time', error: null, held: null },
  ]);
  h.salesforce.administer({ storageLeft: 10 });
  await act(h);
  await h.reaches('accepted', asked);
  expect(await health(h)).toEqual({ status: 'connected', kind: null, ok: true, wrong: [] });
  expect(h.salesforce.cases()).toHaveLength(1);
});

test('Where the user may not see the limits, doctor says what sending had been paused for.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  h.salesforce.administer({ storageLeft: 0, mayViewSetup: false });
  await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  const said = (await h.client.system.doctor()).checks.find(({ name }) => name === 'Salesforce: pause');
  expect(said?.message).toContain('no data storage left');
});

test('A used-up allowance says when it is tried again, and is tried within minutes; doctor tells the feeds as they are then.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const fault = { type: 'vendor', name: 'request-limit' } as const;
  h.salesforce.faults.add({ call: 'salesforce.*', fault, times: null });
  await h.tryToPoll('salesforce.cases');
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  expect((await h.connection('salesforce')).pause).toMatchObject({
    kind: 'quota',
    ends: expect.stringMatching(/tries again at 09:0\d UTC/),
  });
  h.salesforce.faults.clear();
  const { checks } = await h.client.system.doctor();
  const feed = checks.find(({ name }) => name.startsWith('Salesforce: feed'));
  expect(feed?.message).not.toContain('used up its API requests for the last 24 hours. Sending resumes when');
  await h.passes(minute + 30_000);
  await h.reaches('accepted', asked);
  expect(await health(h)).toMatchObject({ status: 'connected', ok: true });
  expect(h.salesforce.cases()).toHaveLength(1);
});
