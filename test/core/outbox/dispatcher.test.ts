import { afterEach, expect, test } from 'vitest';
import type { ActionItem, ActionOutcome } from '#core/connectors/action.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import { cancelActions, retryActions, settleUnknown } from '#core/outbox/requests/change.ts';
import { countActions } from '#core/store/tables/actions.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { newAction, type OutboxHarness, outboxHarness, person } from './outbox-harness.ts';
import { first, only } from '#test/harness/pick.ts';

let h: OutboxHarness;
afterEach(() => h.close());

const refused = { code: 'crm.refused', message: 'Refused', family: 'user', next: null } as const;

/** A handler that notes its calls and answers each with the next entry of the script, then with success. */
function scripted(...script: (Error | ((items: readonly ActionItem[]) => readonly ActionOutcome[]))[]) {
  const calls: string[][] = [];
  return {
    calls,
    perform(items: readonly ActionItem[]): Promise<readonly ActionOutcome[]> {
      calls.push(items.map((item) => item.idempotencyKey.split('-')[1] ?? ''));
      const step = script.shift();
      if (step instanceof Error) return Promise.reject(step);
      return Promise.resolve(step === undefined ? items.map(() => done()) : step(items));
    },
  };
}

test('sends nothing before the undo window is over, then everything in one call', async () => {
  const crm = scripted();
  h = outboxHarness(crm, { receiptFeed: 'cases' });
  h.start();
  h.request(200, { undoMs: 10_000 });
  await h.clock.advance(9_999);
  expect(crm.calls).toEqual([]);
  await h.clock.advance(1);
  expect(crm.calls.map((call) => call.length)).toEqual([200]);
  expect(new Set(h.states())).toEqual(new Set(['accepted']));
  expect(h.polls).toEqual(['crm.cases']);
  expect(h.clock.nextDue()).toBeNull();
});

test('a cancelled action is not sent, and can be asked for anew under the same key', async () => {
  const crm = scripted();
  h = outboxHarness(crm);
  h.start();
  const wanted = first(h.request(1, { undoMs: 10_000 }));
  const ids = [wanted.id];
  const context = { ingest: h.ingest, person, now: h.clock.now() };
  expect(h.store.write((db) => cancelActions(db, ids, context)).changed).toEqual(ids);
  await h.clock.advance(60_000);
  expect([crm.calls, h.states()]).toEqual([[], ['cancelled']]);
  const [again] = h.request(1);
  expect(again?.id).toBe(wanted.id);
  await h.clock.advance(0);
  expect(h.states()).toEqual(['accepted']);
  expect(h.events.map((event) => event.kind)).toEqual([
    'action.requested',
    'action.cancelled',
    'action.requested',
    'action.settled',
  ]);
  expect(h.store.write((db) => cancelActions(db, ids, context)).changed).toEqual([]);
});

test('asking twice gives the same action and one event', async () => {
  h = outboxHarness(scripted());
  const wanted = only(h.request(1, { undoMs: 10_000 }));
  const again = only(h.request(1, { undoMs: 10_000 }));
  expect(again).toEqual(wanted);
  expect(h.events).toHaveLength(1);
  const twice = h.store.write((db) =>
    requestActions(db, [newAction(7, 'idempotent'), newAction(7, 'idempotent')], {
      ingest: h.ingest,
      person,
      now: h.clock.now(),
      undoMs: 0,
    }),
  );
  expect([new Set(twice.actions.map((row) => row.id)).size, twice.changed.length]).toEqual([1, 1]);
});

test('the undo window survives a restart', async () => {
  const crm = scripted();
  h = outboxHarness(crm);
  h.start();
  h.request(1, { undoMs: 10_000 });
  await h.clock.advance(5_000);
  await h.stop();
  await h.clock.advance(4_000);
  h.restart();
  await h.clock.advance(999);
  expect(crm.calls).toEqual([]);
  await h.clock.advance(1);
  expect(crm.calls).toHaveLength(1);
});

test('a rejected item never blocks its siblings', async () => {
  const crm = scripted((items) =>
    items.map((_, at) => (at === 1 ? { result: 'failed', error: refused } : done(`C-${at}`))),
  );
  h = outboxHarness(crm);
  h.start();
  h.request(3);
  await h.clock.advance(0);
  expect(h.states()).toEqual(['accepted', 'failed', 'accepted']);
  expect(h.store.read((db) => countActions(db))).toEqual([
    { state: 'accepted', count: 2 },
    { state: 'failed', count: 1 },
  ]);
});

