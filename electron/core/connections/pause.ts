import { assertNever } from '#shared/lib/assert-never.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Pause } from '../store/connections.ts';

/** The pause that keeps everything back now; null when there is none, or when it is time to try whether it is over. */
export function pauseNow(pause: Pause | null, now: Millis): Pause | null {
  return pause === null || (pause.until !== null && pause.until <= now) ? null : pause;
}

/** The pause that people have to know of: one that needs somebody lasts until something worked again. */
export function pauseShown(pause: Pause | null, now: Millis): Pause | null {
  return pause?.kind === 'quota' ? pauseNow(pause, now) : pause;
}

/** What ends a pause, for people. */
export function whatEnds({ kind }: Pick<Pause, 'kind'>): string {
  switch (kind) {
    case 'sign-in':
      return 'Signing in ends the pause; so does a poll or a test of the connection that works.';
    case 'set-up':
      return 'Once it is put right, testing the connection ends the pause; Gridline also tries again by itself.';
    case 'quota':
      return 'The pause ends by itself.';
    default:
      return assertNever(kind, 'kind of pause');
  }
}
