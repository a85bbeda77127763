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

/**
 * Events for what people do, and the issues that they change, by what stood there before: those that are unknown, or say so
 * already, are left out. `left` say something other than what was to be changed.
 */
type Marks<T> = {
  readonly events: readonly NewEvent[];
  readonly was: ReadonlyMap<T, readonly string[]>;
  readonly left: readonly string[];
};

/** Acknowledge, resolve or reopen; with `from`, those alone that say that now. */
export function markStatus(
  db: ReadDb,
  {
    ids,
    status,
    from,
  }: { readonly ids: readonly string[]; readonly status: IssueStatus; readonly from?: IssueStatus | undefined },
  marker: Marker,
): Marks<IssueStatus> {
  const mark = (issueId: string): IssueMarked => ({ issueId, field: 'status', value: status });
  return marks(db, ids, marker, { before: (issue) => issue.status, from, after: status, mark });
}

/** Gives issues to someone; null takes the owner away. `from` as above. */
export function markOwner(
  db: ReadDb,
  {
    ids,
    owner,
    from,
  }: { readonly ids: readonly string[]; readonly owner: string | null; readonly from?: string | null | undefined },
  marker: Marker,
): Marks<string | null> {
  const mark = (issueId: string): IssueMarked => ({ issueId, field: 'owner', value: owner });
  return marks(db, ids, marker, { before: (issue) => issue.owner, from, after: owner, mark });
}

type Field<T> = {
  readonly before: (issue: IssueRecord) => T;
  /** Undefined: whatever stands there. */
  readonly from: T | undefined;
  readonly after: T;
  readonly mark: (issueId: string) => IssueMarked;
};

function marks<T>(
  db: ReadDb,
  ids: readonly string[],
  marker: Marker,
  { before, from, after, mark }: Field<T>,
): Marks<T> {
  const all = new Map(ids.flatMap((id) => primaryIssue(db, id) ?? []).map((issue) => [issue.id, issue]));
  const different = [...all.values()].filter((issue) => before(issue) !== after);
  const isMeant = (issue: IssueRecord) => from === undefined || before(issue) === from;
  const others = different.filter(isMeant);
  const was = new Map<T, string[]>();
  for (const issue of others) {
    const same = was.get(before(issue));
    if (same === undefined) was.set(before(issue), [issue.id]);
    else same.push(issue.id);
  }
  const left = different.filter((issue) => !isMeant(issue)).map(({ id }) => id);
  return { events: others.map((issue) => personEvent('issue.marked', mark(issue.id), issue, marker)), was, left };
}

/** A comment; null for an unknown issue. */
export function comment(db: ReadDb, id: string, text: string, marker: Marker): NewEvent | null {
  const issue = primaryIssue(db, id);
  if (issue === null) return null;
  const payload: IssueCommented = { issueId: issue.id, text };
  return personEvent('issue.commented', payload, issue, marker);
}

export function personEvent(
  kind: 'issue.marked' | 'issue.commented',
  payload: IssueMarked | IssueCommented,
  issue: IssueRecord,
  { hlc, now, ...acting }: Marker,
): NewEvent {
  // It answers what the person saw, even where the source's clock is ahead of ours.
  const reading = hlc.next(issue.lastSeenAt);
  return { source: 'person', sourceId: reading, kind, occurredAt: now, payload, ...acting, hlc: reading };
}
