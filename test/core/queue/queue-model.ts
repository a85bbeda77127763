import * as fc from 'fast-check';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { FilterSubject } from '#shared/model/filter/field.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { gatherChanges, writeIssue } from '#core/queue/write-issue.ts';
import type { IssueRecord } from '#core/verdict/derive.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { randomIssue } from './random-issues.ts';

export function storeOf(issues: readonly IssueRecord[]) {
  const store = openStore({ path: ':memory:', log: () => {} });
  store.write((db) => {
    const changes = gatherChanges();
    for (const issue of issues) writeIssue(db, null, issue, changes);
    changes.write(db);
  });
  return store;
}

/** By UTF-8 bytes, as the database does; nothing comes before everything. */
function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

const keys: Record<IssueSort, (issue: IssueRecord) => readonly (string | number | null)[]> = {
  severity: (issue) => [severities.indexOf(issue.severity), issue.dueAt],
  due: (issue) => [issue.dueAt],
  newest: (issue) => [-issue.lastSeenAt],
  oldest: (issue) => [issue.firstSeenAt],
  partner: (issue) => [issue.partner.toLowerCase(), severities.indexOf(issue.severity), issue.dueAt],
  document: (issue) => [issue.documentType, severities.indexOf(issue.severity), issue.dueAt],
  kind: (issue) => [issue.kind, severities.indexOf(issue.severity), issue.dueAt],
  owner: (issue) => [issue.owner?.trim().toLowerCase() ?? null, severities.indexOf(issue.severity), issue.dueAt],
};

export function sorted(issues: readonly IssueRecord[], sort: IssueSort): string[] {
  // Of equals the first to come is first, but for "newest", where it is last.
  const start = sort === 'newest' ? issues.toReversed() : issues;
  return start
    .toSorted((a, b) => {
      const [left, right] = [keys[sort](a), keys[sort](b)];
      return left.map((key, index) => compare(key, right[index] ?? null)).find((order) => order !== 0) ?? 0;
    })
    .map(({ id }) => id);
}

export const rows = fc
  .array(randomIssue, { maxLength: 25 })
  .map((list) => list.map((issue, n) => ({ ...issue, id: `i${n}` })));

/** Each of these issues with those of its incident, as filters ask of it. */
export function withTogether(store: Store, issues: readonly IssueRecord[]): readonly (IssueRecord & FilterSubject)[] {
  const found = store.read((db) =>
    db.raw.prepare<[], { id: string; incident: string }>('SELECT id, incident FROM issue_incidents').all(),
  );
  const incidents = new Map(found.map(({ id, incident }) => [id, incident]));
  const members = Map.groupBy(found, ({ incident }) => incident);
  return issues.map((issue) => {
    const together = members.get(incidents.get(issue.id) ?? '')?.map(({ id }) => id) ?? [issue.id];
    return { ...issue, together };
  });
}
