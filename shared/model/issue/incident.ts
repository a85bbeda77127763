import type { Millis } from '#shared/lib/time.ts';
import type { IssueStatus } from './issue-status.ts';
import type { IssueRow, Severity } from './issue.ts';

/**
 * One trouble: issues of one partner with one cause and place, close in time. An issue that stands for itself is an
 * incident of one document.
 */
export type Incident = {
  /** The id of the first of its issues. */
  readonly id: string;
  /** What went wrong and where, as data: the same for all its issues, and never made from a title. */
  readonly cause: string;
  /** `open` while any of its issues is, then `acknowledged` while any is not resolved. */
  readonly status: IssueStatus;
  /** How many issues are in it, each about one document. */
  readonly documents: number;
  readonly unresolved: number;
  /** How many of them the filter asked for. */
  readonly matching: number;
  /** The worst of those that are not resolved. */
  readonly severity: Severity;
  /** When the first of their service levels is missed; null once all are resolved. */
  readonly dueAt: Millis | null;
  readonly firstSeenAt: Millis;
  readonly lastSeenAt: Millis;
  /** Who has some of it, by name. */
  readonly owners: readonly string[];
  /** What kinds of documents are in it, the most frequent first; null = nobody knows. */
  readonly types: readonly { readonly type: string | null; readonly documents: number }[];
  /** The first of its issues that match, in the order asked for: the one that the row is about. */
  readonly issue: IssueRow;
};

/** What an issue says of the incident that it shares with others. */
export type IncidentOfIssue = Pick<Incident, 'id' | 'documents' | 'unresolved'> & {
  /** When the first of them began. */
  readonly since: Millis;
};
