import { type Millis, minute } from '#shared/lib/time.ts';
import type { FeedState } from '#shared/model/connection.ts';

function inAWhile(ms: Millis): string {
  const minutes = Math.round(ms / minute);
  if (minutes < 1) return 'in less than a minute';
  if (minutes < 120) return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
  return `in ${Math.round(minutes / 60)} hours`;
}

const unusual: Readonly<Partial<Record<FeedState['health'], string>>> = {
  'never polled': 'The feed has not been polled yet.',
  'worked last time': 'The feed worked when it was last polled, but its connection is failing now.',
  polling: 'The feed is being polled now.',
  stale: 'The feed has not been read for too long.',
};

/** How a feed is, why it waits and what ends that, and what else should be known of it. */
export function feedInWords({ health, held, notes }: FeedState, now: Millis): string {
  const state =
    held === null
      ? (unusual[health] ?? `The feed is ${health}.`)
      : `${held.reason} ${held.until === null ? 'It is not polled until this is fixed.' : `It is tried again ${inAWhile(held.until - now)}.`}`;
  return [state, ...notes].join(' ').replaceAll('\n', ' ');
}
