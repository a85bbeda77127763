import { stateRules } from '#shared/model/action-state.ts';
import type { NewEvent } from '#shared/model/event.ts';
import { caseChangedSchema } from '#shared/model/payloads.ts';
import type { Ingest } from '../ingest.ts';
import { type ActionRow, actionByKey, updateAction } from '../store/actions.ts';
import type { WriteDb } from '../store/db.ts';
import { receiptEvent } from './events.ts';

/** A word from outside proves that these took effect, whatever we thought. `sending` is left to the call that is under way. */
function provenBy(row: ActionRow): boolean {
  if (row.state === 'outcome unknown') return true;
  return row.doubtful && row.state !== 'sending' && !stateRules[row.state].tookEffect;
}

/**
 * Joins what came back to the actions that caused it, by idempotency key, in the transaction of the page that brought it.
 * Older news than what is known is left aside. Gives the ids of the actions that changed.
 */
export function applyReceipts(
  db: WriteDb,
  events: readonly NewEvent[],
  ingest: Ingest,
): { readonly actionIds: readonly string[]; readonly issueIds: readonly string[] } {
  const actionIds: string[] = [];
  const issueIds: string[] = [];
  const proven: NewEvent[] = [];
  for (const event of events) {
    if (event.kind !== 'case.changed') continue;
    const seen = caseChangedSchema.parse(event.payload);
    const known = actionByKey(db, seen.key);
    if (known === null || (known.remoteAt !== null && known.remoteAt > event.occurredAt)) continue;
    const took = provenBy(known);
    const row: ActionRow = {
      ...known,
      reference: seen.caseNumber,
      url: seen.url ?? known.url,
      remoteId: seen.caseId,
      remote: { status: seen.status, owner: seen.owner, closed: seen.closed },
      remoteAt: event.occurredAt,
      ...(took ? { state: 'accepted', doubtful: false, error: null, nextAttemptAt: null, holdUntil: null } : undefined),
    };
    updateAction(db, row);
    actionIds.push(row.id);
    issueIds.push(row.issueId);
    if (took) proven.push(receiptEvent(row, event.occurredAt));
  }
  if (proven.length > 0) ingest(db, proven);
  return { actionIds, issueIds };
}
