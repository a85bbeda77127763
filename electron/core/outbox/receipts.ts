import { stateRules } from '#shared/model/action-state.ts';
import type { NewEvent } from '#shared/model/event.ts';
import { caseChangedSchema, caseDeletedSchema } from '#shared/model/payloads.ts';
import type { Ingest } from '../ingest.ts';
import { type ActionRow, actionByKey, updateAction } from '../store/actions.ts';
import type { WriteDb } from '../store/db.ts';
import { receiptEvent } from './events.ts';

/** A word from outside proves that these took effect, whatever we thought. `sending` is left to the call that is under way. */
function provenBy(row: ActionRow): boolean {
  if (row.state === 'outcome unknown') return true;
  return row.doubtful && row.state !== 'sending' && !stateRules[row.state].tookEffect;
}

function keyOf(event: NewEvent): string | null {
  if (event.kind === 'case.changed') return caseChangedSchema.parse(event.payload).key;
  return event.kind === 'case.deleted' ? caseDeletedSchema.parse(event.payload).key : null;
}

const settled = { doubtful: false, error: null, nextAttemptAt: null, holdUntil: null } as const;

function afterChange(known: ActionRow, event: NewEvent): ActionRow {
  const seen = caseChangedSchema.parse(event.payload);
  // Seen again after it was deleted, it was taken out of the recycle bin.
  const took = provenBy(known) || known.state === 'deleted';
  return {
    ...known,
    reference: seen.caseNumber,
    url: seen.url ?? known.url,
    remoteId: seen.caseId,
    remote: { status: seen.status, owner: seen.owner, closed: seen.closed },
    remoteAt: event.occurredAt,
    ...(took ? { ...settled, state: 'accepted' } : undefined),
  };
}

/** Null where a request waits to be sent, or is under way: it makes the case anew by itself. */
function afterDeletion(known: ActionRow, event: NewEvent): ActionRow | null {
  if (known.state === 'sending' || (stateRules[known.state].waits && !known.doubtful)) return null;
  const { caseNumber, caseId, url } = caseDeletedSchema.parse(event.payload);
  return {
    ...known,
    ...settled,
    state: 'deleted',
    reference: caseNumber,
    url,
    remoteId: caseId,
    remote: null,
    remoteAt: event.occurredAt,
    updatedAt: Math.max(known.updatedAt, event.occurredAt),
  };
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
    const key = keyOf(event);
    const known = key === null ? null : actionByKey(db, key);
    if (known === null || (known.remoteAt !== null && known.remoteAt > event.occurredAt)) continue;
    const row = event.kind === 'case.deleted' ? afterDeletion(known, event) : afterChange(known, event);
    if (row === null) continue;
    updateAction(db, row);
    actionIds.push(row.id);
    issueIds.push(row.issueId);
    if (provenBy(known) && row.state === 'accepted') proven.push(receiptEvent(row, event.occurredAt));
  }
  if (proven.length > 0) ingest(db, proven);
  return { actionIds, issueIds };
}
