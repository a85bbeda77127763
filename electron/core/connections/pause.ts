import { assertNever } from '#shared/lib/assert-never.ts';
import { day, hour, type Millis, minute } from '#shared/lib/time.ts';
import type { Pause } from '../store/tables/connections.ts';

/** No pause with an end is made for longer: one that seems to be says that the clock was put back since. */
const longestPauseMs = day + hour;

/** The pause that keeps everything back now; null when there is none, or when it is time to try whether it is over. */
export function pauseNow(pause: Pause | null, now: Millis): Pause | null {
  if (pause === null || pause.until === null) return pause;
  return pause.until <= now || pause.until > now + longestPauseMs ? null : pause;
}

/** A pause that concerns reading too: a set-up problem of an action does not stop the feeds. Null where none holds now. */
export function pauseOfFeeds(pause: Pause | null, now: Millis): Pause | null {
  const held = pauseNow(pause, now);
  return held === null || held.kind === 'set-up' ? null : held;
}

/** The pause that people have to know of: one that needs somebody lasts until something worked again. */
export function pauseShown(pause: Pause | null, now: Millis): Pause | null {
  return pause?.kind === 'quota' ? pauseNow(pause, now) : pause;
}

/**
 * When to try whether a pause is over that nobody has ended: a right may have been given, a user let in again, an allowance raised. `times` =
 * how often in a row it was not, from 1. Rarer each time, since every try costs calls.
 */
export function tryAgainAt(kind: Pause['kind'], times: number, now: Millis): Millis {
  return now + (kind === 'sign-in' ? hour : Math.min(hour, minute * 2 ** Math.min(times - 1, 10)));
}

/** What ends a pause, for people. */
export function whatEnds({ kind, until }: Pick<Pause, 'kind' | 'until'>): string {
  switch (kind) {
    case 'sign-in':
      return 'The pause ends when someone signs in, or when a poll or a connection test succeeds; Gridline retries once an hour.';
    case 'set-up':
      return 'The pause ends once this is fixed: a successful poll or connection test ends it, and Gridline also retries automatically.';
    case 'quota':
      return `${until === null ? 'Gridline retries automatically' : `Gridline tries again at ${timeOfDay(until)}`}; a successful poll or connection test ends the pause at once.`;
    default:
      return assertNever(kind, 'kind of pause');
  }
}

function timeOfDay(at: Millis): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
