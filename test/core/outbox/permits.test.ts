import { afterEach, expect, test } from 'vitest';
import { actionStates } from '#shared/model/action/action.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { getActions } from '#core/outbox/read.ts';
import { approveActions, cancelActions, retryActions, settleUnknown } from '#core/outbox/requests/change.ts';
import { actionTable } from '#core/store/tables/actions.ts';
import { type OutboxHarness, outboxHarness, person } from './outbox-harness.ts';
import { only } from '#test/harness/pick.ts';

let h: OutboxHarness;
afterEach(() => h.close());

const error = { code: 'crm.x', message: 'No.', family: 'transient', next: null } as const;

const approve = (...[db, ids, context]: Parameters<typeof cancelActions>) =>
  approveActions(db, ids, { ...context, undoMs: 0 });

test.each(actionStates.flatMap((state) => [false, true].map((doubtful) => ({ state, doubtful }))))(
  'What a screen is told about $state (doubtful: $doubtful) is what the outbox does.',
  ({ state, doubtful }) => {
    h = outboxHarness({});
    const context = { ingest: h.ingest, person, now: 5 };
    const attempts = [cancelActions, retryActions, settleUnknown, approve].map((attempt, at) => {
      const row = only(h.request(1, { from: at }));
      if (row === undefined) throw new Error('Nothing was asked for.');
      h.store.write((db) =>
        actionTable.update(db, row, { ...row, state, doubtful, error: state === 'queued' ? null : error }),
      );
      const [told] = h.store.read((db) => getActions(db, [row.id], { now: 5, ...person }));
      const { changed } = h.store.write((db) => attempt(db, [row.id], context));
      return { told: told?.can, done: changed.length > 0 };
    });
    const [cancel, retry, settle, approved] = attempts;
    expect({ cancel: cancel?.done, retry: retry?.done, settle: settle?.done, approve: approved?.done }).toEqual(
      attempts[0]?.told,
    );
  },
);

test('After a time-out nobody can take it back: it may have arrived.', async () => {
  h = outboxHarness({
    perform: () => Promise.reject(new ConnectorError('unclear', 'crm.timeout', 'The CRM did not answer.')),
  });
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(0);
  await h.dispatcher.idle();
  const [told] = h.store.read((db) => getActions(db, [row.id], { now: h.clock.now(), ...person }));
  expect(told).toMatchObject({
    state: 'failed (temporary)',
    can: { cancel: false, retry: true, settle: false, approve: false },
  });
});
