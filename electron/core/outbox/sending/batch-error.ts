import { sentence } from '#shared/lib/sentence.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Millis } from '#shared/lib/time.ts';
import { waitAsAsked } from '../../back-off.ts';
import { tryAgainAt } from '../../connections/pause.ts';
import { plainMessage } from '#shared/lib/misfit.ts';
import { ConnectorError, toActionError } from '../../connectors/sdk/error.ts';
import type { Pause } from '../../store/tables/connections.ts';
import type { AttemptResult } from '../next-state.ts';

/** What an error of a whole `perform` call means. */
export type BatchVerdict = {
  /** For each of its items. */
  readonly result: AttemptResult;
  /** The connector stops until this is over. */
  readonly pause: Pause | null;
  /** No further call before this many ms; null = by back-off; 0 = no wait. */
  readonly delayMs: Millis | null;
  /** One bad item may be why: send the halves apart. */
  readonly split: boolean;
};

/** Why the connector stands still and what to do, in one line. */
function pauseReason({ message, next }: ConnectorError): string {
  return next === null ? message : `${sentence(message)} ${next}`;
}

/** `backOffMs` is used where the far side did not say how long to wait; `pauses` = how often in a row it was paused, with this. */
export function classifyError(thrown: unknown, now: Millis, backOffMs: Millis, pauses = 1): BatchVerdict {
  if (!(thrown instanceof ConnectorError)) {
    return {
      result: {
        result: 'unclear',
        error: {
          code: 'outbox.unexpected',
          message: `Something unexpected went wrong while sending: ${plainMessage(thrown)}`,
          family: 'bug',
          next: 'Check whether it arrived. Please report this.',
        },
      },
      pause: null,
      delayMs: null,
      split: false,
    };
  }
  const error = toActionError(thrown);
  const asked = thrown.retryAfterMs === null ? null : waitAsAsked(thrown.retryAfterMs, Math.max(1_000, backOffMs));
  const calm = { pause: null, delayMs: 0, split: false } as const;
  switch (thrown.kind) {
    case 'sign-in':
    case 'set-up':
      return {
        ...calm,
        result: { result: 'not sent', error, afterMs: 0 },
        pause: { kind: thrown.kind, until: tryAgainAt(thrown.kind, pauses, now), reason: pauseReason(thrown) },
      };
    case 'quota': {
      const until = now + waitAsAsked(thrown.retryAfterMs, tryAgainAt('quota', pauses, now) - now);
      return {
        ...calm,
        result: { result: 'not sent', error, afterMs: 0 },
        pause: { kind: 'quota', until, reason: pauseReason(thrown) },
      };
    }
    case 'rate-limit': {
      const delayMs = waitAsAsked(thrown.retryAfterMs, Math.max(1_000, backOffMs));
      return { ...calm, result: { result: 'not sent', error, afterMs: delayMs }, delayMs };
    }
    case 'rejected':
      return { ...calm, result: { result: 'failed', error }, split: true };
    case 'unavailable':
      return {
        ...calm,
        result: { result: 'retry', error, afterMs: thrown.retryAfterMs },
        delayMs: asked,
      };
    case 'unclear':
    case 'unexpected-answer':
      return { ...calm, result: { result: 'unclear', error }, delayMs: asked };
    case 'cancelled':
      return { ...calm, result: { result: 'unclear', error } };
    default:
      return assertNever(thrown.kind, 'kind of error');
  }
}
