import { day, type Millis, minute } from '#shared/lib/time.ts';
import { backOff, waitAsAsked } from '../back-off.ts';
import { tryAgainAt } from '../connections/pause.ts';
import { BadEventError, inOneLine } from '../failure.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Pause } from '../store/tables/connections.ts';
import { StoreError } from '../store/error.ts';
import type { FeedRow } from '../store/tables/feeds.ts';
import { feedLimits } from './deps.ts';

type Moment = { readonly now: Millis; readonly random: () => number; readonly everyMs: Millis };

function inAWhile({ now, random, everyMs }: Moment): Millis {
  return now + Math.round(everyMs * (1 + feedLimits.jitter * (2 * random() - 1)));
}

export function afterSuccess(row: FeedRow, moment: Moment): FeedRow {
  return { ...row, lastSuccessAt: moment.now, nextAttemptAt: inAWhile(moment), error: null, failures: 0 };
}

/** The feed after a poll that failed, and whether the whole connection must pause. */
export function afterFailure(
  row: FeedRow,
  thrown: unknown,
  moment: Moment,
): { readonly row: FeedRow; readonly pause: Pause | null } {
  const { now, random, everyMs } = moment;
  const failures = row.failures + 1;
  // What is looked at every few seconds is looked at again within the minute, however long it has been failing.
  const cap = Math.min(feedLimits.backOffCap, Math.max(minute, 10 * everyMs));
  const waited = backOff(failures, random, feedLimits.backOffBase, cap);
  const failed = (nextAttemptAt: Millis | null, pause: Pause | null = null) => ({
    row: { ...row, failures, nextAttemptAt, error: messageOf(thrown) },
    pause,
  });
  const signInNeeded = (error: ConnectorError) => {
    const until = tryAgainAt('sign-in', 1, now);
    return failed(until, { kind: 'sign-in', until, reason: messageOf(error) });
  };
  if (!(thrown instanceof ConnectorError)) return failed(now + waited);
  const told = thrown.retryAfterMs;
  switch (thrown.kind) {
    case 'cancelled':
      return { row: { ...row, nextAttemptAt: inAWhile(moment) }, pause: null };
    case 'sign-in':
      return signInNeeded(thrown);
    case 'set-up':
      return failed(now + (told === null ? feedLimits.setUpRetry : waitAsAsked(told, minute)));
    case 'quota': {
      const until = now + waitAsAsked(told, tryAgainAt('quota', failures, now) - now);
      return failed(until, { kind: 'quota', until, reason: messageOf(thrown) });
    }
    case 'rate-limit':
    case 'rejected':
    case 'unavailable':
    case 'unclear':
    case 'unexpected-answer':
      return failed(now + waitAsAsked(told, Math.max(waited, 500)));
  }
}

export function messageOf(thrown: unknown): string {
  const known = thrown instanceof ConnectorError || thrown instanceof StoreError || thrown instanceof BadEventError;
  return known ? inOneLine(thrown) : `Something went wrong: ${inOneLine(thrown)}`;
}

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
