import type { HlcClock } from '#shared/lib/hlc.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import type { IssueCommented, IssueMarked } from '#shared/model/event/kinds/people.ts';
import type { Acting } from '../ingest.ts';
import type { ReadDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { primaryIssue } from '../same-document/same-document.ts';

/** Who does something here, and the clock that puts it in order. */
export type Marker = Acting & { readonly hlc: HlcClock; readonly now: Millis };

/** Events for what people do, and the issues they change: those that are unknown, or say so already, are left out. */
export type Marks = { readonly events: readonly NewEvent[]; readonly changed: readonly string[] };

/** Acknowledge, resolve or reopen. */
export function markStatus(db: ReadDb, ids: readonly string[], status: IssueStatus, marker: Marker): Marks {
  return marks(db, ids, marker, (issue) =>
    issue.status === status ? null : { issueId: issue.id, field: 'status', value: status },
  );
}

/** Gives issues to someone; null takes the owner away. */
export function markOwner(db: ReadDb, ids: readonly string[], owner: string | null, marker: Marker): Marks {
  return marks(db, ids, marker, (issue) =>
    issue.owner === owner ? null : { issueId: issue.id, field: 'owner', value: owner },
  );
}

function marks(
  db: ReadDb,
  ids: readonly string[],
  marker: Marker,
  mark: (issue: IssueRecord) => IssueMarked | null,
): Marks {
  const events: NewEvent[] = [];
  const changed: string[] = [];
  const issues = new Map(ids.flatMap((id) => primaryIssue(db, id) ?? []).map((issue) => [issue.id, issue]));
  for (const issue of issues.values()) {
    const payload = mark(issue);
    if (payload === null) continue;
    events.push(personEvent('issue.marked', payload, issue, marker));
    changed.push(issue.id);
  }
  return { events, changed };
}

/** A comment; null for an unknown issue. */
export function comment(db: ReadDb, id: string, text: string, marker: Marker): NewEvent | null {
  const issue = primaryIssue(db, id);
  if (issue === null) return null;
  const payload: IssueCommented = { issueId: issue.id, text };
  return personEvent('issue.commented', payload, issue, marker);
}

function personEvent(
  kind: 'issue.marked' | 'issue.commented',
  payload: IssueMarked | IssueCommented,
  issue: IssueRecord,
  { hlc, now, ...acting }: Marker,
): NewEvent {
  // It answers what the person saw, even where the source's clock is ahead of ours.
  const reading = hlc.next(issue.lastSeenAt);
  return { source: 'person', sourceId: reading, kind, occurredAt: now, payload, ...acting, hlc: reading };
}
