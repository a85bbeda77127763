import { day, type Millis, minute } from '#shared/lib/time.ts';
import type { Clock } from '../../ports.ts';

/** Less than that is the time an answer takes, and covered by the overlap. */
const tolerated: Millis = 2 * minute;
/** More than that is no clock, but a broken header. */
const believed: Millis = 7 * day;

/** How far Trading Grid's clock is ahead of this computer's, as its answers (`Date`, RFC 9110 6.6.1) tell. */
export type ServerTime = {
  note(headers: Headers): void;
  /** Milliseconds; 0 where the two agree within two minutes, or nothing is known. */
  ahead(): Millis;
};

export function createServerTime(clock: Pick<Clock, 'now'>): ServerTime {
  let ahead: Millis = 0;
  return {
    note(headers) {
      const theirs = Date.parse(headers.get('date') ?? '');
      if (Number.isNaN(theirs)) return;
      const difference = theirs - clock.now();
      const size = Math.abs(difference);
      ahead = size <= tolerated || size > believed ? 0 : difference;
    },
    ahead: () => ahead,
  };
}
