import type { Clock } from '#core/ports.ts';

export type ManualClock = Clock & {
  /** Moves time on, running what comes due on the way in order, and lets promises settle after each step. */
  advance(ms: number): Promise<void>;
  /** Puts the clock back (or, below 0, forward) as a person or a time server does: timers go by how long they wait. */
  turnBack(ms: number): void;
  /** When the earliest timer is due; null when none is set. */
  nextDue(): number | null;
};

/** Lets everything run that needs no time and no network. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until a test moves it. `start` is in milliseconds since 1970. */
export function createManualClock(start = Date.UTC(2026, 10, 16, 9, 0)): ManualClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>();
  const earliest = () => [...timers].toSorted(([a, left], [b, right]) => left.due - right.due || a - b)[0];
  return {
    now: () => now,
    after(delay, callback) {
      const id = count++;
      timers.set(id, { due: now + Math.max(0, delay), run: callback });
      return () => void timers.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = earliest();
        if (next === undefined || next[1].due > end) break;
        timers.delete(next[0]);
        now = Math.max(now, next[1].due);
        next[1].run();
        await settle();
      }
      now = end;
      await settle();
    },
    turnBack(ms) {
      now -= ms;
      for (const [id, { due, run }] of timers) timers.set(id, { due: due - ms, run });
    },
    nextDue: () => earliest()?.[1].due ?? null,
  };
}
