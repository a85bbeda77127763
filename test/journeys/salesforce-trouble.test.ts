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
    unknown.map(() => ['salesforce.unseen', { cancel: false, retry: true, settle: true, approve: false }]),
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

test('A case that was deleted outside is shown as such, and the issue can be escalated again to a case of its own.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  await h.passes(minute);
  const id = first?.issueId ?? '';
  const number = h.salesforce.cases()[0]?.caseNumber ?? '';
  h.salesforce.deleteCase(number);
  await h.poll('salesforce.cases');

  const deleted = await h.detail(id);
  expect(deleted.issue).toMatchObject({
    status: 'open',
    actions: [{ state: 'deleted', reference: number, url: null }],
  });
  expect(deleted.timeline.at(-1)).toMatchObject({ text: `Case ${number} was deleted in Salesforce`, tone: 'bad' });
  expect(deleted.links.map(({ label }) => label)).not.toContain(`Case ${number}`);
  expect((await h.client.issues.counts()).escalated).toBe(0);
  expect(await h.client.actions.preview({ issueIds: [id], action: 'salesforce.escalate' })).toMatchObject({
    count: 1,
    already: [],
  });

  const again = await h.escalate(id);
  await h.undoWindowPasses();
  const [made] = await h.reaches('accepted', again);
  expect(made?.idempotencyKey).not.toBe(first?.idempotencyKey);
  expect(h.salesforce.cases()).toMatchObject([{ key: made?.idempotencyKey, caseNumber: made?.reference }]);
  expect((await h.client.issues.counts()).escalated).toBe(1);

  // Deleted once more, it gets a third one; asking twice gives the same.
  h.salesforce.deleteCase(made?.reference ?? '');
  await h.poll('salesforce.cases');
  const third = await h.escalate(id);
  expect((await h.escalate(id)).map(({ id: same }) => same)).toEqual(third.map(({ id: same }) => same));
  await h.undoWindowPasses();
  await h.reaches('accepted', third);
  expect(h.salesforce.cases()).toHaveLength(1);
  expect((await h.verify()).problems).toEqual([]);
});

test('A case that is taken out of the recycle bin counts again, and nothing is escalated twice.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  await h.passes(minute);
  const number = h.salesforce.cases()[0]?.caseNumber ?? '';
  h.salesforce.deleteCase(number);
  await h.poll('salesforce.cases');
  await h.passes(minute);
  h.salesforce.undeleteCase(number);
  await h.poll('salesforce.cases');
  const [chip] = (await h.detail(first?.issueId ?? '')).issue.actions;
  expect(chip).toMatchObject({ state: 'accepted', reference: number });
  expect(chip?.url).not.toBeNull();
  const again = await h.escalate(first?.issueId ?? '');
  expect(again.map(({ id }) => id)).toEqual([first?.id]);
  await h.undoWindowPasses();
  expect(h.salesforce.cases()).toHaveLength(1);
});

test('A case that was merged into another leads there.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  await h.passes(minute);
  const number = h.salesforce.cases()[0]?.caseNumber ?? '';
  const master = h.salesforce.openCase('All of Monday’s outage');
  h.salesforce.mergeCase(number, master.id);
  await h.poll('salesforce.cases');
  const { timeline, links, issue } = await h.detail(first?.issueId ?? '');
  expect(timeline.at(-1)?.text).toBe(`Case ${number} was merged into case ${master.caseNumber} in Salesforce`);
  expect(links.map(({ label }) => label)).toContain(`Case ${master.caseNumber}`);
  expect(issue.actions).toMatchObject([
    { state: 'accepted', reference: master.caseNumber, url: expect.stringContaining(master.id) },
  ]);
  expect((await h.escalate(first?.issueId ?? '')).map(({ id }) => id)).toEqual([first?.id]);
});

test.each(['before', 'after'] as const)(
  'A case merged into one that takes over its key (read %s it) stays the issue’s case, and there is no second one.',
  async (order) => {
    const h = await gridline();
    const older = order === 'before' ? h.salesforce.openCase('All of Monday’s outage') : null;
    const [first] = await escalated(h, 1);
    await h.reaches('accepted', first === undefined ? [] : [first]);
    await h.passes(minute);
    const [ours] = h.salesforce.cases().filter(({ key }) => key !== null);
    const master = older ?? h.salesforce.openCase('All of Monday’s outage');
    h.salesforce.mergeCase(ours?.id ?? '', master.id, true);
    await h.poll('salesforce.cases');
    const again = await h.escalate(first?.issueId ?? '');
    await h.undoWindowPasses();
    expect(await h.actions()).toMatchObject([{ id: again[0]?.id, state: 'accepted', reference: master.caseNumber }]);
    expect(h.salesforce.cases().map(({ id }) => id)).toEqual([master.id]);
    expect((await h.client.issues.counts()).escalated).toBe(1);
    expect((await h.verify()).problems).toEqual([]);
  },
);

