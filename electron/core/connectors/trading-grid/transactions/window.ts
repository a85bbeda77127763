import type { Millis } from '#shared/lib/time.ts';
import { minute, second } from '#shared/lib/time.ts';

/** A stretch of the source's time, read to its end before the next one starts. */
export type Window = { readonly from: Millis; readonly to: Millis; readonly mode: 'pages' | 'scroll' };

/**
 * From the last passed point (less the overlap) to now. What is longer than one catch-up window is cut into windows of
 * that size, read by scrolling; the last of them, up to now, is read by pages.
 */
export function planWindows(options: {
  readonly passed: Millis | null;
  readonly now: Millis;
  readonly overlapMs: Millis;
  readonly firstLookbackMs: Millis;
  readonly catchUpMs: Millis;
}): readonly Window[] {
  const now = Math.floor(options.now / second) * second;
  // A clock that was set back must not make a window that ends before it starts.
  const passed = options.passed === null ? now - options.firstLookbackMs : Math.min(options.passed, now);
  let from = options.passed === null ? passed : passed - options.overlapMs;
  const windows: Window[] = [];
  while (now - from > options.catchUpMs + options.overlapMs) {
    const to = from + options.catchUpMs;
    windows.push({ from, to, mode: 'scroll' });
    // A minute twice, since whether the ends belong to a range is not documented.
    from = to - minute;
  }
  return [...windows, { from, to: now, mode: 'pages' }];
}
