import type { Millis } from '#shared/lib/time.ts';
import type { Explanation } from '#shared/model/edi/edi.ts';
import { wordsOf } from '#shared/model/feed/exchange.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import type { Place } from '#shared/model/issue/place.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import { fitTitle, withUnturned } from '../documents/explain/words.ts';
import { advise } from './advice.ts';
import type { IssueContext } from './context.ts';
import { dueAt, severityOf, severityRank, type Weight } from './severity.ts';
import { compareEvidence, type Evidence, meets } from '../evidence/evidence.ts';
import { episodeOfMark, type History, type Part, reportOf } from './history.ts';
import { alikeKey, causeKey, isOfPartner } from './cause-key.ts';
import { explainPart } from './explain-part.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import { type Facts, gatherFacts } from './facts.ts';
import { readHistory } from './read-history.ts';
import { partnerOf } from '../partners/directory.ts';

/** An issue with what the queue needs to know beside what it shows. */
export type IssueRecord = Issue & {
  /** As keys, see `addressKey`. */
  readonly senderAddress: string | null;
  readonly receiverAddress: string | null;
  /** When the present episode began: what the service level counts from. */
  readonly openedAt: Millis;
  /** Which episode it is, from 1, as this desk counts. */
  readonly episode: number;
  /** Someone outside has been told in this occurrence. */
  readonly escalated: boolean;
  /** What went wrong and where, as data: see `causeKey`. */
  readonly cause: string;
  /** What it has in common with issues that may be one incident: see `alikeKey`. */
  readonly alike: string | null;
  /** When it stands among those: when its present episode began, or where a person has put it. */
  readonly nearAt: Millis;
  /** Where a person has put it among the incidents; null where the rules say. */
  readonly place: Place | null;
};

export type Derived = {
  readonly issue: IssueRecord;
  readonly explanation: Explanation;
  readonly history: History;
  /** See `PartnerAndDirection`. */
  readonly partnerKey: string | null;
};

/** The issue that this evidence makes; null where nothing was ever wrong. The order of the evidence does not matter. */
export function deriveIssue(issueId: string, evidence: readonly Evidence[], context: IssueContext): Derived | null {
  const ordered = evidence.length > 1 ? evidence.toSorted(compareEvidence) : evidence;
  const history = readHistory(ordered);
  if (history === null) return null;
  const allDocuments = ordered.filter(({ event }) => event.kind === 'document.received');
  const shown = inOrder(history, allDocuments);
  const worst = shown[0];
  if (worst === undefined) throw new Error(`Issue ${issueId} has a history without a problem`);
  const documents = allDocuments.filter(({ aboutDocument }) =>
    meets(aboutDocument ?? null, worst.evidence.aboutDocument ?? null),
  );
  const others = [...shown.slice(1), ...silent(history, shown)];
  const facts = gatherFacts(
    [worst, ...others].map((part) => part.evidence),
    documents,
    allDocuments,
  );
  const { partnerKey, ...side } = partnerOf(facts.sides, context);
  const kind = kindOf(worst);
  const severity = severityOf(kind, weightOf(worst, facts));
  const status = statusOf(history);
  const resolvedBy = status === 'resolved' ? (history.resolvedBy ?? 'source') : null;
  const told = explainPart(worst, others, facts, side, context.original, hasArrived(history, worst.evidence));
  const advice = advise(facts.test ? { ...told, title: fitTitle(`Test: ${told.title}`) } : told, {
    history,
    worst,
    status,
    resolvedBy,
    partner: side.partner,
    copies: allDocuments,
  });
  const explanation = withUnturned(advice);
  const cause = causeKey(kind, worst, others, facts);
  // Nothing that leaves may ever speak of two partners: where it turned out to be another's, the rules say.
  const place = history.place !== null && isOfPartner(history.place, partnerKey) ? history.place : null;
  const alike = alikeKey({ partnerKey, direction: side.direction, test: facts.test, cause });
  const issue: IssueRecord = {
    id: issueId,
    kind,
    severity,
    status,
    resolvedBy,
    ...side,
    documentType: facts.documentType,
    documentNumber: facts.documentNumber,
    title: explanation.title,
    explanation: explanation.why,
    owner: history.owner,
    dueAt: status === 'resolved' ? null : dueAt(severity, history.openedAt, context.calendar),
    firstSeenAt: history.firstSeenAt,
    lastSeenAt: history.lastSeenAt,
    occurrences: history.occurrences,
    source: worst.evidence.event.source,
    test: facts.test,
    senderAddress: facts.sides.sender === null ? null : addressKey(facts.sides.sender),
    receiverAddress: facts.sides.receiver === null ? null : addressKey(facts.sides.receiver),
    openedAt: history.openedAt,
    episode: history.episode,
    escalated: isEscalated(history),
    cause,
    alike: place === null ? alike : place.alike,
    nearAt: place === null ? history.openedAt : place.at,
    place,
  };
  return { issue, explanation, history, partnerKey };
}

