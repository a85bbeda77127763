import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hour, second } from '#shared/lib/time.ts';
import { findAction, updateAction } from '#core/store/actions.ts';
import { openStore } from '#core/store/open.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('With no time to undo an escalation leaves at once; with a minute it can be undone for a minute.', async () => {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  const [one, two] = await h.queue();
  await h.client.preferences.set({ undoSeconds: 0 });
  await h.reaches('accepted', await h.escalate(one?.id ?? ''));
  await h.client.preferences.set({ undoSeconds: 60 });
  const held = await h.escalate(two?.id ?? '');
  await h.passes(59 * second);
  await h.undo(held);
  await h.passes(hour);
  expect(h.salesforce.cases()).toHaveLength(1);
});

test('A person who tries again wakes a connection that was stopped for its set-up.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const body = [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }];
  h.salesforce.faults.add({
    call: 'salesforce.collections.upsert',
    fault: { type: 'status', status: 404, body },
    times: null,
  });
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  const stopped = await h.connection('salesforce');
  h.salesforce.faults.clear();
  await h.passes(50 * second);
  const meanwhile = await h.actions();
  const retried = await h.client.actions.retry({ ids: asked.map(({ id }) => id) });
  await h.reaches('accepted', asked);
  expect({
    stopped: [stopped.status, stopped.statusText],
    meanwhile: meanwhile.map(({ state }) => state),
    retried,
    status: (await h.connection('salesforce')).status,
  }).toEqual({
    stopped: ['failing', expect.stringContaining('Salesforce has nothing at this address')],
    meanwhile: ['queued'],
    retried: { queued: asked.map(({ id }) => id), refused: [] },
    status: 'connected',
  });
});

/** As the outbox leaves what may be sent once only and was not answered. */
async function inDoubt(h: Gridline): Promise<string> {
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const [action] = await h.escalate((await h.issue()).id);
  if (action === undefined) throw new Error('Nothing was escalated.');
  const store = openStore({ path: join(h.dataFolder, 'gridline.db'), log: () => undefined });
  store.write((db) => {
    const row = findAction(db, action.id);
    if (row === null) throw new Error('The action is not there.');
    updateAction(db, row, {
      ...row,
      state: 'outcome unknown',
      deliveryClass: 'at-most-once',
      holdUntil: null,
      nextAttemptAt: null,
      attempts: 1,
      doubtful: true,
    });
  });
  store.close();
  return action.id;
}

test('A person’s word that it did arrive ends the doubt: it counts as handed over and is never sent again.', async () => {
  const h = await gridline();
  const id = await inDoubt(h);
  const settled = await h.client.actions.settle({ ids: [id, 'nobody'] });
  const again = await h.client.actions.settle({ ids: [id] });
  await h.passes(hour);
  const [action] = await h.actions();
  const { timeline } = await h.detail(action?.issueId ?? '');
  expect({
    settled,
    again,
    state: action?.state,
    said: timeline.find(({ kind, actor }) => kind === 'action.settled' && actor === 'pat')?.text,
    cases: h.salesforce.cases().length,
    problems: (await h.verify()).problems,
  }).toEqual({
    settled: { settled: [id], refused: ['nobody'] },
    again: { settled: [], refused: [id] },
    state: 'handed over',
    said: expect.any(String),
    cases: 0,
    problems: [],
  });
});

test('A person’s word that it did not arrive sends it again.', async () => {
  const h = await gridline();
  const id = await inDoubt(h);
  expect(await h.client.actions.retry({ ids: [id] })).toEqual({ queued: [id], refused: [] });
  await h.reaches('accepted', await h.actions());
  expect(h.salesforce.cases()).toHaveLength(1);
});
