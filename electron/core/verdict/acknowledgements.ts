import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import { type Evidence, groupAcknowledgement } from '../evidence/evidence.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { acknowledgementVerdict, answersDocument, isAnsweredOrNeedsNone, showsArrival } from '../evidence/problem.ts';
import { type History, type Part, acknowledgementPart } from './history.ts';
import { end, pass, see, settle } from './parts.ts';
import { meets } from './reconciliation.ts';

/** An acknowledgement: of a document, of the group it travelled in, or of one of several that it does not tell apart. */
export function acknowledgement(
  history: History,
  evidence: Evidence,
  event: EventOf<'acknowledgement.received'>,
): void {
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
export function exchange(history: History, evidence: Evidence, seen: ExchangeReported): void {
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
  const { subject = null } = said;
  history.answered.add(subject);
  history.sides.noteAcknowledgement(said);
  const isOver = ({ problem, evidence }: Part): boolean => {
    if (problem !== 'overdue-acknowledgement') return false;
    if (evidence.event.kind === 'acknowledgement.overdue') return meets(subject, evidence.subject ?? null);
    // A network says itself when its wait is over; a file may know earlier.
    return said.event.kind !== 'exchange.reported' && subject !== null && subject === evidence.subject;
  };
  if (end(history, isOver)) settle(history, said);
}

/** The wait for an acknowledgement is over and none came; or it was not over yet, and that is taken back. */
export function overdue(history: History, evidence: Evidence, event: EventOf<'acknowledgement.overdue'>): void {
  if (event.payload.takenBack === true) {
    const known = history.parts.get(evidence.part ?? evidence.key);
    if (known !== undefined && end(history, (part) => part === known)) settle(history, evidence);
    return;
  }
  if ([...history.answered].some((subject) => meets(subject, evidence.subject ?? null))) return;
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
