import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { issueSorts } from '#shared/model/issue/issue-sort.ts';
import { withImplied } from '#shared/model/filter/ast.ts';
import { matches } from '#shared/model/filter/predicate.ts';
import { issueIds, listIssues } from '#core/queue/queue.ts';
import { rows, sorted, storeOf, withTogether } from './queue-model.ts';
import { randomFilter } from './random-issues.ts';
import { monday } from '../stories/samples.ts';

test('the queue finds what the predicate says, in the order asked for, and counts it', () => {
  const at = { now: monday, actor: 'Pat' };
  fc.assert(
    fc.property(rows, fc.array(randomFilter, { minLength: 1, maxLength: 12 }), (issues, filters) => {
      const store = storeOf(issues);
      try {
        for (const filter of filters) {
          const wanted = withTogether(store, issues).filter((issue) => matches(withImplied(filter), issue, at));
          for (const sort of issueSorts) {
            const expected = sorted(wanted, sort);
            const query = { filter, sort, ...at };
            expect(store.read((db) => issueIds(db, { ...query, limit: 100 }))).toEqual({
              total: expected.length,
              more: false,
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
          const wanted = withTogether(store, issues).filter((issue) => matches(withImplied(filter), issue, at));
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
