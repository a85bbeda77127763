import type { Millis } from '#shared/lib/time.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { escalates } from '#shared/model/action/capability.ts';
import type { ResolvedBy } from '#shared/model/issue/issue.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';
import type { ReceiptReceived } from '#shared/model/event/payloads.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import { isEarlierCopy, isSameDocument } from '../evidence/copies.ts';
import { arrivalOnly, type Evidence, groupAcknowledgement, isRewritten } from '../evidence/evidence.ts';
import { type Reconciliation, startReconciliation, meets } from './reconciliation.ts';
import { episodeOfKey } from '../evidence/fingerprint.ts';
import { createOutsideThings, type OutsideThings } from './outside-things.ts';
import { differs, isOvertaken, isSameAcknowledgement } from './news.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { acknowledgementPart, isAcknowledgementPart } from './track.ts';
import { withoutFalseAlarms } from './without-false-alarms.ts';
import {
  acknowledgementVerdict,
  answersDocument,
  isAnsweredOrNeedsNone,
  isVerdict,
  showsArrival,
} from '../evidence/problem.ts';

/** One part of an issue (a track of a reported document, the 997s about a document) as last heard of. */
export type Part = {
  readonly key: string;
  problem: IssueKind | null;
  /** The evidence that says so. */
  evidence: Evidence;
  /** True while it is being tried again after a failure. */
  waiting: boolean;
  /** Problems that were reported at the same moment and stand beside `evidence`. */
  also: readonly Evidence[];
};

/** What became of an issue, read from its evidence in order. */
export type History = {
  readonly parts: Map<string, Part>;
  /** The problems to show: those that are active or, once all are gone, the last that were. */
  shown: readonly Part[];
  active: boolean;
  firstSeenAt: Millis;
  lastSeenAt: Millis;
  /** When the present episode began. */
  openedAt: Millis;
  occurrences: number;
  /** Which episode it is, as effects are keyed by it: grows only when a finished issue comes back. */
  episode: number;
  /** Somebody has said that they saw it. */
  acknowledged: boolean;
  resolvedBy: ResolvedBy | null;
  /** A person reopened it although the source is content. */
  heldOpen: boolean;
  owner: string | null;
  /** Escalations by action id. They name their occurrence, so a slow clock can't move them to another. */
  readonly escalations: Map<string, { readonly episode: number; live: boolean }>;
  /** What was made of it outside; null where nothing was heard of: few issues have any. */
  things: OutsideThings | null;
  /** The receipt that ended it, where `resolvedBy` is `outside`. */
  closedBy: ReceiptReceived | null;
  /** Which documents have been answered: see `Evidence.subject`. */
  readonly answered: Set<string | null>;
  readonly sides: Reconciliation;
  /** The evidence that ended the last trouble, where it ended by itself. */
  endedBy: Evidence | null;
  /** Documents that were taken without complaint, by what says so. */
  readonly passed: Evidence[];
  /** What shows that a document reached the partner, whatever became of it there. */
  readonly arrivals: Evidence[];
  /** Acknowledgements that fit several documents. */
  readonly doubts: Evidence[];
};

function start(): History {
  return {
    parts: new Map(),
    shown: [],
    active: false,
    firstSeenAt: 0,
    lastSeenAt: 0,
    openedAt: 0,
    occurrences: 0,
    episode: 0,
    acknowledged: false,
    resolvedBy: null,
    heldOpen: false,
    owner: null,
    escalations: new Map(),
    things: null,
    closedBy: null,
    answered: new Set(),
    sides: startReconciliation(),
    endedBy: null,
    passed: [],
    arrivals: [],
    doubts: [],
  };
}

/** Reads evidence that is in order. Null where nothing was ever wrong. */
export function readHistory(evidence: readonly Evidence[]): History | null {
  const history = start();
  for (const item of withoutFalseAlarms(evidence)) read(history, item);
  return history.episode === 0 ? null : history;
}

