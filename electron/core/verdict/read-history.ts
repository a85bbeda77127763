import type { EvidenceKind } from '#shared/model/event/kinds.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import { escalates } from '#shared/model/action/capability.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import { arrivalOnly, type Evidence, groupAcknowledgement, isRewritten, meets } from '../evidence/evidence.ts';
import { byKind, type EventOf, type PerKind } from '../evidence/parsed-event.ts';
import { acknowledgementPart, episodeOfMark, type History, type Part, startHistory } from './history.ts';
import { end, pass, see, settle } from './parts.ts';
import { acknowledgementVerdict, answersDocument, isAnsweredOrNeedsNone, showsArrival } from '../evidence/problem.ts';
import { markOfKey } from '../evidence/fingerprint.ts';
import { createOutsideThings } from './outside-things.ts';

/** Reads evidence that is in order. Null where nothing was ever wrong. */
export function readHistory(evidence: readonly Evidence[]): History | null {
  const history = startHistory();
  for (const item of withoutFalseAlarms(evidence)) read(history, item);
  return history.episode === 0 ? null : history;
}

function read(history: History, evidence: Evidence): void {
  if (evidence.key === arrivalOnly) return void history.arrivals.push(evidence);
  byKind(meanings, evidence.event, history, evidence);
}

function nothing(): void {}

/** What an event of each kind means for the issue that it is evidence of. */
const meanings: PerKind<EvidenceKind, [history: History, evidence: Evidence], void> = {
  'exchange.reported': ({ payload }, history, evidence) => exchange(history, evidence, payload),
  'document.received': nothing,
  'acknowledgement.received': (event, history, evidence) => acknowledgement(history, evidence, event),
  'acknowledgement.overdue': (event, history, evidence) => overdue(history, evidence, event),
  'file.received': (_, history, evidence) => {
    if (isRewritten(evidence)) see(history, evidence, { verdict: 'clear' });
  },
  'file.unreadable': (_, history, evidence) =>
    see(
      history,
      evidence,
      isRewritten(evidence) ? { verdict: 'clear' } : { verdict: 'problem', kind: 'unreadable-file' },
    ),
  'issue.marked': (event, history) => markedBy(history, event),
  'issue.commented': nothing,
  'command.received': nothing,
  'command.settled': nothing,
  'subject.pinned': nothing,
  'action.requested': (event, history, { mark }) => request(history, event, mark),
  'action.approved': nothing,
  'action.cancelled': ({ payload }, history) => tellIsThere(history, payload.actionId, false),
  'action.settled': ({ payload: { actionId, state } }, history) =>
    tellIsThere(history, actionId, !stateRules[state].askAnew && !stateRules[state].spent),
  'receipt.received': (event, history, { mark }) => receipt(history, event, mark),
};

/**
 * Leaves out what a clock that was ahead made of an issue, where a right one has said it anew: marks that were put back to
 * where they were said, and a missing acknowledgement that was raised too early, taken back and raised again when it was due. Where
 * it was not raised again both stay, and the row tells what became of it.
 */
export function withoutFalseAlarms(evidence: readonly Evidence[]): readonly Evidence[] {
  if (!evidence.some(({ event: { kind } }) => kind === 'issue.marked' || kind === 'acknowledgement.overdue')) {
    return evidence;
  }
  const replaced = new Set<string>();
  const back = new Set<string>();
  for (const { event } of evidence) {
    if (event.kind === 'issue.marked' && event.payload.insteadOf !== undefined) replaced.add(event.payload.insteadOf);
    if (event.kind === 'acknowledgement.overdue' && event.payload.takenBack === true) back.add(raising(event));
  }
  if (replaced.size === 0 && back.size === 0) return evidence;
  const standing = new Set(
    evidence.flatMap(({ event }) =>
      event.kind === 'acknowledgement.overdue' && !back.has(raising(event)) ? [event.payload.fingerprint] : [],
    ),
  );
  return evidence.filter(({ event }) => {
    if (event.kind === 'issue.marked') return !replaced.has(event.sourceId);
    if (event.kind !== 'acknowledgement.overdue') return true;
    return !back.has(raising(event)) || !standing.has(event.payload.fingerprint);
  });
}

/** What a raising and the word that takes it back have in common. */
function raising({ payload: { fingerprint, dueAt, round = 1 } }: EventOf<'acknowledgement.overdue'>): string {
  return JSON.stringify([fingerprint, dueAt, round]);
}

