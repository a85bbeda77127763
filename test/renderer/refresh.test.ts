import { ORPCError } from '@orpc/client';
import { QueryObserver } from '@tanstack/react-query';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Area, ask, client } from '#renderer/data/client.ts';
import { areasChanged, connectionIsBack, distrustAnswers, onChanged } from '#renderer/data/refresh.ts';

// One clock for all: a second one would begin before what is remembered of the first.
beforeAll(() => {
  vi.useFakeTimers();
});
afterAll(() => {
  vi.useRealTimers();
});
afterEach(() => client.clear());

/** Time goes on; what comes due happens in order. */
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Something on screen that hangs on the issues. Says when it was asked for, and what it shows: how much had changed then. */
function shown({ areas = ['issues'], answersIn = 0 }: { areas?: readonly Area[]; answersIn?: number } = {}) {
  const askedAt: number[] = [];
  let under = 0;
  let most = 0;
  const core = { changes: 0 };
  const observer = new QueryObserver(client, {
    queryKey: ['shown', areas, answersIn],
    queryFn: async () => {
      askedAt.push(Date.now());
      const known = core.changes;
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, answersIn));
      under -= 1;
      return known;
    },
    meta: { areas },
  });
  onTestFinished(observer.subscribe(() => undefined));
  return { askedAt, core, data: () => observer.getCurrentResult().data, mostAtOnce: () => most };
}

/** 1,000 changes in a second. */
async function burst(core: { changes: number }): Promise<void> {
  for (let change = 0; change < 1_000; change += 1) {
    core.changes += 1;
    areasChanged(['issues']);
    await passes(1);
  }
}

describe('a burst of 1,000 changes in a second', () => {
  test('is asked for at most four times a second, and the last of them is not lost', async () => {
    const list = shown();
    await passes(1_000);
    expect(list.askedAt.length).toBe(1);
    await burst(list.core);
    await passes(1_000);
    const gaps = list.askedAt.slice(1).map((at, index) => at - (list.askedAt[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(2);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(250);
    expect(list.data()).toBe(1_000);
  });

  test('never waits for two answers at once, and gives up none that is slow', async () => {
    const list = shown({ answersIn: 700 });
    await passes(1_000);
    await burst(list.core);
    await passes(3_000);
    expect(list.mostAtOnce()).toBe(1);
    expect(list.askedAt.length - 1).toBeLessThanOrEqual(3);
    expect(list.data()).toBe(1_000);
  });

  test('reaches what keeps its own rows in the same rhythm, and nothing that hangs on something else', async () => {
    const people = shown({ areas: ['people'] });
    let heard = 0;
    onTestFinished(onChanged(['actions', 'issues'], () => (heard += 1)));
    await passes(1_000);
    await burst(people.core);
    await passes(1_000);
    expect(heard).toBeGreaterThan(2);
    expect(heard).toBeLessThanOrEqual(5);
    expect(people.askedAt.length).toBe(1);
  });
});

test('What could not be drawn is not kept: it is asked for anew where it is on screen, and forgotten where it is not.', async () => {
  const list = shown();
  client.setQueryData(['looked at before'], 'something odd');
  await passes(1_000);
  distrustAnswers();
  distrustAnswers();
  await passes(500);
  expect([list.askedAt.length, client.getQueryData(['looked at before'])]).toEqual([2, undefined]);
});

describe('what is asked once more', () => {
  const failing = (why: unknown) => {
    let asked = 0;
    const answer = ask({
      queryKey: ['failing', String(why)],
      queryFn: async () => {
        asked += 1;
        if (asked < 3) throw why;
        return 'heard';
      },
      gcTime: 0,
    }).catch((failure: unknown) => failure);
    return { answer, asked: () => asked };
  };

  test('is what a lost connection or a time limit took away', async () => {
    for (const error of [new Error('closed'), new DOMException('late', 'TimeoutError')]) {
      const { answer, asked } = failing(error);
      await passes(5_000);
      expect([await answer, asked()]).toEqual(['heard', 3]);
    }
  });

  test('is never an answer that says no, or a mistake of ours', async () => {
    for (const error of [new ORPCError('NOT_FOUND'), new TypeError('x is not a function')]) {
      const { answer, asked } = failing(error);
      await passes(5_000);
      expect([await answer, asked()]).toEqual([error, 1]);
    }
  });

  test('is what was still not heard, once the connection is back', async () => {
    let open = false;
    const observers = [new Error('closed'), new ORPCError('NOT_FOUND')].map(
      (why) =>
        new QueryObserver(client, {
          queryKey: ['lost', String(why)],
          queryFn: async () => {
            if (!open) throw why;
            return 'heard';
          },
        }),
    );
    for (const observer of observers) onTestFinished(observer.subscribe(() => undefined));
    await passes(5_000);
    open = true;
    connectionIsBack();
    await passes(1_000);
    expect(observers.map((observer) => observer.getCurrentResult().data)).toEqual(['heard', undefined]);
  });

  test('is nothing that nobody waits for any more', async () => {
    const left = new AbortController();
    let asked = 0;
    const answer = ask(
      { queryKey: ['left'], queryFn: () => Promise.reject(new Error(`closed ${(asked += 1)}`)) },
      left.signal,
    );
    const told = answer.catch((failure: unknown) => failure);
    await passes(0);
    left.abort();
    await passes(5_000);
    expect([await told, asked]).toEqual([left.signal.reason, 1]);
  });
});
