import type { Millis } from '#shared/lib/time.ts';
import { minute } from '#shared/lib/time.ts';

/** How many calls may still be made. */
export type CallAllowance = {
  /** From when on the next call is allowed: `now` or later. */
  freeAt(now: Millis): Millis;
  take(now: Millis): void;
};

/** At most `perMinute` calls in any 60 seconds, not only on average: that is how vendors count. */
export function createCallAllowance(perMinute: number): CallAllowance {
  const taken: Millis[] = [];
  return {
    freeAt(now) {
      while (taken[0] !== undefined && taken[0] <= now - minute) taken.shift();
      // The clock was put back: what seems to lie ahead says nothing.
      while ((taken.at(-1) ?? now) > now) taken.pop();
      const oldest = taken[taken.length - perMinute];
      return oldest === undefined ? now : oldest + minute;
    },
    take(now) {
      taken.push(now);
    },
  };
}
