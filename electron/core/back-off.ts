import type { Millis } from '#shared/lib/time.ts';

/** Exponential back-off with full jitter: anywhere between 0 and `base * 2^failures`, `cap` at most. `failures` counts from 1. */
export function backOff(failures: number, random: () => number, base: Millis, cap: Millis): Millis {
  return Math.round(random() * Math.min(cap, base * 2 ** Math.min(failures - 1, 30)));
}

/** What was asked for is waited at least: a far side that keeps asking for nothing, or for a moment that is over, would be called without end. */
export function waitAsAsked(asked: Millis | null, own: Millis): Millis {
  return Math.max(asked ?? 0, own);
}
