import { expect, test } from 'vitest';
import type { ActionItem, ActionOutcome } from '#core/connectors/action.ts';
import { ConnectorError, type ConnectorErrorKind } from '#core/connectors/sdk/error.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { createRandom } from '#sandbox/lib/random.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { outboxHarness } from './outbox-harness.ts';

const error = { code: 'crm.fault', message: 'A fault', family: 'transient', next: null } as const;

/** Kinds after which the far side has surely done nothing. */
const nothingDone: readonly ConnectorErrorKind[] = ['unavailable', 'rate-limit'];

/** A far side that fails in every way, but never says what is not so. */
function faultySystem(seed: number) {
  const random = createRandom(seed);
  const effects: string[] = [];
  /** Keys of which we have said that it is not known. */
  const unclear = new Set<string>();
  const sentAfterUnclear: string[] = [];
  const doSome = (items: readonly ActionItem[]) => {
    for (const item of items) {
      if (random.chance(0.5)) effects.push(item.idempotencyKey);
      unclear.add(item.idempotencyKey);
    }
  };
  const one = (item: ActionItem): ActionOutcome => {
    if (random.chance(0.7)) {
      effects.push(item.idempotencyKey);
      return done();
    }
    if (random.chance(0.3)) return { result: 'retry', error, afterMs: random.chance(0.5) ? 1_000 : null };
    if (random.chance(0.2)) return { result: 'failed', error };
    doSome([item]);
    return { result: 'unclear', error };
  };
  return {
    effects,
    sentAfterUnclear,
    async perform(items: readonly ActionItem[]): Promise<readonly ActionOutcome[]> {
      sentAfterUnclear.push(...items.map((item) => item.idempotencyKey).filter((key) => unclear.has(key)));
      if (random.chance(0.1)) throw new ConnectorError(random.pick(nothingDone), 'crm.fault', 'A fault');
      if (random.chance(0.1)) {
        doSome(items);
        if (random.chance(0.5)) return new Promise(() => undefined);
        throw random.chance(0.5) ? new TypeError('A bug') : new ConnectorError('unclear', 'crm.fault', 'A fault');
      }
      return items.map(one);
    },
    async reconcile(items: readonly ActionItem[]): Promise<readonly (ActionOutcome | null)[]> {
      if (random.chance(0.2)) throw new ConnectorError('unavailable', 'crm.fault', 'A fault');
      return items.map((item) => {
        if (effects.includes(item.idempotencyKey)) return done();
        unclear.delete(item.idempotencyKey);
        return null;
      });
    },
  };
}

test.each(
  (['idempotent', 'reconcilable', 'at-most-once'] as const).flatMap((deliveryClass) =>
    Array.from({ length: 8 }, (_, seed) => [deliveryClass, seed + 1] as const),
  ),
)('whatever goes wrong, every %s effect keeps its promise (seed %i)', async (deliveryClass, seed) => {
  const system = faultySystem(seed);
  const random = createRandom(`${deliveryClass} ${seed}`);
  const h = outboxHarness(system, { deliveryClass, batchSize: 7, concurrency: 2 }, { random: () => random.next() });
  h.start();
  const keys = h.request(40).map((row) => row.id);
  for (let day = 0; day < 2; day++) {
    await h.clock.advance(30_000);
    const stopped = h.stop();
    // A call that hangs is given five seconds.
    await h.clock.advance(5_000);
    await stopped;
    h.restart();
    await h.clock.advance(24 * 3_600_000);
  }
  const seen = keys.map((key) => ({
    key,
    state: h.find(key).state,
    times: system.effects.filter((effect) => effect === key).length,
  }));
  await h.close();
  const broken = seen.filter(({ state, times }) => {
    if (!stateRules[state].over) return true;
    if (state === 'accepted' && times === 0) return true;
    return deliveryClass !== 'idempotent' && times > 1;
  });
  expect(broken).toEqual([]);
  expect(deliveryClass === 'idempotent' ? [] : system.sentAfterUnclear).toEqual([]);
});
