import { expect, test } from 'vitest';
import { day, hour, minute, second } from '#shared/lib/time.ts';
import { eventually } from '#test/harness/eventually.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

const health = async (h: Gridline) =>
  (await h.client.connections.list()).connections.flatMap(({ feeds }) => feeds.map((feed) => feed.health));

test.each([2 * day, 3 * hour])(
  'A clock that is put back by %i ms stops neither feeds nor what was about to leave.',
  async (by) => {
    const h = await gridline();
    h.tradingGrid.fails(invoice('INV-1'));
    await h.passes(2 * minute);
    const { id } = await h.issue();
    const asked = await h.escalate(id);
    h.clock.turnBack(by);
    await h.passes(2 * minute);
    expect(h.salesforce.cases()).toHaveLength(1);
    await h.reaches('accepted', asked);
    // The folder is read from a real disk, which the clock does not wait for.
    await eventually(async () => (await health(h)).every((one) => one === 'healthy'), 'all feeds are healthy');

    h.tradingGrid.fails(invoice('INV-2'));
    await h.passes(3 * minute);
    expect((await h.queue()).map(({ documentNumber }) => documentNumber).toSorted()).toEqual(['INV-1', 'INV-2']);
  },
);

test('Nor does one that was put back while nothing ran, not even what waits after a failed attempt.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.passes(2 * minute);
  h.salesforce.faults.add({ call: 'salesforce.collections.*', fault: { type: 'status', status: 503 }, times: 2 });
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  await h.reaches('failed (temporary)', asked);
  await h.goDown();
  h.clock.turnBack(2 * day);
  h.tradingGrid.fails(invoice('INV-2'));
  await h.comeUp();
  await h.passes(5 * minute);
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(1);
  expect((await h.queue()).length).toBe(2);
});

test('A pause that was to last an hour lasts an hour on the clock that was put back.', async () => {
  const h = await gridline();
  h.tradingGrid.faults.add({
    call: 'trading-grid.transactions.search',
    fault: {
      type: 'status',
      status: 429,
      body: { fault: { faultstring: 'Quota', detail: { errorcode: 'policies.ratelimit.QuotaViolation' } } },
    },
  });
  await h.tryToPoll('trading-grid.transactions');
  const before = await h.connection('trading-grid');
  expect(before.status).toBe('paused');
  const lasts = (before.pausedUntil ?? 0) - h.clock.now();
  h.clock.turnBack(10 * hour);
  await h.passes(2 * minute);
  const after = await h.connection('trading-grid');
  const left = (after.pausedUntil ?? 0) - h.clock.now();
  expect(left).toBeLessThanOrEqual(lasts + minute);
  expect(left).toBeGreaterThan(lasts - 10 * minute);
  await h.passes(lasts + 10 * second);
  expect((await h.connection('trading-grid')).status).toBe('connected');
});

test('What was resolved or assigned while the clock was far ahead does not hide what fails when it is right again.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  h.tradingGrid.fails(invoice('INV-2'));
  await h.passes(2 * minute);
  const [first, second] = (await h.queue()).map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error('Two issues were expected.');
  await h.goDown();
  h.clock.turnBack(-60 * day);
  await h.comeUp();
  await h.client.issues.setStatus({ ids: [first], status: 'acknowledged' });
  await h.client.issues.setStatus({ ids: [first, second], status: 'resolved' });
  await h.client.issues.setOwner({ ids: [first], owner: 'dana' });
  h.clock.turnBack(60 * day);
  await h.passes(2 * minute);
  const state = async (id: string) => {
    const { issue } = await h.detail(id);
    return { status: issue.status, owner: issue.owner, occurrences: issue.occurrences };
  };
  expect(await state(first)).toEqual({ status: 'resolved', owner: 'dana', occurrences: 1 });
  await h.client.issues.setStatus({ ids: [second], status: 'open' });
  expect(await state(second)).toMatchObject({ status: 'open' });
  await h.client.issues.setStatus({ ids: [second], status: 'resolved' });

  await h.passes(hour);
  for (const id of ['INV-1', 'INV-2'])
    h.tradingGrid.fails({ ...invoice(id), externalerrormessage: 'Refused once more' });
  await h.passes(3 * minute);
  expect(await state(first)).toEqual({ status: 'open', owner: 'dana', occurrences: 2 });
  expect(await state(second)).toMatchObject({ status: 'open', occurrences: 2 });
  const { timeline } = await h.detail(first);
  expect(timeline.filter(({ kind }) => kind === 'issue.marked')).toHaveLength(3);
  await h.restart();
  await h.client.issues.setStatus({ ids: [second], status: 'resolved' });
  await h.passes(hour);
  h.tradingGrid.fails({ ...invoice('INV-2'), externalerrormessage: 'And again' });
  await h.passes(3 * minute);
  expect(await state(second)).toMatchObject({ status: 'open', occurrences: 3 });
  expect((await h.verify()).ok).toBe(true);
});
