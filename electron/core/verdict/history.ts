import type { Millis } from '#shared/lib/time.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import type { ResolvedBy } from '#shared/model/issue/issue.ts';
import type { Place } from '#shared/model/issue/place.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import type { Report, Verdict } from '#shared/model/feed/report.ts';
import { compareEvidence, type Evidence } from '../evidence/evidence.ts';
import { isAccepted, isFunctionalAcknowledgement, isVerdict, markOf, timeOfMark } from '../evidence/problem.ts';
import type { OutsideThings } from './outside-things.ts';

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
  /** Which episode it is, for people: grows only when a finished issue comes back. What this desk has not heard of is not counted. */
  episode: number;
  /** Somebody has said that they saw it. */
  acknowledged: boolean;
  resolvedBy: ResolvedBy | null;
  /** A person reopened it although the source is content. */
  heldOpen: boolean;
  owner: string | null;
  /** Where a person has put it among the incidents, in this episode. */
  place: Place | null;
  /** Every trouble that was told of, and in which episode. */
  readonly troubles: { readonly evidence: Evidence; readonly episode: number }[];
  /** When each episode that is over was so, first to last. */
  readonly ends: Millis[];
  /** Escalations by action id. They name the trouble they are about, so a slow clock can't move them to another episode. */
  readonly escalations: Map<string, { readonly mark: string; live: boolean }>;
  /** What was made of it outside; null where nothing was heard of: few issues have any. */
  things: OutsideThings | null;
  /** The receipt that ended it, where `resolvedBy` is `outside`. */
  closedBy: ReceiptReceived | null;
  /** Which documents have been answered: see `Evidence.aboutDocument`. */
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

/** Of an issue of which nothing was heard yet. */
export function startHistory(): History {
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
    place: null,
    troubles: [],
    ends: [],
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

/** The part that tells what the partner answered, as a network reports it; its delivery is the part itself. */
export function acknowledgementPart(part: string): string {
  return `${part}/acknowledgement`;
}

export function isAcknowledgementPart({ key }: Pick<Part, 'key'>): boolean {
  return key.endsWith('/acknowledgement');
}

/** The report that the part was made from; null where something else told of it. */
export function reportOf({ key, evidence: { event } }: Pick<Part, 'key' | 'evidence'>): Report | null {
  if (event.kind !== 'exchange.reported') return null;
  const { delivery, acknowledgement } = event.payload.reports;
  return isAcknowledgementPart({ key }) ? (acknowledgement ?? null) : delivery;
}

/**
 * The mark of the trouble that there is now, or was last: what a key is made of. Two desks whose latest trouble is the same
 * agree on it, however much the one has missed of what was before.
 */
export function presentMark({ shown }: History): string {
  const [latest] = shown.map(({ evidence }) => evidence).toSorted((a, b) => compareEvidence(b, a));
  if (latest === undefined) throw new Error('Nothing was ever wrong.');
  return markOf(latest);
}

/**
 * Which episode a mark belongs to, from 1. A trouble that only another desk heard of belongs to the first episode that was not
 * over by then: this desk knows of no end between the two.
 */
export function episodeOfMark(history: History, mark: string): number {
  for (const { evidence, episode } of history.troubles.toReversed()) if (markOf(evidence) === mark) return episode;
  const at = timeOfMark(mark);
  if (at === null) return Math.max(1, history.episode);
  const index = history.ends.findIndex((end) => end >= at);
  return index < 0 ? Math.max(1, history.ends.length + 1) : index + 1;
}

type Told = { network: number; files: number };

/** Two sources that tell of the same acknowledgement: the network, and the files that were read. Only what names a document meets. */
type Reconciliation = {
  /** Whether a verdict is one that the other source has not told of yet. */
  isNews(evidence: Evidence, problem: IssueKind): boolean;
  /** An acknowledgement of any kind. */
  noteAcknowledgement(evidence: Evidence): void;
  /** Whether the document was accepted, which the other source's complaint ends with. */
  accept(evidence: Evidence): boolean;
  /** Whether it is the other source's complaint about the same document. */
  isOtherSide(evidence: Evidence, other: Evidence, problem: IssueKind | null): boolean;
  /** Whether the network repeats what a file has overtaken. */
  isOutdated(evidence: Evidence, verdict: Verdict): boolean;
};

function startReconciliation(): Reconciliation {
  const told = new Map<string, Told>();
  const answeredByFile = new Set<string>();
  const acceptedByFile = new Map<string, Millis>();
  const isNetwork = ({ event }: Evidence) => event.kind === 'exchange.reported';
  return {
    isNews(evidence, problem) {
      const { aboutDocument = null } = evidence;
      if (aboutDocument === null || !isVerdict(problem)) return true;
      const counts = told.get(aboutDocument) ?? { network: 0, files: 0 };
      told.set(aboutDocument, counts);
      const [mine, theirs] = isNetwork(evidence) ? (['network', 'files'] as const) : (['files', 'network'] as const);
      counts[mine]++;
      return counts[mine] > counts[theirs];
    },
    noteAcknowledgement({ event, aboutDocument = null }) {
      if (aboutDocument !== null && event.kind !== 'exchange.reported') answeredByFile.add(aboutDocument);
    },
    accept(evidence) {
      const { event, aboutDocument = null, at } = evidence;
      if (aboutDocument === null || !isAcceptance(evidence)) return false;
      told.delete(aboutDocument);
      if (event.kind === 'acknowledgement.received') acceptedByFile.set(aboutDocument, at);
      return true;
    },
    isOtherSide(evidence, other, problem) {
      if (problem === null || !isVerdict(problem) || (other.aboutDocument ?? null) !== evidence.aboutDocument)
        return false;
      if (isNetwork(evidence) === isNetwork(other)) return false;
      const { event } = other;
      return event.kind !== 'acknowledgement.received' || isFunctionalAcknowledgement(event.payload.acknowledgement);
    },
    isOutdated({ event, aboutDocument = null }, verdict) {
      if (aboutDocument === null || event.kind !== 'exchange.reported') return false;
      if (verdict.verdict !== 'problem' || !isVerdict(verdict.kind)) return false;
      if (verdict.kind === 'overdue-acknowledgement') return answeredByFile.has(aboutDocument);
      const acceptedAt = acceptedByFile.get(aboutDocument);
      const answeredAt = event.payload.reports.acknowledgement?.at;
      return acceptedAt !== undefined && answeredAt !== undefined && answeredAt < acceptedAt;
    },
  };
}

function isAcceptance({ event }: Evidence): boolean {
  if (event.kind === 'exchange.reported') return isAccepted(event.payload);
  return event.kind === 'acknowledgement.received' && isFunctionalAcknowledgement(event.payload.acknowledgement);
}
