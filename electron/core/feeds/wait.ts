import { day, type Millis } from '#shared/lib/time.ts';
import type { FeedRow } from '../store/tables/feeds.ts';

/**
 * The feed as it stands on a clock that was put back since it was last polled: its times move back with the clock, so
 * that it waits as long as was decided then, and no minute becomes two days. Unchanged where the clock went on.
 */
export function onThisClock(row: FeedRow, now: Millis): FeedRow {
  const { lastAttemptAt, lastSuccessAt, nextAttemptAt } = row;
  if (lastAttemptAt === null || lastAttemptAt <= now) return row;
  const by = lastAttemptAt - now;
  return {
    ...row,
    lastAttemptAt: now,
    lastSuccessAt: lastSuccessAt === null ? null : Math.min(now, lastSuccessAt - by),
    nextAttemptAt: nextAttemptAt === null ? null : nextAttemptAt - by,
  };
}

/** How long a feed still has to wait: never longer than anybody asks it to. Null = until a person does something. */
export function waitOf({ nextAttemptAt }: FeedRow, now: Millis, everyMs: Millis): Millis | null {
  if (nextAttemptAt === null) return null;
  return Math.max(0, Math.min(nextAttemptAt - now, Math.max(day, 2 * everyMs)));
}
