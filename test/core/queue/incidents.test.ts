import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { withImplied } from '#shared/model/filter/ast.ts';
import { matches } from '#shared/model/filter/predicate.ts';
import { issueSorts } from '#shared/model/issue/issue-sort.ts';
import { listIncidents } from '#core/queue/incidents.ts';
import { rows, sorted, storeOf, withTogether } from './queue-model.ts';
import { randomFilter } from './random-issues.ts';
import { monday } from '../stories/samples.ts';

/** Two causes at most for each partner, so that most issues share an incident. */
const alike = rows.map((list) =>
  list.map((issue) => ({ ...issue, alike: issue.documentType === null ? null : issue.partnerAddress })),
);

const at = { now: monday, actor: 'Pat' };

test('Each incident is one row, at the place of its first issue that matches; nothing that matches is lost or counted twice.', () => {
  const filters = fc.array(fc.oneof(randomFilter, fc.constant(parseFilter(''))), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(alike, filters, fc.constantFrom(1, 10_000), (issues, some, few) => {
      const store = storeOf(issues);
      try {
        const incidentOf = new Map(
          store.read((db) =>
            db.raw
              .prepare<[], { id: string; incident: string }>('SELECT id, incident FROM issue_incidents')
              .all()
              .map(({ id, incident }) => [id, incident]),
          ),
        );
        const of = (id: string) => incidentOf.get(id) ?? id;
        for (const filter of some) {
          const wanted = withTogether(store, issues).filter((issue) => matches(withImplied(filter), issue, at));
          for (const sort of issueSorts) {
            const order = sorted(wanted, sort);
            const firsts = order.filter((id, index) => order.findIndex((other) => of(other) === of(id)) === index);
            const limits = { few, candidates: 20_000, counted: 10_000 };
            const found = store.read((db) => listIncidents(db, { filter, sort, limits, offset: 0, limit: 100, ...at }));
            expect(found.incidents.map(({ id, issue }) => [id, issue.id])).toEqual(firsts.map((id) => [of(id), id]));
            expect(found).toMatchObject({ total: firsts.length, more: false });
            expect(found.incidents.reduce((sum, { matching }) => sum + matching, 0)).toBe(wanted.length);
            const offset = Math.floor(firsts.length * 0.7);
            const page = store.read((db) => listIncidents(db, { filter, sort, limits, offset, limit: 3, ...at }));
            expect(page.incidents.map(({ issue }) => issue.id)).toEqual(firsts.slice(offset, offset + 3));
          }
        }
      } finally {
        store.close();
      }
    }),
    { numRuns: 120 },
  );
});