test('A case that came out of the recycle bin without anybody having heard is found before another is made.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  await h.passes(minute);
  const number = h.salesforce.cases()[0]?.caseNumber ?? '';
  h.salesforce.deleteCase(number);
  await h.poll('salesforce.cases');
  h.salesforce.undeleteCase(number);
  h.salesforce.ledger.clear();
  const [second] = await h.escalate(first?.issueId ?? '');
  await h.undoWindowPasses();
  expect(h.salesforce.cases().map(({ caseNumber }) => caseNumber)).toEqual([number]);
  const told = await h.client.actions.get({ ids: [second?.id ?? ''] });
  expect(told.actions).toMatchObject([{ state: 'cancelled', remark: expect.stringContaining('is there again') }]);
  // One question before, and one for what became of the case that is there.
  expect(h.salesforce.dataCalls().length).toBeLessThanOrEqual(3);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  expect((await h.escalate(first?.issueId ?? '')).map(({ id }) => id)).toEqual([first?.id]);

  // Deleted for good, the issue gets its new case after all.
  h.salesforce.deleteCase(number);
  await h.poll('salesforce.cases');
  const third = await h.escalate(first?.issueId ?? '');
  await h.undoWindowPasses();
  await h.reaches('accepted', third);
  expect(h.salesforce.cases()).toHaveLength(1);
});

test('A case that came back after another was made is said to be the second one, until one of them is closed.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  await h.passes(minute);
  const number = h.salesforce.cases()[0]?.caseNumber ?? '';
  h.salesforce.deleteCase(number);
  await h.poll('salesforce.cases');
  const [second] = await h.escalate(first?.issueId ?? '');
  await h.undoWindowPasses();
  const [made] = await h.reaches('accepted', second === undefined ? [] : [second]);
  await h.passes(minute);
  h.salesforce.undeleteCase(number);
  await h.poll('salesforce.cases');
  expect(h.salesforce.cases()).toHaveLength(2);
  const remarks = async () => (await h.actions()).map(({ remark }) => remark);
  expect(await remarks()).toEqual([
    expect.stringContaining(`2 open cases, ${made?.reference} and ${number}`),
    expect.stringContaining(`2 open cases, ${number} and ${made?.reference}`),
  ]);
  await h.passes(minute);
  h.salesforce.closeCase(number);
  await h.poll('salesforce.cases');
  expect(await remarks()).toEqual([null, null]);
});

test('A second case that was asked for on purpose is not said to be one too many.', async () => {
  const h = await gridline();
  const [first] = await escalated(h, 1);
  await h.reaches('accepted', first === undefined ? [] : [first]);
  const { actions } = await h.client.actions.request({
    issueIds: [first?.issueId ?? ''],
    action: 'salesforce.escalate',
    purpose: 'second line',
  });
  await h.undoWindowPasses();
  await h.reaches('accepted', actions);
  expect(h.salesforce.cases()).toHaveLength(2);
  expect((await h.actions()).map(({ remark }) => remark)).toEqual([null, null]);
});

test('The case that ours were merged into is followed: its closing, its deletion, and one it is merged into itself.', async () => {
  const h = await gridline();
  const asked = await escalated(h, 2);
  await h.reaches('accepted', asked);
  await h.passes(minute);
  expect(h.salesforce.cases()).toHaveLength(2);
  const master = h.salesforce.openCase('All of Monday’s outage');
  for (const { idempotencyKey } of asked) h.salesforce.mergeCase(idempotencyKey, master.id);
  await h.poll('salesforce.cases');
  await h.passes(minute);
  const followed = (number: string, closed: boolean) => [{ state: 'accepted', reference: number, remote: { closed } }];
  for (const { id } of asked) {
    expect((await h.client.actions.get({ ids: [id] })).actions).toMatchObject(followed(master.caseNumber, false));
  }

  const last = h.salesforce.openCase('All of November’s outages');
  h.salesforce.mergeCase(master.id, last.id);
  await h.passes(2 * minute);
  h.salesforce.closeCase(last.id);
  await h.poll('salesforce.cases');
  for (const { id, issueId } of asked) {
    expect((await h.client.actions.get({ ids: [id] })).actions).toMatchObject(followed(last.caseNumber, true));
    expect((await h.detail(issueId)).issue).toMatchObject({ status: 'resolved' });
  }

  h.salesforce.deleteCase(last.id);
  await h.poll('salesforce.cases');
  expect((await h.actions()).map(({ state }) => state)).toEqual(['deleted', 'deleted']);
  expect((await h.verify()).problems).toEqual([]);
});
