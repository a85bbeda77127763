import { expect, test } from 'vitest';
import { day, hour, isoSeconds, minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';
import {
  functionalAcknowledgement,
  harbourStores,
  purchaseOrder,
  usBrands,
  x12File,
} from '#test/harness/x12-fixtures.ts';

const monday = { date: '261116', time: '0900' } as const;

test('An invoice that Lens shows as waiting becomes overdue after a business day, once, and its acknowledgement ends that.', async () => {
  const h = await gridline();
  const sent = isoSeconds(h.clock.now());
  h.tradingGrid.put({ ...invoice('4711'), status: 'Delivered', fastatus: 'W', fastatusdate: sent });
  await h.poll();
  // Allowed are 24 business hours, of which a day has ten: until Wednesday, 13:00.
  await h.isOffFor(2 * day + 3 * hour);
  expect(await h.queue()).toEqual([]);
  await h.isOffFor(2 * hour);
  const overdue = await h.issue();
  expect(overdue).toMatchObject({
    kind: 'overdue-acknowledgement',
    status: 'open',
    partner: 'Harbour Stores',
    documentType: '810',
    documentNumber: '4711',
    firstSeenAt: Date.UTC(2026, 10, 18, 13),
    occurrences: 1,
    source: 'clock',
  });
  await h.isOffFor(2 * day);
  await h.isOffFor(day);
  expect(await h.issue()).toEqual({ ...overdue });

  h.tradingGrid.put({ ...invoice('4711'), fastatus: 'A' });
  await h.poll('trading-grid.acknowledgements');
  await h.isOffFor(day);
  expect(await h.issue()).toMatchObject({ status: 'resolved', resolvedBy: 'source', occurrences: 1 });
  expect((await h.verify()).ok).toBe(true);
});

test('An order from the drop folder waits for its 997 through the night and no longer than that.', async () => {
  const h = await gridline();
  await h.drop('order.edi', x12File('PO', purchaseOrder('PO-4711'), monday));
  await h.isOffFor(3 * day);
  const overdue = await h.issue();
  await h.isOffFor(hour);
  const again = await h.issue();
  await h.drop(
    'answer.edi',
    x12File('FA', functionalAcknowledgement({ group: ['PO', '101'], set: ['850', '0001'] }), {
      sender: harbourStores,
      receiver: usBrands,
      control: '000000555',
      date: '261119',
    }),
  );
  await h.isOffFor(hour);
  const { issue, timeline } = await h.detail(overdue.id);
  expect({
    overdue: [overdue.kind, overdue.status, overdue.documentType, overdue.documentNumber, overdue.firstSeenAt],
    again,
    after: [issue.status, issue.resolvedBy, issue.occurrences],
    timeline: timeline.map(({ text }) => text),
  }).toEqual({
    overdue: ['overdue-acknowledgement', 'open', '850', 'PO-4711', Date.UTC(2026, 10, 18, 13)],
    again: overdue,
    after: ['resolved', 'source', 1],
    timeline: [
      'Purchase order PO-4711 read from order.edi',
      'No acknowledgement within 24 hours',
      'Accepted by Harbour Stores: 997, set 0001',
    ],
  });
});

test('An order that is answered in time never becomes an issue.', async () => {
  const h = await gridline();
  await h.drop('order.edi', x12File('PO', purchaseOrder('PO-4711'), monday));
  await h.isOffFor(30 * minute);
  const answer = functionalAcknowledgement({ group: ['PO', '101'], set: ['850', '0001'] });
  await h.drop(
    'answer.edi',
    x12File('FA', answer, { sender: harbourStores, receiver: usBrands, control: '000000555' }),
  );
  await h.isOffFor(4 * day);
  expect(await h.queue()).toEqual([]);
});

test('A clock that was ahead for a while raises nothing that stays: the issue says so, and comes back when it is time.', async () => {
  const h = await gridline();
  await h.drop('order.edi', x12File('PO', purchaseOrder('PO-4711'), monday));
  await h.isOffFor(minute);
  h.clock.turnBack(-4 * day);
  await h.isOffFor(hour);
  expect(await h.issue()).toMatchObject({ status: 'open' });
  h.clock.turnBack(4 * day);
  await h.isOffFor(hour);
  const { issue, timeline, ...rest } = await h.detail((await h.issue()).id);
  expect(issue).toMatchObject({ status: 'resolved', resolvedBy: 'source', occurrences: 1 });
  expect(timeline.map(({ text }) => text)).toEqual([
    'Purchase order PO-4711 read from order.edi',
    'No acknowledgement within 24 hours',
    'Not overdue yet: this computer’s clock was ahead',
  ]);
  expect(JSON.stringify(rest)).toContain(
    'Nothing to do: the clock of this computer was ahead, and the acknowledgement is not due yet.',
  );
  await h.isOffFor(3 * day);
  expect(await h.issue()).toMatchObject({ id: issue.id, status: 'open', occurrences: 1 });
  expect((await h.verify()).ok).toBe(true);
});