test('a batch that fails as a whole for one bad item is cut in halves until the item is found', async () => {
  const calls: number[] = [];
  h = outboxHarness({
    perform(items) {
      calls.push(items.length);
      return items.some((item) => item.idempotencyKey.includes('issue6-'))
        ? Promise.reject(new ConnectorError('rejected', 'crm.bad', 'One of them is bad'))
        : Promise.resolve(items.map(() => done()));
    },
  });
  h.start();
  h.request(8);
  await h.clock.advance(0);
  expect(h.states()).toEqual([...Array(5).fill('accepted'), 'failed', 'accepted', 'accepted']);
  expect(calls[0]).toBe(8);
  expect(calls.length).toBeLessThanOrEqual(7);
});

test('what should pass is tried again with growing gaps, twelve times at most', async () => {
  const down = Array.from({ length: 12 }, () => new ConnectorError('unavailable', 'crm.down', 'It is down'));
  const crm = scripted(...down);
  h = outboxHarness(crm, {}, { random: () => 0.999 });
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(24 * 3_600_000);
  expect(crm.calls).toHaveLength(12);
  expect(h.find(row.id)).toMatchObject({ state: 'failed', attempts: 12, error: { code: 'crm.down' } });
  h.store.write((db) => retryActions(db, [row.id], { ingest: h.ingest, person, now: h.clock.now() }));
  h.dispatcher.wake();
  await h.clock.advance(60_000);
  expect(h.states()).toEqual(['accepted']);
});

/** A CRM that is down, and when it was asked. */
function down(now: () => number) {
  const times: number[] = [];
  return {
    /** Between one call and the next, in seconds. */
    gaps: () => times.slice(1).map((time, at) => Math.round((time - (times[at] ?? 0)) / 1_000)),
    perform() {
      times.push(now());
      return Promise.reject(new ConnectorError('unavailable', 'crm.down', 'It is down'));
    },
  };
}

test('each gap of one action is twice the one before, up to a quarter of an hour', async () => {
  const crm = down(() => h.clock.now());
  h = outboxHarness(crm, {}, { random: () => 1 });
  h.start();
  h.request(1);
  await h.clock.advance(24 * 3_600_000);
  expect(crm.gaps()).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
});

