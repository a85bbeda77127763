import type { Millis } from '#shared/lib/time.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isAccepted, isFunctionalAcknowledgement, isVerdict } from '../evidence/problem.ts';

/** Whether what is said of one document is said of the other; what is said of no document in particular is of all. */
export function meets(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

type Told = { network: number; files: number };

/** Two sources that tell of the same acknowledgement: the network, and the files that were read. Only what names a document meets. */
export type Reconciliation = {
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

export function startReconciliation(): Reconciliation {
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
