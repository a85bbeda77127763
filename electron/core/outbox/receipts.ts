import type { Millis } from '#shared/lib/time.ts';
import { stateRules } from '#shared/model/action-state.ts';
import type { NewEvent } from '#shared/model/event.ts';
import { type CaseChanged, type CaseDeleted, caseChangedSchema, caseDeletedSchema } from '#shared/model/payloads.ts';
import type { Ingest } from '../ingest.ts';
import { type ActionRow, actionByKey, updateAction } from '../store/actions.ts';
import type { WriteDb } from '../store/db.ts';
import { receiptEvent } from './events.ts';

/** A word from outside proves that these took effect, whatever we thought. `sending` is left to the call that is under way. */
function provenBy(row: ActionRow): boolean {
  if (row.state === 'outcome unknown') return true;
  return row.doubtful && row.state !== 'sending' && !stateRules[row.state].tookEffect;
}

/** What was heard of a case. */
type News =
  | { readonly kind: 'changed'; readonly at: Millis; readonly seen: CaseChanged }
  | { readonly kind: 'deleted'; readonly at: Millis; readonly seen: CaseDeleted };

function newsOf({ kind, occurredAt: at, payload }: NewEvent): News | null {
  if (kind === 'case.changed') return { kind: 'changed', at, seen: caseChangedSchema.parse(payload) };
  return kind === 'case.deleted' ? { kind: 'deleted', at, seen: caseDeletedSchema.parse(payload) } : null;
}

const settled = { doubtful: false, error: null, nextAttemptAt: null, holdUntil: null } as const;

function afterChange(known: ActionRow, seen: CaseChanged, at: Millis): ActionRow {
  // Seen again after it was deleted, it was taken out of the recycle bin.
  const took = provenBy(known) || known.state === 'deleted';
  return {
    ...known,
    reference: seen.caseNumber,
    url: seen.url ?? known.url,
    remoteId: seen.caseId,
    remote: { status: seen.status, owner: seen.owner, closed: seen.closed },
    remoteAt: at,
    ...(took ? { ...settled, state: 'accepted' } : undefined),
  };
}

/**
 * Null where it changes nothing: a request waits to be sent, or is under way, and makes the case anew by itself; or
 * another case stands for the key by now.
 */
function afterDeletion(known: ActionRow, seen: CaseDeleted, at: Millis): ActionRow | null {
  if (known.state === 'sending' || (stateRules[known.state].waits && !known.doubtful)) return null;
  const { caseNumber, caseId, mergedInto, masterId, url } = seen;
  const isOther = known.remoteId !== null && known.remoteId !== caseId;
  if (isOther && stateRules[known.state].tookEffect) return null;
  const about = { ...known, ...settled, url, remote: null, remoteAt: at };
  if (masterId !== null) return { ...about, state: 'accepted', reference: mergedInto, remoteId: masterId };
  return {
    ...about,
    state: 'deleted',
    reference: caseNumber,
    remoteId: caseId,
    updatedAt: Math.max(known.updatedAt, at),
  };
}

/** Older than what is known of the case that stands for the key. Once that is deleted, any other case is news. */
function isOld(known: ActionRow, { kind, at, seen }: News): boolean {
  if (known.remoteAt === null || known.remoteAt <= at) return false;
  if (kind === 'deleted') return true;
  const isSame = known.remoteId === seen.caseId;
  // Of a case that another was merged into, nothing is known yet but that it is there.
  return isSame ? known.state === 'deleted' || known.remote !== null : known.state !== 'deleted';
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
    const news = newsOf(event);
    const known = news === null ? null : actionByKey(db, news.seen.key);
    if (news === null || known === null || isOld(known, news)) continue;
    const { kind, seen, at } = news;
    const row = kind === 'deleted' ? afterDeletion(known, seen, at) : afterChange(known, seen, at);
    if (row === null) continue;
    updateAction(db, known, row);
    actionIds.push(row.id);
    issueIds.push(row.issueId);
    if (provenBy(known) && row.state === 'accepted') proven.push(receiptEvent(row, at));
  }
  if (proven.length > 0) ingest(db, proven);
  return { actionIds, issueIds };
}
