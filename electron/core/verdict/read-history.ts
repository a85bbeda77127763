import type { EvidenceKind } from '#shared/model/event/kinds.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { arrivalOnly, type Evidence, isRewritten } from '../evidence/evidence.ts';
import { byKind, type PerKind } from '../evidence/parsed-event.ts';
import { acknowledgement, exchange, overdue } from './acknowledgements.ts';
import { type History, startHistory } from './history.ts';
import { see } from './parts.ts';
import { mark, receipt, request, tellIsThere } from './reactions.ts';
import { withoutFalseAlarms } from './without-false-alarms.ts';

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
  'issue.marked': (event, history) => mark(history, event),
  'issue.commented': nothing,
  'command.received': nothing,
  'command.settled': nothing,
  'subject.pinned': nothing,
  'action.requested': (event, history, { episode }) => request(history, event, episode),
  'action.approved': nothing,
  'action.cancelled': ({ payload }, history) => tellIsThere(history, payload.actionId, false),
  'action.settled': ({ payload: { actionId, state } }, history) =>
    tellIsThere(history, actionId, !stateRules[state].askAnew),
  'receipt.received': (event, history, { episode }) => receipt(history, event, episode),
};
