import { assertNever } from '#shared/lib/assert-never.ts';
import { day, type Millis, minute, second } from '#shared/lib/time.ts';
import type { ActionError } from '#shared/model/action/action.ts';
import { receiptRules, stateAfter } from '#shared/model/feed/receipt.ts';
import { backOff, waitAsAsked } from '../back-off.ts';
import type { ActionOutcome } from '../connectors/action.ts';
import type { ActionRow } from '../store/tables/actions.ts';
import { endOfErased, isForErased } from './erased-recipient.ts';

/** When the outbox gives up on something that keeps failing for reasons that should pass. */
const retryLimits = { base: 2 * second, cap: 15 * minute, attempts: 12, age: day } as const;

/** What came of an attempt. `not sent` is ours: nothing left, and it does not count as an attempt. */
export type AttemptResult =
  | ActionOutcome
  | { readonly result: 'not sent'; readonly error: ActionError | null; readonly afterMs: Millis };

export type Moment = { readonly now: Millis; readonly random: () => number };

/**
 * The row of an action in state `sending` after its attempt. Pure. The delivery classes are obeyed in this file and nowhere
 * else: whoever must know what one of them asks for asks here.
 */
export function nextState(row: ActionRow, result: AttemptResult, moment: Moment): ActionRow {
  const { now } = moment;
  const settled = { ...row, updatedAt: now, holdUntil: null, nextAttemptAt: null, overtaken: null };
  const { overtaken } = row;
  if (overtaken !== null && leavesDoubt(row, result)) {
    return { ...settled, state: receiptRules[overtaken].state, doubtful: false, error: null };
  }
  switch (result.result) {
    case 'done':
      return {
        ...settled,
        state: overtaken === null ? result.state : stateAfter(result.state, overtaken),
        doubtful: false,
        error: null,
        remark: result.remark ?? null,
        reference: result.reference ?? row.reference,
        url: result.url ?? row.url,
        remoteId: result.remoteId ?? row.remoteId,
      };
    case 'not needed':
      return { ...settled, state: 'cancelled', doubtful: false, error: null, remark: result.remark };
    case 'failed':
      return failed(settled, result.error);
    case 'too much':
      return result.passes ? again(settled, result.error, null, moment) : failed(settled, result.error);
    case 'unknown':
      return { ...settled, state: 'outcome unknown', doubtful: true, error: result.error };
    case 'not sent':
      return notSent(settled, result.error, result.afterMs, now);
    case 'retry':
      return again(settled, result.error, result.afterMs, moment);
    case 'unclear':
      if (row.deliveryClass === 'at-most-once') {
        return { ...settled, state: 'outcome unknown', doubtful: true, error: result.error };
      }
      return again({ ...settled, doubtful: true }, result.error, null, moment);
    default:
      return assertNever(result, 'outcome');
  }
}

/** Whether nobody would know by this result alone that it took effect, and would send it again, or ask a person: a receipt knows. */
function leavesDoubt({ doubtful }: ActionRow, { result }: AttemptResult): boolean {
  return result !== 'done' && result !== 'not needed' && (doubtful || result !== 'failed');
}

/** Whether it has to be asked for outside before it is sent: an earlier attempt may have taken effect, and that can be found out. */
export function mustLookUp({ deliveryClass, doubtful }: Pick<ActionRow, 'deliveryClass' | 'doubtful'>): boolean {
  return doubtful && deliveryClass === 'reconcilable';
}

/**
 * The doubt that is left once a person says "send it again". For what may be sent at most once that is their word that it did
 * not happen; with the other classes the attempt to come finds out by itself, so the doubt stays.
 */
export function afterPersonSays({
  deliveryClass,
  doubtful,
}: Pick<ActionRow, 'deliveryClass' | 'doubtful'>): Pick<ActionRow, 'doubtful'> {
  return { doubtful: doubtful && deliveryClass !== 'at-most-once' };
}

/** What may have arrived is not called failed, whatever was said later: nobody knows. */
function failed(row: ActionRow, error: ActionError): ActionRow {
  if (!row.doubtful) return { ...row, state: 'failed', error };
  return {
    ...row,
    state: 'outcome unknown',
    error: {
      ...error,
      message: `An earlier attempt got no answer, so it may have arrived. The last one: ${error.message}`,
      // What the last answer advises is about one that was not sent.
      next: 'Look for it in the other system. If it is there, mark it as delivered; if not, send it again.',
    },
  };
}

function notSent(row: ActionRow, error: ActionError | null, afterMs: Millis, now: Millis): ActionRow {
  if (isForErased(row)) return endOfErased({ ...row, error });
  const attempts = Math.max(0, row.attempts - 1);
  if (tooOld(row, now) && error !== null) return failed(row, error);
  return {
    ...row,
    state: afterMs > 0 ? 'failed (temporary)' : 'queued',
    error,
    attempts,
    nextAttemptAt: now + afterMs,
  };
}

function again(row: ActionRow, error: ActionError, afterMs: Millis | null, { now, random }: Moment): ActionRow {
  if (isForErased(row)) return endOfErased({ ...row, error });
  if (row.attempts >= retryLimits.attempts || tooOld(row, now)) {
    return failed(row, error);
  }
  const delay = waitAsAsked(afterMs, backOff(row.attempts, random, retryLimits.base, retryLimits.cap));
  return { ...row, state: 'failed (temporary)', error, nextAttemptAt: now + delay };
}

function tooOld(row: ActionRow, now: Millis): boolean {
  return row.firstAttemptAt !== null && now - row.firstAttemptAt >= retryLimits.age;
}
