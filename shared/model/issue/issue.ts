import type { Millis } from '#shared/lib/time.ts';
import type { ActionChip } from '../action/action.ts';
import type { IssueKind } from './issue-kind.ts';
import type { IssueStatus } from './issue-status.ts';

/** From worst to mildest; the order is the sort order of the queue. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** What ended it: a person here, the source itself (delivered after all), or somebody outside who closed what was made of it. */
export const resolvedBy = ['person', 'source', 'outside'] as const;
export type ResolvedBy = (typeof resolvedBy)[number];

/** One row of the queue. A projection of the journal: nothing here is written by hand. */
export type Issue = {
  /** Short and URL-safe, a pure function of the fingerprint: the same on every laptop. */
  readonly id: string;
  readonly kind: IssueKind;
  readonly severity: Severity;
  readonly status: IssueStatus;
  readonly resolvedBy: ResolvedBy | null;
  /** Name from the partner directory, else from the feed, else the EDI address. */
  readonly partner: string;
  readonly partnerAddress: string | null;
  readonly direction: 'outbound' | 'inbound' | 'unknown';
  /** `810`, `DESADV`; null where the thing is not a document (an unreadable file). */
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly title: string;
  /** Why, in one plain sentence. */
  readonly explanation: string;
  readonly owner: string | null;
  /** When the service level is missed; null once resolved. */
  readonly dueAt: Millis | null;
  readonly firstSeenAt: Millis;
  readonly lastSeenAt: Millis;
  /** How often it happened, counting each time it came back. */
  readonly occurrences: number;
  /** Where it came from: a connection's id, `file`, `clock`. */
  readonly source: string;
  /** It is about a test document (ISA15 `T`, UNB 0035 `1`): shown as such, low, and nothing is done because of it. */
  readonly test: boolean;
};

export type IssueRow = Issue & { readonly actions: readonly ActionChip[] };

/** One line of the timeline, newest last. `detail` is plain text; `url` a deep link. */
export type TimelineEntry = {
  readonly seq: number;
  readonly at: Millis;
  readonly kind: string;
  readonly text: string;
  readonly detail: string | null;
  readonly actor: string | null;
  readonly source: string;
  readonly url: string | null;
  /** For an entry about an action: which, and the state it entered. */
  readonly actionId: string | null;
  readonly tone: 'neutral' | 'good' | 'bad' | 'warning';
};
