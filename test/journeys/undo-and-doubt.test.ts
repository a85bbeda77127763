import { expect, test } from 'vitest';
import { hour, second } from '#shared/lib/time.ts';
import type { ActionItem } from '#core/connectors/action.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { done, scriptedConnector } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';
import { first } from '#test/harness/pick.ts';

test('With no time to undo an escalation leaves at once; with a minute it can be undone for a minute.', async () => {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  const [one, two] = await h.queue();
  await h.client.settings.set({ undoSeconds: 0 });
  await h.reaches('accepted', await h.escalate(one?.id ?? ''));
  await h.client.settings.set({ undoSeconds: 60 });
  const held = await h.escalate(two?.id ?? '');
  await h.passes(59 * second);
  await h.undo(held);
  // Whoever presses twice, or asks again because the answer was lost, hears the same.
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
  expect(h.salesforce.cases()).toHaveLength(1);
});

/** A CRM that keeps what reaches it, and whose answer to the first call is lost. What it takes may be sent once only. */
function forgetfulCrm() {
  const arrived: string[] = [];
  let answers = false;
  const connector = scriptedConnector(
    {
      perform(items) {
        arrived.push(...items.map(({ idempotencyKey }) => idempotencyKey));
        if (answers) return Promise.resolve(items.map(() => done('CRM-1')));
        answers = true;
        return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'The connection was reset.'));
      },
    },
    { deliveryClass: 'at-most-once' },
  );
  return { connector, arrived };
}

/** Sent once, and not answered: nothing but a person's word moves it on. */
async function inDoubt(h: Gridline): Promise<string> {
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const asked = await h.act('crm.escalate', (await h.issue()).id);
  await h.undoWindowPasses();
  const action = first(await h.reaches('outcome unknown', asked));
  if (action === undefined) throw new Error('Nothing was asked for.');
  await h.passes(hour);
  return action.id;
}

test('A person’s word that it did arrive ends the doubt: it counts as handed over and is never sent again.', async () => {
  const crm = forgetfulCrm();
  const h = await gridline({ more: [crm] });
  const id = await inDoubt(h);
  const settled = await h.client.actions.settle({ ids: [id, 'nobody'] });
  const again = await h.client.actions.settle({ ids: [id] });
  await h.passes(hour);
  const action = first(await h.actions());
  const { timeline } = await h.detail(action.issueId);
  expect({
    settled,
    again,
    state: action.state,
    said: timeline.find(({ kind, actor }) => kind === 'action.settled' && actor === 'pat')?.text,
    arrived: crm.arrived,
    problems: (await h.verify()).problems,
  }).toEqual({
    settled: { settled: [id], refused: ['nobody'] },
    again: { settled: [], refused: [id] },
    state: 'handed over',
    said: expect.any(String),
    arrived: [id],
    problems: [],
  });
});

test('A person’s word that it did not arrive sends it again, under the same key.', async () => {
  const crm = forgetfulCrm();
  const h = await gridline({ more: [crm] });
  const id = await inDoubt(h);
  const before = [...crm.arrived];
  expect(await h.client.actions.retry({ ids: [id] })).toEqual({ queued: [id], refused: [] });
  await h.reaches('accepted', await h.actions());
  expect({ before, after: crm.arrived }).toEqual({ before: [id], after: [id, id] });
});

test('What can be looked up is looked up after a lost answer, and sent again only where it did not arrive.', async () => {
  const sent: string[] = [];
  const looked: string[] = [];
  const reachesThem = 'INV-2';
  const numberOf = ({ draft }: ActionItem) => (typeof draft === 'string' ? draft : 'not a number');
  const connector = scriptedConnector(
    {
      draft: ({ issue }) => issue.documentNumber,
      perform(items) {
        const first = sent.length === 0;
        sent.push(...items.map(numberOf));
        if (!first) return Promise.resolve(items.map((item) => done(`CRM ${numberOf(item)}`)));
        return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'The connection was reset.'));
      },
      reconcile(items) {
        looked.push(...items.map(numberOf));
        return Promise.resolve(items.map(({ draft }) => (draft === reachesThem ? done('CRM found') : null)));
      },
    },
    { deliveryClass: 'reconcilable' },
  );
  const h = await gridline({ more: [{ connector }] });
  for (const number of ['INV-1', reachesThem]) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  const asked = await h.act('crm.escalate', ...(await h.queue()).map(({ id }) => id));
  await h.undoWindowPasses();
  await h.passes(hour);
  const settled = await h.reaches('accepted', asked);
  // What is due at one moment goes in the order of its keys.
  const both = sent.splice(0, 2).toSorted();
  expect({
    both,
    sent,
    looked: looked.toSorted(),
    references: settled.map(({ reference }) => reference).toSorted(),
  }).toEqual({
    both: ['INV-1', reachesThem],
    sent: ['INV-1'],
    looked: ['INV-1', reachesThem],
    references: ['CRM INV-1', 'CRM found'],
  });
});