/** An acknowledgement: of a document, of the group it travelled in, or of one of several that it does not tell apart. */
function acknowledgement(history: History, evidence: Evidence, event: EventOf<'acknowledgement.received'>): void {
  const { acknowledgement: said } = event.payload;
  const { doubt, key } = evidence;
  if (key === groupAcknowledgement || (said.coveredBySets && doubt === undefined))
    return acknowledgementOfGroup(history, evidence, said);
  const verdict = acknowledgementVerdict(said);
  if (doubt !== undefined) history.doubts.push(evidence);
  // Said of one of several documents it is the end of nothing: its own row asks which was meant.
  if (key.startsWith('doubt:'))
    return verdict.verdict === 'problem' ? noteAcknowledgement(history, evidence) : undefined;
  if (doubt === undefined && showsArrival(said)) history.arrivals.push(evidence);
  if (doubt === undefined && answersDocument(said)) noteAcknowledgement(history, evidence);
  see(history, evidence, verdict);
}

/** Each track goes on as it is until a report says otherwise of that track. */
function exchange(history: History, evidence: Evidence, seen: ExchangeReported): void {
  const { delivery, acknowledgement } = seen.reports;
  if (seen.reached) history.arrivals.push(evidence);
  if (isAnsweredOrNeedsNone(seen)) noteAcknowledgement(history, evidence);
  const part = evidence.part ?? evidence.key;
  see(history, evidence.part === undefined ? { ...evidence, part } : evidence, delivery);
  // Before anything was answered there is nothing to say of it.
  const told = acknowledgement ?? unanswered;
  if (told.verdict === 'waiting' && !history.parts.has(acknowledgementPart(part))) return;
  see(history, { ...evidence, part: acknowledgementPart(part) }, told);
}

const unanswered: Verdict = { verdict: 'waiting' };

/** An acknowledgement of any kind ends the wait for one, whoever was waiting. */
function noteAcknowledgement(history: History, said: Evidence): void {
  const { aboutDocument = null } = said;
  history.answered.add(aboutDocument);
  history.sides.noteAcknowledgement(said);
  const isOver = ({ problem, evidence }: Part): boolean => {
    if (problem !== 'overdue-acknowledgement') return false;
    if (evidence.event.kind === 'acknowledgement.overdue') return meets(aboutDocument, evidence.aboutDocument ?? null);
    // A network says itself when its wait is over; a file may know earlier.
    return (
      said.event.kind !== 'exchange.reported' && aboutDocument !== null && aboutDocument === evidence.aboutDocument
    );
  };
  if (end(history, isOver)) settle(history, said);
}

/** The wait for an acknowledgement is over and none came; or it was not over yet, and that is taken back. */
function overdue(history: History, evidence: Evidence, event: EventOf<'acknowledgement.overdue'>): void {
  if (event.payload.takenBack === true) {
    const known = history.parts.get(evidence.part ?? evidence.key);
    if (known !== undefined && end(history, (part) => part === known)) settle(history, evidence);
    return;
  }
  if ([...history.answered].some((aboutDocument) => meets(aboutDocument, evidence.aboutDocument ?? null))) return;
  see(history, evidence, { verdict: 'problem', kind: 'overdue-acknowledgement' });
}

/** What a group's acknowledgement leaves unnamed fares as the group does. */
function acknowledgementOfGroup(
  history: History,
  evidence: Evidence,
  { status, coveredBySets }: Acknowledgement,
): void {
  history.arrivals.push(evidence);
  noteAcknowledgement(history, evidence);
  if (status === 'accepted' || status === 'accepted with errors' || (status === 'partial' && coveredBySets)) {
    pass(history, evidence);
  }
}

/** What people say in one field; the last by the hybrid clock counts, and the evidence comes in that order. */
function markedBy(history: History, { payload }: EventOf<'issue.marked'>): void {
  if (payload.field === 'owner') {
    history.owner = payload.value;
    return;
  }
  if (payload.field === 'incident') {
    history.place = payload.value;
    return;
  }
  if (history.episode === 0) return;
  history.acknowledged = payload.value === 'acknowledged';
  history.resolvedBy = payload.value === 'resolved' ? 'person' : null;
  history.heldOpen = payload.value !== 'resolved' && !history.active;
}

/** An escalation is followed from when it is asked for; of other actions there is nothing to follow here. */
function request(history: History, { payload }: EventOf<'action.requested'>, pinned: string | undefined): void {
  if (!escalates(payload.capability)) return;
  history.escalations.set(payload.actionId, { mark: pinned ?? markOfKey(payload.idempotencyKey), live: true });
}

/** Closed outside, it ends the episode it was made for; opened again, it does so here while the trouble is real. */
function receipt(history: History, { payload }: EventOf<'receipt.received'>, pinned: string | undefined): void {
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
function tellIsThere(history: History, key: string, there: boolean): void {
  const escalation = history.escalations.get(key);
  if (escalation !== undefined) escalation.live = there;
}
