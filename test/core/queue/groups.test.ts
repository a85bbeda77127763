import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupedSorts } from '#shared/model/issue/issue-sort.ts';
import { listGroups } from '#core/queue/groups.ts';
import { issueIds } from '#core/queue/queue.ts';
import { rows, storeOf } from './queue-model.ts';
import { randomFilter, randomIssue } from './random-issues.ts';
import { monday } from '../stories/samples.ts';

const at = { now: monday, actor: 'Pat' };
const everything = { op: 'and', terms: [] } as const;
test('the groups of a queue lie one after another in its order, and each is found by what its issues have in common', () => {
  fc.assert(
    fc.property(rows, fc.array(randomFilter, { maxLength: 8 }), (issues, filters) => {
      const store = storeOf(issues);
      try {
        for (const filter of [everything, ...filters]) {
          for (const by of groupedSorts) {
            const ids = (group: { by: typeof by; key: string | null } | null) =>
              store.read((db) => issueIds(db, { filter, sort: by, limit: 100, group, ...at })).ids;
            const whole = ids(null);
            const groups = store.read((db) => listGroups(db, { filter, by, ...at })) ?? [];
            let from = 0;
            for (const { key, count } of groups) {
              expect(ids({ by, key })).toEqual(whole.slice(from, from + count));
              from += count;
            }
            expect(from).toBe(whole.length);
            expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
          }
        }
      } finally {
        store.close();
      }
    }),
    { numRuns: 100 },
  );
});

test('what matches too often to be counted has no groups, but everything unresolved has', () => {
  const [issue] = fc.sample(randomIssue, { numRuns: 1, seed: 7 });
  if (issue === undefined) throw new Error('There is no issue.');
  const open = { ...issue, status: 'open', resolvedBy: null, partner: 'Acme Foods', title: 'Invoice' } as const;
  const store = storeOf(['a', 'b', 'c'].map((id) => ({ ...open, id })));
  const limits = { few: 1, candidates: 2, counted: 2 };
  const groups = (filter: Parameters<typeof listGroups>[1]['filter']) =>
    store.read((db) => listGroups(db, { filter, by: 'partner', limits, ...at }));
  expect(groups(everything)).toEqual([{ key: 'acme foods', name: 'Acme Foods', count: 3 }]);
  expect(groups({ op: 'text', phrase: ' invoice' })).toBeNull();
  store.close();
});
