import type { Millis } from '#shared/lib/time.ts';
import type { ActionError } from '#shared/model/action/action.ts';
import type { ActionHandler, ActionItem, ActionOutcome } from '../../connectors/action.ts';
import type { ActionManifest } from '../../connectors/manifest.ts';
import { markOfKey } from '../../evidence/fingerprint.ts';
import type { Clock } from '../../ports.ts';
import type { ActionRow } from '../../store/tables/actions.ts';
import { type BatchVerdict, classifyError } from './batch-error.ts';
import { callWithDeadline } from '../../call-with-deadline.ts';
import type { AttemptResult } from '../next-state.ts';
import { earlierKeys } from '../requests/idempotency-key.ts';

export type Attempt = { readonly row: ActionRow; readonly result: AttemptResult };

/** Results of one call; `verdict` only where the call failed as a whole. */
export type Delivered = { readonly attempts: readonly Attempt[]; readonly verdict: BatchVerdict | null };

type Call = {
  readonly handler: ActionHandler;
  readonly manifest: ActionManifest;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** For errors without a time of their own. */
  readonly backOffMs: () => Millis;
  /** How often in a row the connection will have been paused, should this call end so. */
  readonly pauses: number;
};

const noAnswer: ActionError = {
  code: 'outbox.no-outcome',
  message: 'The connector gave no outcome for this item.',
  family: 'bug',
  next: 'Check whether it arrived. Please report this.',
};

const notFound: ActionError = {
  code: 'outbox.cannot-look-up',
  message: 'It is not known whether this was sent, and this connector has no way to look it up.',
  family: 'user',
  next: 'Look for it in the other system, then send it again or mark it as delivered.',
};

function toItem(row: ActionRow): ActionItem {
  const { id, idempotencyKey, draft, doubtful, step, issueId, purpose, recipient } = row;
  const mark = markOfKey(idempotencyKey);
  const earlier = earlierKeys(idempotencyKey, { step, issueId, mark, purpose, recipient });
  return { actionId: id, idempotencyKey, draft, doubtful, ...(earlier.length === 0 ? {} : { earlierKeys: earlier }) };
}

function pair(rows: readonly ActionRow[], outcomes: readonly (ActionOutcome | null)[]): Attempt[] {
  return rows.map((row, at) => ({ row, result: outcomes[at] ?? { result: 'unclear', error: noAnswer } }));
}

async function attempt(
  rows: readonly ActionRow[],
  call: Call,
  work: (items: readonly ActionItem[], signal: AbortSignal) => Promise<readonly Attempt[]>,
): Promise<Delivered> {
  try {
    const { clock, manifest, signal } = call;
    const attempts = await callWithDeadline((limit) => work(rows.map(toItem), limit), {
      clock,
      deadlineMs: manifest.deadlineMs,
      signal,
    });
    return { attempts, verdict: null };
  } catch (thrown) {
    const verdict = classifyError(thrown, call.clock.now(), call.backOffMs(), call.pauses);
    return { attempts: rows.map((row) => ({ row, result: verdict.result })), verdict };
  }
}

/** Sends rows in one call. */
export function send(rows: readonly ActionRow[], call: Call): Promise<Delivered> {
  return attempt(rows, call, async (items, signal) => pair(rows, await call.handler.perform(items, signal)));
}

/**
 * Asks which of the rows did happen. Those that did not are due again at once, without doubt, and do not count this
 * as an attempt to send.
 */
export function lookUp(rows: readonly ActionRow[], call: Call): Promise<Delivered> {
  const reconcile = call.handler.reconcile?.bind(call.handler);
  if (reconcile === undefined) {
    // Asking again would tell no more: a person has to look.
    const attempts = rows.map((row) => ({ row, result: { result: 'unknown' as const, error: notFound } }));
    return Promise.resolve({ attempts, verdict: null });
  }
  return attempt(rows, call, async (items, signal) => {
    const found = await reconcile(items, signal);
    return rows.map((row, at) => {
      const outcome = found[at];
      if (outcome === null) {
        return { row: { ...row, doubtful: false }, result: { result: 'not sent', error: row.error, afterMs: 0 } };
      }
      return { row, result: outcome ?? { result: 'unclear', error: noAnswer } };
    });
  });
}
