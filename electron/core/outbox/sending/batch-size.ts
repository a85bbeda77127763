import { hour, type Millis } from '#shared/lib/time.ts';

/** How many go in one call: what the connector says, or less where that turned out to be too much. */
export type BatchSize = {
  size(now: Millis): number;
  /** `size` is what was tried next after too many at once. */
  learn(size: number, now: Millis): void;
  /** A call of `size` got no clear answer. Several in a row may be the size: then fewer go at once. */
  failed(size: number): void;
  /** A call was answered: where fewer were tried for want of an answer, more are again. */
  answered(): void;
};

/** What an outside system could not take, it may take later: after this the full size is tried again. */
const remembered: Millis = hour;
/** Unclear answers in a row before the size is suspected: the first ones are the network's, as a rule. */
const suspicious = 3;

export function createBatchSize(full: number): BatchSize {
  let learnt: { readonly size: number; readonly at: Millis } | null = null;
  let suspected: number | null = null;
  let failures = 0;
  const known = (now: Millis) =>
    learnt !== null && Math.abs(now - learnt.at) < remembered ? Math.min(full, learnt.size) : full;
  return {
    size: (now) => Math.min(known(now), suspected ?? full),
    learn(size, now) {
      learnt = { size: Math.min(size, learnt?.size ?? full), at: now };
    },
    failed(size) {
      failures++;
      if (failures >= suspicious || suspected !== null) suspected = Math.max(1, Math.ceil(size / 2));
    },
    answered() {
      failures = 0;
      if (suspected !== null) suspected = suspected * 2 >= full ? null : suspected * 2;
    },
  };
}
