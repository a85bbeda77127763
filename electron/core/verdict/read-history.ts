import type { EvidenceKind } from '#shared/model/event/kinds.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { arrivalOnly, type Evidence, isRewritten } from '../evidence/evidence.ts';
import { byKind, type EventOf, type PerKind } from '../evidence/parsed-event.ts';
import { acknowledgement, exchange, overdue } from './acknowledgements.ts';
import { type History, startHistory } from './history.ts';
import { see } from './parts.ts';
import { mark as markedBy, receipt, request, tellIsThere } from './reactions.ts';

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
