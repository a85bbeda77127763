import { minute, second, type Millis } from '#shared/lib/time.ts';

/** So many deaths within so long, and starting it again helps nobody. */
const mostDeaths = 5;
const within: Millis = 10 * minute;
const firstPause: Millis = second / 4;
const longestPauseMs: Millis = 10 * second;

/** When a process that died is started again. One that lived for ten minutes has a clean record. */
export type RestartPolicy = {
  /** It died now. How long to wait before the next start; null where there should be none. */
  died(now: Millis): Millis | null;
  /** A person wants to try again. */
  forgive(): void;
};

export function createRestartPolicy(): RestartPolicy {
  let deaths: readonly Millis[] = [];
  return {
    died(now) {
      deaths = [...deaths.filter((at) => now - at < within), now];
      if (deaths.length >= mostDeaths) return null;
      return Math.min(firstPause * 2 ** (deaths.length - 1), longestPauseMs);
    },
    forgive() {
      deaths = [];
    },
  };
}
