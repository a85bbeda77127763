import { hour, type Millis } from '#shared/lib/time.ts';

/** How many go in one call: what the connector says, or less where that turned out to be too much. */
export type BatchSize = {
  size(now: Millis): number;
  /** `size` is what was tried next after too many at once. */
  learn(size: number, now: Millis): void;
};

/** What an outside system could not take, it may take later: after this the full size is tried again. */
const remembered: Millis = hour;

export function createBatchSize(full: number): BatchSize {
  let learnt: { readonly size: number; readonly at: Millis } | null = null;
  return {
    size: (now) => (learnt !== null && Math.abs(now - learnt.at) < remembered ? Math.min(full, learnt.size) : full),
    learn(size, now) {
      learnt = { size: Math.min(size, learnt?.size ?? full), at: now };
    },
  };
}
