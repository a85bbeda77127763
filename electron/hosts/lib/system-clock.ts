import type { Clock } from '#core/ports.ts';

const longestTimer = 2 ** 31 - 1;

/** The machine's clock. Timers do not keep the process alive: what should run on says so itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delay), longestTimer));
    return () => clearTimeout(timer);
  },
};