/** Whether something shows that this very document reached the partner. */
function hasArrived({ arrivals }: History, { aboutDocument = null }: Evidence): boolean {
  return arrivals.some((arrival) => meets(arrival.aboutDocument ?? null, aboutDocument));
}

/** What makes the worst problem graver or lighter. */
function weightOf(part: Part, { types, test }: Pick<Facts, 'types' | 'test'>): Weight {
  const { event } = part.evidence;
  const message = event.kind === 'acknowledgement.received' ? event.payload.acknowledgement.text : null;
  return { types, message, test, hint: reportOf(part)?.severity ?? null };
}

function kindOf(part: Part): IssueKind {
  if (part.problem === null) throw new Error(`${part.key} is no problem`);
  return part.problem;
}

function inOrder(history: History, documents: readonly Evidence[]): readonly Part[] {
  if (history.shown.length < 2) return history.shown;
  return worstFirst(history.shown, gatherFacts(trusted(history.shown, history), documents).documentType);
}

/** Worst first; of equals the one that says most, then the latest. */
function worstFirst(parts: readonly Part[], documentType: string | null): readonly Part[] {
  const types = documentType === null ? [] : [documentType];
  const rank = (part: Part) => severityRank(severityOf(kindOf(part), weightOf(part, { types, test: false })));
  const duplicates = parts.filter(({ problem }) => problem === 'duplicate');
  // A refusal without a reason is explained by the one that says: you sent it twice.
  const isExplained = (part: Part) =>
    isBare(part) &&
    duplicates.some(({ evidence }) => meets(evidence.aboutDocument ?? null, part.evidence.aboutDocument ?? null));
  return parts.toSorted(
    (a, b) =>
      Number(isExplained(a)) - Number(isExplained(b)) ||
      rank(a) - rank(b) ||
      wordiness(b) - wordiness(a) ||
      (b.evidence.copy?.at ?? 0) - (a.evidence.copy?.at ?? 0) ||
      b.evidence.at - a.evidence.at ||
      (a.key < b.key ? -1 : 1),
  );
}

/** `One or more segments in error`, with none of them named, is no reason. */
const emptyCodes: ReadonlySet<string | null> = new Set([null, '5', 'I5']);

function isBare({ problem, evidence: { event } }: Part): boolean {
  if (problem !== 'rejected') return false;
  if (event.kind === 'exchange.reported') return wordsOf(event.payload) === null;
  if (event.kind !== 'acknowledgement.received') return false;
  const { errors, text } = event.payload.acknowledgement;
  return (
    text === null &&
    errors.every(({ segment, position, code }) => segment === null && position === null && emptyCodes.has(code))
  );
}

/** A file's entry says less than its document's, and a bare verdict less than an acknowledgement that names its reasons. */
function wordiness({ evidence: { event } }: Part): number {
  if (event.kind === 'acknowledgement.received') {
    const { errors, text } = event.payload.acknowledgement;
    return errors.length > 0 || text !== null ? 4 : 2;
  }
  if (event.kind !== 'exchange.reported') return 2;
  return (event.payload.documentNumber === null ? 0 : 2) + (wordsOf(event.payload) === null ? 0 : 1);
}

/** Parts that are no problem themselves but may carry the text that explains one. */
function silent(history: History, shown: readonly Part[]): readonly Part[] {
  if (history.parts.size === shown.length) return [];
  const keys = new Set(shown.map((part) => part.key));
  return byKey(history).filter((part) => !keys.has(part.key));
}

function byKey(history: History): Part[] {
  const parts = [...history.parts.values()];
  return parts.length < 2 ? parts : parts.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function trusted(shown: readonly Part[], history: History): Evidence[] {
  return [...shown, ...silent(history, shown)].map((part) => part.evidence);
}

function statusOf(history: History): Issue['status'] {
  if (history.resolvedBy !== null) return 'resolved';
  if (!history.active && !history.heldOpen) return 'resolved';
  return history.acknowledged ? 'acknowledged' : 'open';
}

/** By what was asked for here, and by what stands outside that another desk asked for. */
function isEscalated(history: History): boolean {
  const isOf = (mark: string) => episodeOfMark(history, mark) === history.episode;
  for (const { mark, live } of history.escalations.values()) if (live && isOf(mark)) return true;
  return history.things?.escalates(isOf) === true;
}
