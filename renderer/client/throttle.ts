type Timers = {
  readonly now: () => number;
  readonly later: (run: () => void, delay: number) => void;
};

const real: Timers = { now: () => performance.now(), later: (run, delay) => void setTimeout(run, delay) };

/** Runs `work` at once and then at most every `gap` milliseconds; the last request is never lost. */
export function throttle(work: () => void, gap: number, timers: Timers = real): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let scheduled = false;
  const run = () => {
    scheduled = false;
    last = timers.now();
    work();
  };
  return () => {
    if (scheduled) return;
    const wait = last + gap - timers.now();
    if (wait <= 0) run();
    else {
      scheduled = true;
      timers.later(run, wait);
    }
  };
}
