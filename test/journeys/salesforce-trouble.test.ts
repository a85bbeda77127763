import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

const upsert = 'salesforce.collections.upsert';

/** So many issues, all escalated; the undo window has passed. */
async function escalated(h: Gridline, count: number) {
  for (let number = 1; number <= count; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await h.poll('trading-grid.transactions');
  h.salesforce.ledger.clear();
  const asked = await h.escalate(...(await h.queue()).map(({ id }) => id));
  await h.undoWindowPasses();
  return asked;
}

test('A trigger that can take thirty cases at once gets a hundred and twenty, and every one is made once.', async () => {
  const h = await gridline();
  h.salesforce.administer({ triggerLimit: 30 });
  const asked = await escalated(h, 120);
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(120);
  expect(h.salesforce.ledger.calls(upsert).length).toBeLessThanOrEqual(7);
});

test('After one reset before anything was applied, forty issues take a look and one more call, not forty.', async () => {
  const h = await gridline();
  h.salesforce.faults.add({ call: upsert, fault: { type: 'reset-before' } });
  const asked = await escalated(h, 40);
  await h.passes(minute);
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(40);
  expect(h.salesforce.ledger.calls(upsert)).toHaveLength(2);
});

test('After a reset when all was applied, nothing is sent again and every number is known.', async () => {
  const h = await gridline();
  h.salesforce.faults.add({ call: upsert, fault: { type: 'reset-after' } });
  const asked = await escalated(h, 40);
  await h.passes(minute);
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(40);
  expect(h.salesforce.ledger.calls(upsert)).toHaveLength(1);
});

test('A lost answer, an assignment rule and cases one may not see: not known, with the reason, and few calls.', async () => {
  const h = await gridline();
  await h.client.connections.connect({ connector: 'salesforce', settings: { autoAssign: 'true' } });
  h.salesforce.administer({ caseVisibility: 'own' });
  h.salesforce.faults.add({ call: upsert, fault: { type: 'reset-after' } });
  const asked = await escalated(h, 2);
  await h.passes(hour);
  const unknown = await h.reaches('outcome unknown', asked);
  expect(unknown.map(({ error, can }) => [error?.code, can])).toEqual(
    unknown.map(() => ['salesforce.unseen', { cancel: false, retry: true, settle: true }]),
  );
  expect(unknown[0]?.error?.message).toContain('may not see');
  expect(h.salesforce.cases()).toHaveLength(2);
  expect(h.salesforce.ledger.calls(upsert)).toHaveLength(2);
});

test('One partner’s account out of reach costs its case the account, and nobody else waits; the timeline says so.', async () => {
  const h = await gridline();
  h.salesforce.administer({ accountsOutOfReach: ['Harbour Stores Inc.'] });
  const asked = await escalated(h, 2);
  const done = await h.reaches('accepted', asked);
  expect(done.map(({ remark }) => remark)).toEqual(done.map(() => expect.stringContaining('Account ID')));
  expect(h.salesforce.cases().map(({ accountName }) => accountName)).toEqual([null, null]);
  expect((await h.connection('salesforce')).status).toBe('connected');
  const { timeline } = await h.detail(asked[0]?.issueId ?? '');
  expect(timeline.find(({ kind }) => kind === 'action.settled')?.detail).toContain('Left out of the case. Account ID');
});
