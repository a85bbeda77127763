import { expect, test } from 'vitest';
import { day, hour, minute, second } from '#shared/lib/time.ts';
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
    expect(new Set(await health(h))).toEqual(new Set(['healthy']));

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