function read(history: History, evidence: Evidence): void {
  const { event } = evidence;
  if (evidence.key === arrivalOnly) return void history.arrivals.push(evidence);
  const isCovered = event.kind === 'acknowledgement.received' && event.payload.acknowledgement.coveredBySets;
  if (evidence.key === groupAcknowledgement || (isCovered && evidence.doubt === undefined))
    return acknowledgementOfGroup(history, evidence);
  switch (event.kind) {
    case 'exchange.reported':
      return exchange(history, evidence, event.payload);
    case 'acknowledgement.received':
      if (evidence.doubt !== undefined) history.doubts.push(evidence);
      // Said of one of several documents it is the end of nothing: its own row asks which was meant.
      if (evidence.key.startsWith('doubt:'))
        return isRefused(evidence) ? noteAcknowledgement(history, evidence) : undefined;
      if (evidence.doubt === undefined && showsArrival(event.payload.acknowledgement)) history.arrivals.push(evidence);
      if (evidence.doubt === undefined && answersDocument(event.payload.acknowledgement))
        noteAcknowledgement(history, evidence);
      return see(history, evidence, acknowledgementVerdict(event.payload.acknowledgement));
    case 'acknowledgement.overdue':
      if (event.payload.takenBack === true) return takeBack(history, evidence);
      if ([...history.answered].some((subject) => meets(subject, evidence.subject ?? null))) return undefined;
      return see(history, evidence, { verdict: 'problem', kind: 'overdue-acknowledgement' });
    case 'file.unreadable':
    case 'file.received':
      if (isRewritten(evidence)) return see(history, evidence, { verdict: 'clear' });
      return event.kind === 'file.received'
        ? undefined
        : see(history, evidence, { verdict: 'problem', kind: 'unreadable-file' });
    case 'issue.marked':
      return mark(history, event);
    case 'action.requested':
      // Of other actions there is nothing to follow here.
      if (!escalates(event.payload.capability)) return undefined;
      history.escalations.set(event.payload.actionId, {
        episode: evidence.episode ?? event.payload.episode,
        live: true,
      });
      return undefined;
    case 'action.cancelled':
      return follow(history, event, false);
    case 'action.settled':
      return follow(history, event, !stateRules[event.payload.state].askAnew);
    case 'receipt.received':
      return receipt(history, event, evidence.episode);
    case 'document.received':
    case 'subject.pinned':
    case 'action.approved':
    case 'issue.commented':
    case 'business.event':
    case 'command.received':
    case 'partner.seen':
    case 'person.erased':
    case 'journal.trimmed':
      return undefined;
  }
}

/** The wait of the document was not over yet. */
function takeBack(history: History, evidence: Evidence): void {
  const known = history.parts.get(evidence.part ?? evidence.key);
  if (known !== undefined && end(history, (part) => part === known)) settle(history, evidence);
}

