import { day, type Millis, minute } from '#shared/lib/time.ts';
import type { Clock } from '../../../ports.ts';
import { ConnectorError } from '../../sdk/error.ts';

/** Less than that is the time an answer takes, and covered by the overlap. */
const tolerated: Millis = 2 * minute;
/** More than that is not allowed for: too much else goes by this computer's clock. */
const allowedFor: Millis = 7 * day;
/** A `Date` outside of these years is no clock, but a broken header. */
const years = { from: Date.UTC(2020), to: Date.UTC(2100) };

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
      if (Number.isNaN(theirs) || theirs < years.from || theirs > years.to) return;
      const difference = theirs - clock.now();
      ahead = Math.abs(difference) <= tolerated ? 0 : difference;
    },
    ahead: () => ahead,
  };
}

/** What may be asked for now, in Trading Grid's time where that is ahead. */
export function latestOf(now: Millis, ahead: Millis): Millis {
  return isTooFar(ahead) ? now : now + Math.max(0, ahead);
}

function isTooFar(ahead: Millis): boolean {
  return Math.abs(ahead) > allowedFor;
}

/** The difference where it can be allowed for. Throws `set-up`: what was searched for then was another time. */
export function knownAhead(ahead: Millis): Millis {
  if (!isTooFar(ahead)) return ahead;
  throw new ConnectorError(
    'set-up',
    'trading-grid.clock-wrong',
    `This computer’s clock is ${differenceInWords(ahead)} Trading Grid’s, so entries are not searched for at the right time.`,
    {
      next: 'Correct the clock of this computer. Everything since the last successful poll is read then.',
      retryAfterMs: minute,
    },
  );
}

/** `2 days behind`; to be followed by whose clock it is compared with. */
export function differenceInWords(ahead: Millis): string {
  const minutes = Math.round(Math.abs(ahead) / minute);
  const hours = Math.round(minutes / 60);
  const words = minutes < 120 ? `${minutes} minutes` : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  return `${words} ${ahead > 0 ? 'behind' : 'ahead of'}`;
}
