import type { Incident } from '#shared/model/issue/incident.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { indexOf, rowAt } from './row-window.ts';
import { useQueue } from './store.ts';

/** What a row stands for: a document, or all documents with one cause. */
export const rowKinds = ['documents', 'incidents'] as const;
export type RowKind = (typeof rowKinds)[number];

/** What rows are, in the singular. */
export const rowNoun: Readonly<Record<RowKind, string>> = { documents: 'issue', incidents: 'incident' };

/** A row of the queue. With `incident` it stands for several documents, of which it shows one. */
export type QueueRow = IssueRow & {
  readonly incident?: Pick<Incident, 'id' | 'documents' | 'unresolved' | 'matching'>;
};

/** The first of its documents that match, with what all of them add up to. */
export function rowOf({ issue, ...incident }: Incident): QueueRow {
  if (incident.documents === 1) return issue;
  const { id, documents, unresolved, matching, status, severity, dueAt, firstSeenAt, owners } = incident;
  const [owner = null, ...others] = owners;
  return {
    ...issue,
    status,
    severity,
    dueAt,
    firstSeenAt,
    owner: others.length === 0 ? owner : counted(owners.length, 'owner'),
    incident: { id, documents, unresolved, matching },
  };
}

/** Rows of the list, by id; null where one of them is not in memory, as when more was selected than is. */
function rowsOf(ids: Iterable<string>): readonly QueueRow[] | null {
  const { window } = useQueue.getState();
  const found: QueueRow[] = [];
  for (const id of ids) {
    const row = rowAt(window, indexOf(window, id));
    if (row === undefined) return null;
    found.push(row);
  }
  return found;
}

/** Whether what is done with these is done with the whole incident of each: they are rows that stand for incidents. */
export function areWhole(ids: Iterable<string>): boolean {
  return useQueue.getState().rows === 'incidents' && rowsOf(ids) !== null;
}

/** `3 issues`; `320 documents in 2 incidents` where rows stand for several documents. */
export function countedRows(ids: readonly string[]): string {
  const rows = areWhole(ids) ? (rowsOf(ids) ?? []) : [];
  const documents = rows.reduce((sum, { incident }) => sum + (incident?.unresolved || incident?.documents || 1), 0);
  if (documents <= ids.length) return counted(ids.length, 'issue');
  return `${counted(documents, 'document')} in ${counted(ids.length, 'incident')}`;
}
