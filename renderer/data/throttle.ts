type Timers = {
  readonly now: () => number;
  readonly later: (run: () => void, delayMs: number) => void;
};

const real: Timers = { now: () => performance.now(), later: (run, delayMs) => void setTimeout(run, delayMs) };

/** Runs `work` at once and then at most every `gapMs` milliseconds; the last request is never lost. */
export function throttle(work: () => void, gapMs: number, timers: Timers = real): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let scheduled = false;
  const run = () => {
    scheduled = false;
    last = timers.now();
    work();
  };
  return () => {
    if (scheduled) return;
    const waitMs = last + gapMs - timers.now();
    if (waitMs <= 0) run();
    else {
      scheduled = true;
      timers.later(run, waitMs);
    }
  };
}
