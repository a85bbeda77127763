import { expect, test } from 'vitest';
import { hour, isoSeconds, minute } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice, shipNotice } from '#test/harness/small-network.ts';

const feed = 'trading-grid.transactions';

/** A burst, a delivery that fails half a day later, and an entry that leaves the words to another one of its process. */
async function tell(h: Gridline, poll: () => Promise<void>): Promise<void> {
  const yesterday = isoSeconds(h.clock.now() - 14 * hour);
  h.tradingGrid.put({ ...shipNotice('SHP-1'), status: 'Delivered', arrivaltime: yesterday, statusdate: yesterday });
  h.tradingGrid.put({
    ...invoice('INV-900'),
    transactionid: 'TG-INV-900-file',
    transactionlevel: 'File',
    status: 'Completed',
    externalerrormessage: 'Unknown ship-to location 0007',
    arrivaltime: yesterday,
    statusdate: yesterday,
  });
  for (let number = 0; number < 40; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await poll();
  await h.passes(3 * minute);
  h.tradingGrid.fails(shipNotice('SHP-1'), 'The partner’s server no longer answers');
  h.tradingGrid.put({ ...invoice('INV-900'), status: 'Failed', errorcode: '-2' });
  for (let number = 40; number < 70; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await poll();
  await h.passes(3 * minute);
  await poll();
}

async function byId(h: Gridline) {
  return (await h.queue()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A desk whose pages hold eight entries. */
async function desk(): Promise<Gridline> {
  const h = await gridline();
  await h.client.connections.connect({ connector: 'trading-grid', settings: { pageSize: '8' } });
  await h.poll(feed);
  return h;
}

test('Duplicate, overlapping and reordered pages give the same issues as pages in order.', async () => {
  const ordered = await desk();
  await tell(ordered, () => ordered.poll(feed));

  const disturbed = await desk();
  const search = { call: 'trading-grid.transactions.search' } as const;
  await tell(disturbed, async () => {
    disturbed.tradingGrid.faults.add({ ...search, fault: { type: 'vendor', name: 'duplicated' }, times: 3 });
    disturbed.tradingGrid.faults.add({ ...search, fault: { type: 'vendor', name: 'reordered' }, times: 3, after: 1 });
    disturbed.tradingGrid.faults.add({ ...search, fault: { type: 'html', status: 502 }, times: 1, after: 5 });
    await disturbed.tryToPoll(feed);
    disturbed.tradingGrid.faults.clear();
    await disturbed.poll(feed);
    await disturbed.poll(feed);
  });

  const late = await desk();
  await late.goDown();
  await tell(late, () => Promise.resolve());
  await late.comeUp();
  await late.poll(feed);

  const expected = await byId(ordered);
  expect(expected).toHaveLength(72);
  expect(await byId(disturbed)).toEqual(expected);
  expect(await byId(late)).toEqual(expected);
  expect(await ordered.issue('SHP-1')).toMatchObject({ status: 'open', documentType: '856', occurrences: 1 });
  expect(await ordered.issue('INV-900')).toMatchObject({
    status: 'open',
    explanation: expect.stringContaining('Unknown ship-to location 0007'),
    occurrences: 1,
  });
});

test('What was read before changes nothing in the journal, also after a restart.', async () => {
  const h = await desk();
  await tell(h, () => h.poll(feed));
  const before = await h.verify();
  const queue = await h.queue();
  await h.poll(feed);
  await h.restart();
  const [report] = await h.tryToPoll(feed);
  expect({ verified: await h.verify(), queue: await h.queue(), report }).toEqual({
    verified: { ...before, ok: true },
    queue,
    report: {
      id: feed,
      connection: 'trading-grid',
      received: expect.any(Number),
      duplicates: report?.received,
      error: null,
    },
  });
  expect(report?.received).toBeGreaterThan(0);
});