test('each gap of the whole connection is twice the one before, up to a minute, whatever is asked for anew', async () => {
  const crm = down(() => h.clock.now());
  h = outboxHarness(crm, {}, { random: () => 1 });
  h.start();
  for (let seconds = 0; seconds < 240; seconds++) {
    h.request(1, { from: seconds });
    await h.clock.advance(1_000);
  }
  expect(crm.gaps()).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test('the time the far side asks for is kept, and waiting so does not count as an attempt', async () => {
  const crm = scripted(new ConnectorError('rate-limit', 'crm.slow', 'Slow down', { retryAfterMs: 60_000 }));
  h = outboxHarness(crm);
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(59_999);
  expect([crm.calls.length, h.states()]).toEqual([1, ['failed (temporary)']]);
  await h.clock.advance(1);
  expect(h.find(row.id)).toMatchObject({ state: 'accepted', attempts: 1 });
});

test.each(['rate-limit', 'quota', 'unavailable', 'unclear'] as const)(
  'a far side that asks for no wait (%s), and never for another, is left alone for longer and longer all the same',
  async (kind) => {
    const crm = scripted(
      ...Array.from({ length: 400 }, () => new ConnectorError(kind, 'crm.down', 'Not now', { retryAfterMs: 0 })),
    );
    h = outboxHarness(crm);
    h.start();
    h.request(1);
    for (let seconds = 0; seconds < 300; seconds++) await h.clock.advance(1_000);
    expect(crm.calls.length).toBeGreaterThan(1);
    expect(crm.calls.length).toBeLessThan(20);
  },
);

test('the time asked for is kept where the answer leaves open what was done', async () => {
  const crm = scripted(new ConnectorError('unclear', 'crm.down', 'Failed (503)', { retryAfterMs: 600_000 }));
  h = outboxHarness(crm);
  h.start();
  h.request(1);
  await h.clock.advance(599_999);
  expect(crm.calls).toHaveLength(1);
  await h.clock.advance(1);
  expect(h.states()).toEqual(['accepted']);
});

test('a refused sign-in pauses the connector; its actions wait and go when it is over', async () => {
  const crm = scripted(new ConnectorError('sign-in', 'crm.sign-in', 'Sign in again'));
  h = outboxHarness(crm);
  h.start();
  const row = first(h.request(2));
  await h.clock.advance(0);
  const until = h.clock.now() + 3_600_000;
  await h.clock.advance(3_599_999);
  expect(crm.calls).toHaveLength(1);
  expect(h.connection.state.pause).toEqual({ kind: 'sign-in', until, reason: 'Sign in again' });
  expect(h.find(row.id)).toMatchObject({ state: 'queued', attempts: 0, error: { code: 'crm.sign-in' } });
  h.connection.source.resume('crm', ['sign-in']);
  h.dispatcher.wake();
  await h.clock.advance(0);
  expect(h.states()).toEqual(['accepted', 'accepted']);
});

test('a connection stopped for its set-up is tried with one action, ever more rarely, until it is mended', async () => {
  const wrong = new ConnectorError('set-up', 'crm.right', 'May not', { next: 'Give the right.' });
  const crm = scripted(wrong, wrong, wrong);
  h = outboxHarness(crm);
  h.start();
  h.request(50);
  const sizes = () => crm.calls.map((call) => call.length);
  await h.clock.advance(59_999);
  expect(sizes()).toEqual([50]);
  await h.clock.advance(1);
  expect(sizes()).toEqual([50, 1]);
  await h.clock.advance(119_999);
  expect([sizes(), h.connection.state.pause?.kind]).toEqual([[50, 1], 'set-up']);
  await h.clock.advance(1);
  expect(sizes()).toEqual([50, 1, 1]);
  await h.clock.advance(240_000);
  await h.dispatcher.idle();
  expect(sizes()).toEqual([50, 1, 1, 1, 49]);
  expect([new Set(h.states()), h.connection.state.pause]).toEqual([new Set(['accepted']), null]);
});

test('a used-up allowance is tried again within a minute, then ever more rarely, where the far side says nothing', async () => {
  const crm = scripted(new ConnectorError('quota', 'crm.quota', 'Used up'));
  h = outboxHarness(crm);
  h.start();
  h.request(1);
  await h.clock.advance(59_999);
  expect(crm.calls).toHaveLength(1);
  await h.clock.advance(1);
  expect(h.states()).toEqual(['accepted']);
});

test('never makes more calls in a minute than allowed, nor more at once', async () => {
  const times: number[] = [];
  let atOnce = 0;
  let most = 0;
  h = outboxHarness(
    {
      async perform(items) {
        times.push(h.clock.now());
        most = Math.max(most, ++atOnce);
        await new Promise<void>((resolve) => void h.clock.after(1_000, resolve));
        atOnce--;
        return items.map(() => done());
      },
    },
    { batchSize: 1, concurrency: 2, callsPerMinute: 5 },
  );
  h.start();
  h.request(12);
  await h.clock.advance(180_000);
  expect(times).toHaveLength(12);
  expect(most).toBe(2);
  for (const [at, time] of times.entries()) expect(time - (times[at - 5] ?? -Infinity)).toBeGreaterThanOrEqual(60_000);
});

test('an unclear result: idempotent is sent again', async () => {
  const crm = scripted(new ConnectorError('unclear', 'crm.reset', 'Reset'));
  h = outboxHarness(crm);
  h.start();
  h.request(1);
  await h.clock.advance(60_000);
  expect([crm.calls.length, h.states()]).toEqual([2, ['accepted']]);
});

test('an unclear result: reconcilable is looked up, and only what did not happen is sent again', async () => {
  const crm = scripted(new ConnectorError('unclear', 'crm.reset', 'Reset'));
  const lookedUp: number[] = [];
  h = outboxHarness(
    {
      ...crm,
      reconcile(items) {
        lookedUp.push(items.length);
        return Promise.resolve(items.map((item) => (item.idempotencyKey.includes('issue1-') ? done('C-1') : null)));
      },
    },
    { deliveryClass: 'reconcilable' },
  );
  h.start();
  h.request(2);
  await h.clock.advance(60_000);
  expect([crm.calls, lookedUp.reduce((a, b) => a + b)]).toEqual([[['issue1', 'issue2'], ['issue2']], 2]);
  expect(h.states()).toEqual(['accepted', 'accepted']);
});

test('what may have arrived and could not be looked up to the end is unknown, and never called failed', async () => {
  const down = new ConnectorError('unavailable', 'crm.down', 'It is down');
  const crm = scripted(new ConnectorError('unclear', 'crm.reset', 'Reset'));
  let lookedUp = 0;
  h = outboxHarness(
    {
      ...crm,
      reconcile() {
        lookedUp++;
        return Promise.reject(down);
      },
    },
    { deliveryClass: 'reconcilable' },
  );
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(24 * 3_600_000);
  expect([crm.calls.length, lookedUp]).toEqual([1, 11]);
  expect(h.find(row.id)).toMatchObject({
    state: 'outcome unknown',
    doubtful: true,
    attempts: 12,
    error: { code: 'crm.down', next: expect.stringContaining('mark it as delivered') },
  });
});

test('where a doubtful one can not be looked up after all, a person has to look', async () => {
  const crm = scripted(new ConnectorError('unclear', 'crm.reset', 'Reset'));
  h = outboxHarness(crm, { deliveryClass: 'reconcilable' });
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(3_600_000);
  expect([crm.calls.length, h.find(row.id)]).toMatchObject([
    1,
    { state: 'outcome unknown', error: { code: 'outbox.cannot-look-up' } },
  ]);
});

test('an unclear result: at most once stops, and a person decides', async () => {
  const crm = scripted(new ConnectorError('unclear', 'crm.reset', 'Reset'));
  h = outboxHarness(crm, { deliveryClass: 'at-most-once' });
  h.start();
  const rows = h.request(2);
  const [one, two] = rows.map((row) => row.id);
  await h.clock.advance(24 * 3_600_000);
  expect([crm.calls.length, h.states()]).toEqual([1, ['outcome unknown', 'outcome unknown']]);
  const context = { ingest: h.ingest, person, now: h.clock.now() };
  h.store.write((db) => retryActions(db, [one ?? ''], context));
  h.store.write((db) => settleUnknown(db, [two ?? ''], context));
  h.dispatcher.wake();
  await h.clock.advance(0);
  expect([crm.calls, h.states()]).toEqual([
    [['issue1', 'issue2'], ['issue1']],
    ['accepted', 'handed over'],
  ]);
});

test('a call that takes no notice of its deadline counts as unclear', async () => {
  h = outboxHarness({ perform: () => new Promise(() => undefined) }, { deliveryClass: 'at-most-once' });
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(29_999);
  expect(h.states()).toEqual(['sending']);
  await h.clock.advance(1);
  expect(h.find(row.id)).toMatchObject({ state: 'outcome unknown', error: { code: 'network.timeout' } });
});

test('a missing outcome and a bug in a connector are unclear, never success', async () => {
  const crm = scripted((items) => items.slice(1).map(() => done()), new TypeError('undefined is not a function'));
  h = outboxHarness(crm, { deliveryClass: 'at-most-once', batchSize: 2 });
  h.start();
  h.request(4);
  await h.clock.advance(120_000);
  expect(h.states()).toEqual(['accepted', 'outcome unknown', 'outcome unknown', 'outcome unknown']);
});

test('stopping waits for what is under way, five seconds at most', async () => {
  let answer: (outcomes: readonly ActionOutcome[]) => void = () => undefined;
  h = outboxHarness({ perform: () => new Promise((resolve) => (answer = resolve)) }, { batchSize: 1 });
  h.start();
  h.request(2);
  await h.clock.advance(0);
  const stopped = h.stop();
  await h.clock.advance(4_000);
  answer([done()]);
  await stopped;
  expect(h.states()).toEqual(['accepted', 'queued']);
  h.restart();
  await h.clock.advance(0);
  const again = h.stop();
  await h.clock.advance(5_000);
  await again;
  expect(h.states()).toEqual(['accepted', 'failed (temporary)']);
});

test('after a lost answer, the advice is to look and to say, not what the last refusal advises', async () => {
  const advice = { ...refused, next: 'Change what the message names, then escalate again.' };
  h = outboxHarness(
    scripted(new ConnectorError('unclear', 'crm.broken', 'It broke off.'), (items) =>
      items.map(() => ({ result: 'failed', error: advice })),
    ),
  );
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(0);
  await h.clock.advance(60_000);
  expect(h.find(row.id)).toMatchObject({
    state: 'outcome unknown',
    error: { next: expect.stringContaining('mark it as delivered') },
  });
});

test('the reason of a pause and what to do stand as two sentences', async () => {
  const error = new ConnectorError('sign-in', 'crm.sign-in', 'INVALID_LOGIN: expired', { next: 'Sign in again.' });
  h = outboxHarness(scripted(error));
  h.start();
  h.request(1);
  await h.clock.advance(0);
  expect(h.connection.state.pause?.reason).toBe('INVALID_LOGIN: expired. Sign in again.');
});