/** What a group's acknowledgement leaves unnamed fares as the group does. */
function acknowledgementOfGroup(history: History, evidence: Evidence): void {
  const { event } = evidence;
  if (event.kind !== 'acknowledgement.received') return;
  const { status, coveredBySets } = event.payload.acknowledgement;
  history.arrivals.push(evidence);
  noteAcknowledgement(history, evidence);
  if (status === 'accepted' || status === 'accepted with errors' || (status === 'partial' && coveredBySets)) {
    pass(history, evidence);
  }
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

/** The problems of these parts are over. Returns whether there were any. */
function end(history: History, isOver: (part: Part) => boolean): boolean {
  const over = [...history.parts.values()].filter((part) => part.problem !== null && isOver(part));
  for (const part of over) part.problem = null;
  return over.length > 0;
}

function see(history: History, evidence: Evidence, verdict: Verdict): void {
  const key = evidence.part ?? evidence.key;
  const known = history.parts.get(key);
  if (isPass(evidence, verdict)) pass(history, evidence);
  if (verdict.verdict !== 'waiting' && isOvertaken(known, evidence, verdict)) return;
  if (verdict.verdict === 'waiting' || history.sides.isOutdated(evidence, verdict)) {
    if (known === undefined) {
      history.parts.set(key, { key, problem: null, evidence, waiting: true, also: [] });
    } else {
      known.waiting = true;
    }
    return;
  }
  if (verdict.verdict === 'clear') {
    history.parts.set(key, { key, problem: null, evidence, waiting: false, also: [] });
    if (history.sides.accept(evidence)) {
      end(history, ({ evidence: other, problem }) => history.sides.isOtherSide(evidence, other, problem));
    }
    settle(history, evidence);
    return;
  }
  const beside = known !== undefined && known.problem !== null && known.evidence.at === evidence.at;
  const isNews =
    !beside &&
    (known === undefined || known.problem === null || known.waiting || differs(known, evidence)) &&
    !isSameAcknowledgement(known, evidence) &&
    history.sides.isNews(evidence, verdict.kind);
  const part: Part = {
    key,
    problem: verdict.kind,
    evidence,
    waiting: false,
    also: beside ? [known.evidence, ...known.also] : [],
  };
  history.parts.set(key, part);
  arrive(history, evidence.at, isNews, known !== undefined && known.problem !== null);
  const later = history.passed.find((each) => isEarlierCopy(evidence, each));
  if (later !== undefined && end(history, ({ key: over }) => over === key)) settle(history, later);
}

function isRefused({ event }: Evidence): boolean {
  return (
    event.kind === 'acknowledgement.received' &&
    acknowledgementVerdict(event.payload.acknowledgement).verdict === 'problem'
  );
}

/** Taken, with a remark or without: by the partner's acknowledgement of any kind, or so a network says of it. */
function isPass(evidence: Evidence, verdict: Verdict): boolean {
  if (verdict.verdict === 'waiting' || (verdict.verdict === 'problem' && verdict.kind !== 'accepted-with-errors'))
    return false;
  const { event, part = '', doubt } = evidence;
  if (event.kind === 'exchange.reported') return isAcknowledgementPart({ key: part });
  return (
    event.kind === 'acknowledgement.received' && doubt === undefined && answersDocument(event.payload.acknowledgement)
  );
}

/** What passed ends what went wrong with copies sent before, and with its own delivery. */
function pass(history: History, evidence: Evidence): void {
  history.passed.push(evidence);
  const isOver = ({ evidence: other, problem }: Part) =>
    isEarlierCopy(other, evidence) || (isDelivery(other, problem) && isSameDocument(other, evidence));
  if (end(history, isOver)) settle(history, evidence);
}

function isDelivery({ event }: Evidence, problem: IssueKind | null): boolean {
  return event.kind === 'exchange.reported' && problem !== null && !isVerdict(problem) && problem !== 'duplicate';
}

function arrive(history: History, at: Millis, isNews: boolean, isSamePart: boolean): void {
  if (history.episode === 0) {
    history.firstSeenAt = at;
    history.occurrences = 1;
    begin(history, at);
  } else if (!history.active || (history.resolvedBy !== null && isNews)) {
    history.occurrences++;
    begin(history, at);
  } else if (isNews && isSamePart) {
    history.occurrences++;
  }
  history.active = true;
  history.lastSeenAt = at;
  show(history);
}

function begin(history: History, at: Millis): void {
  history.episode++;
  history.openedAt = at;
  history.acknowledged = false;
  history.resolvedBy = null;
  history.heldOpen = false;
  history.closedBy = history.things?.closedIn(history.episode) ?? null;
  if (history.closedBy !== null) history.resolvedBy = 'outside';
}

function settle(history: History, by: Evidence): void {
  const wasActive = history.active;
  history.active = [...history.parts.values()].some((part) => part.problem !== null);
  if (history.active) show(history);
  else if (history.episode > 0) history.resolvedBy ??= 'source';
  if (wasActive && !history.active) history.endedBy = by;
}

function show(history: History): void {
  history.shown = [...history.parts.values()].filter((part) => part.problem !== null).map((part) => ({ ...part }));
}

/** What people say in one field; the last by the hybrid clock counts, and the evidence comes in that order. */
function mark(history: History, { payload }: EventOf<'issue.marked'>): void {
  if (payload.field === 'owner') {
    history.owner = payload.value;
    return;
  }
  if (history.episode === 0) return;
  history.acknowledged = payload.value === 'acknowledged';
  history.resolvedBy = payload.value === 'resolved' ? 'person' : null;
  history.heldOpen = payload.value !== 'resolved' && !history.active;
}

type LaterActionEvent = EventOf<'action.cancelled' | 'action.settled'>;

function follow(history: History, { payload }: LaterActionEvent, live: boolean): void {
  const known = history.escalations.get(payload.actionId);
  if (known !== undefined) known.live = live;
}

/** Closed outside, it ends the episode it was made for; opened again, it does so here while the trouble is real. */
function receipt(history: History, { payload }: EventOf<'receipt.received'>, pinned: number | undefined): void {
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
  if (thing === null || history.episode === 0 || wasClosed === (thing === 'closed')) return;
  const episode = pinned ?? episodeOfKey(key);
  if (episode !== null && episode !== history.episode) return;
  if (thing === 'closed') {
    if (history.resolvedBy === null) history.closedBy = payload;
    history.resolvedBy ??= 'outside';
    history.heldOpen = false;
  } else if (history.resolvedBy === 'outside' && history.active) {
    history.resolvedBy = null;
  }
}

/** An escalation goes by the key of what was made. */
function tellIsThere(history: History, key: string, there: boolean): void {
  const escalation = history.escalations.get(key);
  if (escalation !== undefined) escalation.live = there;
}
