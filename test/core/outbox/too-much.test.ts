import { afterEach, expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import type { ActionItem, ActionOutcome } from '#core/connectors/action.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { type OutboxHarness, outboxHarness } from './outbox-harness.ts';
import { only } from '#test/harness/pick.ts';

let h: OutboxHarness;
afterEach(() => h.close());

const error = { code: 'crm.limit', message: 'Too much at once.', family: 'user', next: null } as const;

/** Takes at most `most` at once; `passes` as the CRM says it. */
function limited(most: number, passes = false) {
  const sizes: number[] = [];
  return {
    sizes,
    perform(items: readonly ActionItem[]): Promise<readonly ActionOutcome[]> {
      sizes.push(items.length);
      const tooMany = items.length > most;
      return Promise.resolve(items.map(() => (tooMany ? { result: 'too much', error, passes } : done())));
    },
  };
}

async function drained(): Promise<void> {
  await h.clock.advance(0);
  await h.dispatcher.idle();
}

test('a batch that is too much is halved until it goes, and the next ones are no larger for an hour', async () => {
  const crm = limited(25);
  h = outboxHarness(crm);
  h.start();
  h.request(120);
  await drained();
  expect(new Set(h.states())).toEqual(new Set(['accepted']));
  expect(crm.sizes).toEqual([120, 60, 60, 30, 30, 15, 15, 15, 15, 30, 30, 15, 15, 15, 15]);
  crm.sizes.length = 0;
  h.request(40, { from: 1_000 });
  await drained();
  expect(crm.sizes).toEqual([15, 15, 10]);
  await h.clock.advance(hour);
  crm.sizes.length = 0;
  h.request(20, { from: 2_000 });
  await drained();
  expect(crm.sizes).toEqual([20]);
});

test('what is too much even alone has failed, each for itself', async () => {
  const crm = limited(0);
  h = outboxHarness(crm);
  h.start();
  h.request(3);
  await drained();
  expect(h.states()).toEqual(['failed', 'failed', 'failed']);
  expect(crm.sizes).toEqual([3, 2, 1, 1, 1]);
});

test('halving goes no faster than the calls that are allowed', async () => {
  const crm = limited(1);
  h = outboxHarness(crm, { callsPerMinute: 4 });
  h.start();
  h.request(8);
  await h.clock.advance(0);
  const inFirstMinute = crm.sizes.length;
  for (let passed = 0; passed < 6; passed++) await h.clock.advance(minute);
  await h.dispatcher.idle();
  expect([inFirstMinute, new Set(h.states())]).toEqual([4, new Set(['accepted'])]);
});

test('a passing trouble that meets both halves is not chased down to every single one: it waits, and goes in one call', async () => {
  const crm = limited(0, true);
  h = outboxHarness(crm);
  h.start();
  h.request(100);
  await h.clock.advance(0);
  expect(crm.sizes).toEqual([100, 50, 50]);
  expect(new Set(h.states())).toEqual(new Set(['failed (temporary)']));
});

test('what failed together for a lost answer is due together, whatever chance says', async () => {
  const sizes: number[] = [];
  let chance = 0;
  h = outboxHarness(
    {
      perform: (items) => {
        sizes.push(items.length);
        if (sizes.length > 1) return Promise.resolve(items.map(() => done()));
        return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'The connection broke off.'));
      },
    },
    {},
    { random: () => (chance += 0.01) % 1 },
  );
  h.start();
  h.request(40);
  await h.clock.advance(0);
  for (let passed = 0; passed < 4; passed++) await h.clock.advance(minute);
  expect(sizes).toEqual([40, 40]);
  expect(new Set(h.states())).toEqual(new Set(['accepted']));
});

test('the connector is told which may have arrived', async () => {
  const doubts: (boolean | undefined)[] = [];
  h = outboxHarness({
    perform: (items) => {
      doubts.push(items[0]?.doubtful);
      if (doubts.length > 1) return Promise.resolve(items.map(() => done()));
      return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'The connection broke off.'));
    },
  });
  h.start();
  h.request(1);
  await h.clock.advance(0);
  await h.clock.advance(minute);
  expect(doubts).toEqual([false, true]);
});

test.each([
  ['refused', { result: 'failed', error }],
  ['too much alone', { result: 'too much', error, passes: false }],
] as const)('after a lost answer, what is %s is not called failed: nobody knows', async (_, outcome) => {
  let calls = 0;
  h = outboxHarness({
    perform: (items) => {
      if (calls++ > 0) return Promise.resolve(items.map(() => outcome));
      return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'The connection broke off.'));
    },
  });
  h.start();
  const row = only(h.request(1));
  await h.clock.advance(0);
  await h.clock.advance(minute);
  expect(h.find(row.id)).toMatchObject({
    state: 'outcome unknown',
    error: { message: 'An earlier attempt got no answer, so it may have arrived. The last one: Too much at once.' },
  });
});

test('what nobody can find out by trying again waits for a person at once', async () => {
  let calls = 0;
  h = outboxHarness({
    perform: (items) => {
      calls++;
      return Promise.resolve(items.map(() => ({ result: 'unknown', error })));
    },
  });
  h.start();
  h.request(1);
  await h.clock.advance(0);
  await h.clock.advance(hour);
  expect([h.states(), calls]).toEqual([['outcome unknown'], 1]);
});

test('a batch that never gets a clear answer is tried smaller, and larger again once it is answered', async () => {
  const sizes: number[] = [];
  h = outboxHarness({
    perform(items) {
      sizes.push(items.length);
      if (items.length > 10) throw new ConnectorError('unclear', 'crm.broken', 'It broke off.');
      return Promise.resolve(items.map(() => done()));
    },
  });
  h.start();
  h.request(40);
  await drained();
  for (let minutes = 0; minutes < 30; minutes++) {
    await h.clock.advance(minute);
    await drained();
  }
  expect(new Set(h.states())).toEqual(new Set(['accepted']));
  expect(sizes.slice(0, 5)).toEqual([40, 40, 40, 20, 10]);
  expect(sizes.length).toBeLessThanOrEqual(12);
});
