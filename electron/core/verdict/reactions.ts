import { escalates } from '#shared/model/action/capability.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import { markOfKey } from '../evidence/fingerprint.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { episodeOfMark } from './episodes.ts';
import type { History } from './history.ts';
import { createOutsideThings } from './outside-things.ts';

/** What people say in one field; the last by the hybrid clock counts, and the evidence comes in that order. */
export function mark(history: History, { payload }: EventOf<'issue.marked'>): void {
  if (payload.field === 'owner') {
    history.owner = payload.value;
    return;
  }
  if (history.episode === 0) return;
  history.acknowledged = payload.value === 'acknowledged';
  history.resolvedBy = payload.value === 'resolved' ? 'person' : null;
  history.heldOpen = payload.value !== 'resolved' && !history.active;
}

/** An escalation is followed from when it is asked for; of other actions there is nothing to follow here. */
export function request(history: History, { payload }: EventOf<'action.requested'>, pinned: string | undefined): void {
  if (!escalates(payload.capability)) return;
  history.escalations.set(payload.actionId, { mark: pinned ?? markOfKey(payload.idempotencyKey), live: true });
}

/** Closed outside, it ends the episode it was made for; opened again, it does so here while the trouble is real. */
export function receipt(history: History, { payload }: EventOf<'receipt.received'>, pinned: string | undefined): void {
  history.things ??= createOutsideThings();
  const { things } = history;
  const { key, kind } = payload;
  const hadEnded = things.hasEnded(key);
  const wasClosed = things.closedBy(payload) !== null;
  things.hear(payload, pinned);
  // Where nothing stands for it any more, nobody outside knows of the issue; heard of again, it is there again.
  if (things.hasEnded(key)) tellIsThere(history, key, false);
  else if (hadEnded) tellIsThere(history, key, true);
  const { thing } = receiptRules[kind];
  // An editor who is done with a task has not put right what the task is about.
  if (!escalates(payload.capability)) return;
  if (thing === null || history.episode === 0 || wasClosed === (thing === 'closed')) return;
  if (episodeOfMark(history, pinned ?? markOfKey(key)) !== history.episode) return;
  if (thing === 'closed') {
    if (history.resolvedBy === null) history.closedBy = payload;
    history.resolvedBy ??= 'outside';
    history.heldOpen = false;
  } else if (history.resolvedBy === 'outside' && history.active) {
    history.resolvedBy = null;
  }
}

/** An escalation goes by the id of its action, and that is the key of what was made. */
export function tellIsThere(history: History, key: string, there: boolean): void {
  const escalation = history.escalations.get(key);
  if (escalation !== undefined) escalation.live = there;
}
