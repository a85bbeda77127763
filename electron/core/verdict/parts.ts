import type { Millis } from '#shared/lib/time.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import { canonicalJson } from '#shared/lib/json.ts';
import { codeOf, type ExchangeReported, wordsOf } from '#shared/model/feed/exchange.ts';
import { isEarlierCopy, isSameDocument } from '../evidence/copies.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { acknowledgementVerdict, answersDocument, exchangeVerdict, isVerdict } from '../evidence/problem.ts';
import { episodeOfMark, type History, isAcknowledgementPart, type Part } from './history.ts';
import { acknowledgementKey } from '../evidence/acknowledgement-key.ts';
import { laterBy } from '../evidence/acknowledgement-time.ts';
import type { EventOf } from '../evidence/parsed-event.ts';

/** What this evidence says of its part: it waits, is well, or is a problem, that is news or goes on. */
export function see(history: History, evidence: Evidence, verdict: Verdict): void {
  const key = evidence.part ?? evidence.key;
  const known = history.parts.get(key);
  if (isPass(evidence, verdict)) pass(history, evidence);
  if (verdict.verdict !== 'waiting' && isOvertaken(known, evidence, verdict)) {
    // Whoever acted before the later one came acted on this one.
    if (verdict.verdict === 'problem') history.troubles.push({ evidence, episode: Math.max(1, history.episode) });
    return;
  }
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
  arrive(history, evidence, isNews, known !== undefined && known.problem !== null);
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
  if (!wasActive || history.active) return;
  history.endedBy = by;
  history.ends[history.episode - 1] = by.at;
}

function arrive(history: History, evidence: Evidence, isNews: boolean, isSamePart: boolean): void {
  const { at } = evidence;
  if (history.episode === 0) {
    history.firstSeenAt = at;
    history.occurrences = 1;
    begin(history, evidence);
  } else if (!history.active || (history.resolvedBy !== null && isNews)) {
    history.occurrences++;
    begin(history, evidence);
  } else {
    if (isNews && isSamePart) history.occurrences++;
    history.troubles.push({ evidence, episode: history.episode });
  }
  history.active = true;
  history.lastSeenAt = at;
  show(history);
}

function begin(history: History, evidence: Evidence): void {
  // One that a person or somebody outside ended goes on until the next begins.
  if (history.ends.length < history.episode) history.ends.push(evidence.at - 1);
  history.episode++;
  history.troubles.push({ evidence, episode: history.episode });
  history.openedAt = evidence.at;
  history.acknowledged = false;
  history.place = null;
  history.resolvedBy = null;
  history.heldOpen = false;
  history.closedBy = history.things?.closedIn((mark) => episodeOfMark(history, mark) === history.episode) ?? null;
  if (history.closedBy !== null) history.resolvedBy = 'outside';
}

function show(history: History): void {
  history.shown = [...history.parts.values()].filter((part) => part.problem !== null).map((part) => ({ ...part }));
}

/** Files come in any order: what was written before the acknowledgement that we have already says nothing new. */
function isOvertaken(known: Part | undefined, { event, at }: Evidence, { verdict }: Verdict): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  if (known?.waiting === true) return false;
  if (isSameAcknowledgement(known, { event })) {
    // What it said is over: to read it again is no second trouble.
    if (known?.problem === null && acknowledgementVerdict(before.payload.acknowledgement).verdict === 'problem')
      return true;
    // One envelope with two contents: which of them was read first must not matter. Read at one moment they stand side by side.
    if (known?.problem !== null && verdict !== 'clear' && known?.evidence.at !== at)
      return contentOf(before) > contentOf(event);
  }
  const later = laterBy(before.payload.acknowledgement, event.payload.acknowledgement);
  if (later === null) return false;
  if (later > 0) return true;
  // Of two written in one minute the worse one counts.
  return later === 0 && verdict === 'clear' && known?.problem !== null;
}

function contentOf({ payload: { acknowledgement } }: EventOf<'acknowledgement.received'>): string {
  const { status, statusCode, errors, text } = acknowledgement;
  return canonicalJson({ status, statusCode, errors: [...errors], text });
}

/** The same acknowledgement, brought by another file. */
function isSameAcknowledgement(known: Part | undefined, { event }: Pick<Evidence, 'event'>): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  const { type, preparedAt } = event.payload.acknowledgement;
  if (acknowledgementKey(before) !== acknowledgementKey(event)) return false;
  // A receipt need not say when it was written: then it is the same where it says the same of the same message.
  return preparedAt !== null || (type === 'MDN' && contentOf(before) === contentOf(event));
}

/** Another acknowledgement is another refusal; what a network reports again is the same unless it says something else. */
function differs(known: Part, { event }: Evidence): boolean {
  if (event.kind !== 'exchange.reported' || known.evidence.event.kind !== 'exchange.reported') return true;
  const before = known.evidence.event.payload;
  const now = event.payload;
  const previous = exchangeVerdict(before);
  const next = exchangeVerdict(now);
  return (
    (previous.verdict === 'problem' && next.verdict === 'problem' && previous.kind !== next.kind) ||
    codeOf(before) !== codeOf(now) ||
    wordsOf(before) !== wordsOf(now) ||
    failedAgain(before, now)
  );
}

/** In the same way, at a later time. Where more than times moved, the report came again for something else. */
function failedAgain(before: ExchangeReported, now: ExchangeReported): boolean {
  return deliveredAt(now) > deliveredAt(before) && withoutTimes(now) === withoutTimes(before);
}

function deliveredAt({ reports }: ExchangeReported): Millis {
  return reports.delivery.at ?? 0;
}

function withoutTimes({ reports, extra, ...rest }: ExchangeReported): string {
  const { at: _at, ...delivery } = reports.delivery;
  const others = Object.entries(extra).filter(([name]) => !/time|date/i.test(name));
  return canonicalJson({ ...rest, reports: { ...reports, delivery }, extra: Object.fromEntries(others) });
}
