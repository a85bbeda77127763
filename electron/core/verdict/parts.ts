import type { Millis } from '#shared/lib/time.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import { isEarlierCopy, isSameDocument } from '../evidence/copies.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { answersDocument, isVerdict } from '../evidence/problem.ts';
import type { History, Part } from './history.ts';
import { differs, isOvertaken, isSameAcknowledgement } from './news.ts';
import { isAcknowledgementPart } from './track.ts';

/** What this evidence says of its part: it waits, is well, or is a problem, that is news or goes on. */
export function see(history: History, evidence: Evidence, verdict: Verdict): void {
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
export function pass(history: History, evidence: Evidence): void {
  history.passed.push(evidence);
  const isOver = ({ evidence: other, problem }: Part) =>
    isEarlierCopy(other, evidence) || (isDelivery(other, problem) && isSameDocument(other, evidence));
  if (end(history, isOver)) settle(history, evidence);
}

function isDelivery({ event }: Evidence, problem: IssueKind | null): boolean {
  return event.kind === 'exchange.reported' && problem !== null && !isVerdict(problem) && problem !== 'duplicate';
}

/** The problems of these parts are over. Returns whether there were any. */
export function end(history: History, isOver: (part: Part) => boolean): boolean {
  const over = [...history.parts.values()].filter((part) => part.problem !== null && isOver(part));
  for (const part of over) part.problem = null;
  return over.length > 0;
}

/** A part is well again; with the last of them, so is the issue. */
export function settle(history: History, by: Evidence): void {
  const wasActive = history.active;
  history.active = [...history.parts.values()].some((part) => part.problem !== null);
  if (history.active) show(history);
  else if (history.episode > 0) history.resolvedBy ??= 'source';
  if (wasActive && !history.active) history.endedBy = by;
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

function show(history: History): void {
  history.shown = [...history.parts.values()].filter((part) => part.problem !== null).map((part) => ({ ...part }));
}
