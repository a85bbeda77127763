import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { issueSorts, type IssueSort } from '#shared/model/issue/issue-sort.ts';
import { withImplied } from '#shared/model/filter/ast.ts';
import { matches } from '#shared/model/filter/predicate.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { gatherChanges, writeIssue } from '#core/queue/write-issue.ts';
import type { IssueRecord } from '#core/verdict/derive.ts';
import { issueIds, listIssues } from '#core/queue/queue.ts';
import { openStore } from '#core/store/open.ts';
import { randomFilter, randomIssue } from './random-issues.ts';
import { monday } from '../stories/samples.ts';

function storeOf(issues: readonly IssueRecord[]) {
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
};

function sorted(issues: readonly IssueRecord[], sort: IssueSort): string[] {
  // Of equals the first to come is first, but for "newest", where it is last.
  const start = sort === 'newest' ? issues.toReversed() : issues;
  return start
    .toSorted((a, b) => {
      const [left, right] = [keys[sort](a), keys[sort](b)];
      return left.map((key, index) => compare(key, right[index] ?? null)).find((order) => order !== 0) ?? 0;
    })
    .map(({ id }) => id);
}

const rows = fc
  .array(randomIssue, { maxLength: 25 })
  .map((list) => list.map((issue, n) => ({ ...issue, id: `i${n}` })));

test('the queue finds what the predicate says, in the order asked for, and counts it', () => {
  const at = { now: monday, actor: 'Pat' };
  fc.assert(
    fc.property(rows, fc.array(randomFilter, { minLength: 1, maxLength: 12 }), (issues, filters) => {
      const store = storeOf(issues);
      try {
        for (const filter of filters) {
          const wanted = issues.filter((issue) => matches(withImplied(filter), issue, at));
          for (const sort of issueSorts) {
            const expected = sorted(wanted, sort);
            const query = { filter, sort, ...at };
            expect(store.read((db) => issueIds(db, { ...query, limit: 100 }))).toEqual({
              total: expected.length,
              ids: expected,
            });
            const offset = Math.floor(expected.length * 0.7);
            const page = store.read((db) => listIssues(db, { ...query, offset, limit: 3 }));
            expect({ ...page, issues: page.issues.map(({ id }) => id) }).toEqual({
              total: expected.length,
              more: false,
              issues: expected.slice(offset, offset + 3),
            });
          }
        }
      } finally {
        store.close();
      }
    }),
    { numRuns: 120 },
  );
});

test('where matches are many the queue reads other indexes, and finds the same', () => {
  const at = { now: monday, actor: 'Pat' };
  const limits = { few: 2, candidates: 4, counted: 6 };
  fc.assert(
    fc.property(rows, fc.array(randomFilter, { minLength: 1, maxLength: 12 }), (issues, filters) => {
      const store = storeOf(issues);
      try {
        for (const filter of filters) {
          const wanted = issues.filter((issue) => matches(withImplied(filter), issue, at));
          for (const sort of issueSorts) {
            const query = { filter, sort, limits, offset: 1, limit: 4, ...at };
            const { total, more, issues: found } = store.read((db) => listIssues(db, query));
            expect(found.map(({ id }) => id)).toEqual(sorted(wanted, sort).slice(1, 5));
            expect({ more, low: total <= wanted.length }).toEqual({ more: more || total < wanted.length, low: true });
          }
        }
      } finally {
        store.close();
      }
    }),
    { numRuns: 120 },
  );
});
