import type { Millis } from './time.ts';

/** A hybrid logical clock's reading. As text it sorts like time, and like order where time stood still or went back. */
export type Hlc = { readonly at: Millis; readonly counter: number; readonly device: string };

const atDigits = 9;
const counterDigits = 4;
const mostCounter = 36 ** counterDigits - 1;
const pattern = /^[0-9a-z]{9}-[0-9a-z]{4}-/;

/** `000mb3xk2-0001-laptop`: base 36, padded, so that texts compare as the clocks do. */
export function formatHlc({ at, counter, device }: Hlc): string {
  const time = at.toString(36).padStart(atDigits, '0');
  return `${time}-${counter.toString(36).padStart(counterDigits, '0')}-${device}`;
}

/** The reading behind a text; null where it is not one. */
export function parseHlc(text: string): Hlc | null {
  if (!pattern.test(text)) return null;
  return {
    at: Number.parseInt(text.slice(0, atDigits), 36),
    counter: Number.parseInt(text.slice(atDigits + 1, atDigits + 1 + counterDigits), 36),
    device: text.slice(atDigits + counterDigits + 2),
  };
}

/** Gives readings that only grow, whatever the wall clock does. */
export type HlcClock = {
  /** The next reading. `after`: what it answers to, so that a slow wall clock doesn't put the answer before the question. */
  next(after?: Millis): string;
};

export type HlcOptions = {
  readonly device: string;
  readonly now: () => Millis;
  /** The greatest reading known so far, e.g. from the journal. */
  readonly resumeFrom?: string | null;
};

/** `after` is believed this far beyond our own clock; a date from the far future would stop time for everybody. */
const mostSkew = 24 * 60 * 60 * 1_000;

export function createHlc({ device, now, resumeFrom = null }: HlcOptions): HlcClock {
  const start = resumeFrom === null ? null : parseHlc(resumeFrom);
  let at = start?.at ?? 0;
  let counter = start?.counter ?? 0;
  return {
    next(after = 0) {
      const wall = now();
      const least = Math.max(wall, after > wall + mostSkew ? 0 : after);
      if (least > at) {
        at = least;
        counter = 0;
      } else if (counter >= mostCounter) {
        at++;
        counter = 0;
      } else {
        counter++;
      }
      return formatHlc({ at, counter, device });
    },
  };
}
