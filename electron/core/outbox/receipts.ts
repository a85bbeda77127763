import type { Millis } from '#shared/lib/time.ts';
import type { ActionError, ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { type ReceiptReceived, receiptReceivedSchema } from '#shared/model/event/kinds/receipt.ts';
import { type ReceiptKind, receiptRules, stateAfter } from '#shared/model/feed/receipt.ts';
import { receiptWords } from '#shared/model/feed/receipt-words.ts';
import { type ActionRow, actionByKey, actionTable } from '../store/tables/actions.ts';
import { noteOptOut } from '../store/tables/opt-outs.ts';
import type { WriteDb } from '../store/db.ts';

/** A word from outside proves that these took effect, whatever we thought. `sending` is left to the call that is under way. */
function provenBy(row: ActionRow): boolean {
  if (row.state === 'outcome unknown') return true;
  return row.doubtful && row.state !== 'sending' && !stateRules[row.state].tookEffect;
}

/** States that only a receipt gives, or that a receipt may move on. What has failed here without a doubt is not among them. */
function followsReceipts(row: ActionRow): boolean {
  const { spent, tookEffect } = stateRules[row.state];
  return spent || tookEffect || provenBy(row);
}

const settled = { doubtful: false, error: null, nextAttemptAt: null, holdUntil: null } as const;

/** Of what was heard while a call is under way, what counts. */
function furthest(before: ReceiptKind | null, kind: ReceiptKind): ReceiptKind {
  if (before === null) return kind;
  const { state } = receiptRules[before];
  return stateAfter(state, kind) === state ? before : kind;
}

/** It is there, or got further. Null where that changes nothing. */
function afterProgress(known: ActionRow, receipt: ReceiptReceived, at: Millis): ActionRow | null {
  const { id, kind, status, owner } = receipt;
  // What somebody wrote is no news of the thing itself.
  if (kind === 'replied' && !provenBy(known)) return null;
  const { thing } = receiptRules[kind];
  const state = followsReceipts(known) ? stateAfter(known.state, kind) : known.state;
  const overtaken = known.state === 'sending' ? furthest(known.overtaken, kind) : known.overtaken;
  return {
    ...known,
    reference: receipt.reference ?? known.reference,
    url: receipt.link ?? known.url,
    remoteId: id,
    remote: thing === null ? known.remote : { status, owner, closed: thing === 'closed' },
    remoteAt: Math.max(known.remoteAt ?? at, at),
    overtaken,
    ...(state === known.state ? undefined : { ...settled, state }),
  };
}

/**
 * Nothing of it stands outside any more. Null where that changes nothing: a request waits to be sent, or is under way, and
 * makes it anew by itself; or something else stands for the key by now.
 */
function afterEnd(known: ActionRow, receipt: ReceiptReceived, at: Millis): ActionRow | null {
  if (stateRules[known.state].waits && !known.doubtful) return null;
  const { id, kind, replacedBy } = receipt;
  if (known.state === 'sending') {
    return kind === 'deleted' ? null : { ...known, remoteAt: at, overtaken: furthest(known.overtaken, kind) };
  }
  const isOther = known.remoteId !== null && known.remoteId !== id;
  if (isOther && stateRules[known.state].tookEffect) return null;
  const state = stateAfter(known.state, kind);
  if (state === known.state && stateRules[state].tookEffect) return null;
  const about = { ...known, ...settled, remote: null, remoteAt: at };
  if (replacedBy !== undefined) {
    const { reference, link: url } = replacedBy;
    return { ...about, state: 'accepted', reference, url, remoteId: replacedBy.id };
  }
  return {
    ...about,
    state,
    error: errorOf(receipt),
    reference: receipt.reference ?? known.reference,
    url: receipt.link,
    remoteId: id,
    updatedAt: Math.max(known.updatedAt, at),
  };
}

const nextOf: Partial<Record<ReceiptReceived['kind'], string>> = {
  refused: 'Correct what was refused, then send it again.',
  bounced: 'Check the address, then send it again.',
  'opted out': 'Choose another way to reach them.',
};

/** Why it came to nothing, for people; null where the state says it all. */
function errorOf(receipt: ReceiptReceived): ActionError | null {
  const next = nextOf[receipt.kind];
  if (next === undefined) return null;
  const { text, detail } = receiptWords(receipt, '');
  const message = detail === null ? `${text}.` : `${text}: ${detail}`;
  return { code: `receipt.${receipt.kind.replaceAll(' ', '-')}`, message, family: 'user', next };
}

/** Older than what is known of the thing that stands for the key. Once that has ended, any other thing is news. */
function isOld({ remoteAt, remoteId, remote, state }: ActionRow, { kind, id }: ReceiptReceived, at: Millis): boolean {
  if (remoteAt === null) return false;
  const hasEnded = stateRules[state].spent;
  if (receiptRules[kind].ends) return at < remoteAt;
  if (remoteId !== id) return at < remoteAt && !hasEnded;
  // Of one that another was merged into, nothing is known yet but that it is there.
  if (!hasEnded) return at < remoteAt && remote !== null;
  // Times may have whole seconds: what was deleted can be back within one, what bounced is not delivered then.
  return state === 'deleted' ? at < remoteAt : at <= remoteAt;
}

/** Old news tells at most how far it had got: delivered stays delivered, and accepted becomes so, whichever is told first. */
function afterOldNews(known: ActionRow, { id, kind }: ReceiptReceived): ActionRow | null {
  if (known.remoteId !== id || receiptRules[kind].ends || !stateRules[known.state].tookEffect) return null;
  const state: ActionState = stateAfter(known.state, kind);
  return state === known.state ? null : { ...known, state };
}

function afterReceipt(known: ActionRow, receipt: ReceiptReceived, at: Millis): ActionRow | null {
  if (isOld(known, receipt, at)) return afterOldNews(known, receipt);
  return receiptRules[receipt.kind].ends ? afterEnd(known, receipt, at) : afterProgress(known, receipt, at);
}

/**
 * Joins what came back to the actions that caused it, by idempotency key, in the transaction of the page that brought it.
 * Older news than what is known is left aside, but for that it was heard. Gives the ids of the actions that changed by them.
 */
export function applyReceipts(
  db: WriteDb,
  events: readonly NewEvent[],
): { readonly actionIds: readonly string[]; readonly issueIds: readonly string[] } {
  const actionIds: string[] = [];
  const issueIds: string[] = [];
  for (const event of events) {
    if (event.kind !== 'receipt.received') continue;
    const receipt = receiptReceivedSchema.parse(event.payload);
    const known = actionByKey(db, receipt.key);
    if (receipt.kind === 'opted out') {
      const { key, capability } = receipt;
      noteOptOut(db, { key, capability, recipient: known?.recipient ?? '', saidAt: event.occurredAt });
    }
    if (known === null) continue;
    const news = afterReceipt(known, receipt, event.occurredAt);
    const isFirst = !known.heard.includes(receipt.kind);
    if (news === null && !isFirst) continue;
    const row = { ...(news ?? known), ...(isFirst ? { heard: [...known.heard, receipt.kind] } : {}) };
    actionTable.update(db, known, row);
    if (news !== null) actionIds.push(row.id);
    issueIds.push(row.issueId);
  }
  return { actionIds, issueIds };
}
