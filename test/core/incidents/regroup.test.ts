import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hour } from '#shared/lib/time.ts';
import type { IssueRecord } from '#core/verdict/derive.ts';
import { closeInTime } from '#core/incidents/regroup.ts';
import { gatherChanges, storedIssue, writeIssue } from '#core/queue/write-issue.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { randomIssue } from '../queue/random-issues.ts';

/** What one issue is at some moment; null = there is none of it. */
type State = { readonly alike: string | null; readonly openedAt: number } | null;
type Change = { readonly id: string; readonly state: State };

const state: fc.Arbitrary<State> = fc.option(
  fc.record({
    alike: fc.constantFrom('an outage', 'a broken map', null),
    // Around the time that parts two incidents, on both sides of it.
    openedAt: fc.integer({ min: 0, max: 40 }).map((each) => each * (closeInTime / 4)),
  }),
  { freq: 6 },
);
const change: fc.Arbitrary<Change> = fc.record({ id: fc.constantFrom(...Array.from('abcdefghijkl')), state });
const pages = fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 12 });
const [plain] = fc.sample(randomIssue, { numRuns: 1, seed: 1 });

function record(id: string, state: NonNullable<State>): IssueRecord {
  if (plain === undefined) throw new Error('There is no sample.');
  return { ...plain, id, ...state, nearAt: state.openedAt };
}

function write(store: Store, page: readonly Change[]): void {
  store.write((db) => {
    const changes = gatherChanges();
    for (const each of page) {
      writeIssue(db, storedIssue(db, each.id), each.state === null ? null : record(each.id, each.state), changes);
    }
    changes.write(db);
  });
}

/** Which issues are one incident, each by the id of the incident, as the store has it. */
const stored = (store: Store) =>
  store.read((db) =>
    db.raw.prepare<[], { id: string; incident: string }>('SELECT id, incident FROM issue_incidents ORDER BY id').all(),
  );

/** The same by going through all of them. */
function expected(all: ReadonlyMap<string, NonNullable<State>>) {
  const found: { id: string; incident: string }[] = [];
  const groups = Map.groupBy(
    [...all].filter(([, { alike }]) => alike !== null),
    ([, { alike }]) => alike,
  );
  for (const group of groups.values()) {
    let together: string[] = [];
    let before = Number.NEGATIVE_INFINITY;
    const close = () => {
      const [first] = together;
      if (first !== undefined && together.length > 1) found.push(...together.map((id) => ({ id, incident: first })));
      together = [];
    };
    for (const [id, { openedAt }] of group.toSorted(([a, x], [b, y]) => x.openedAt - y.openedAt || (a < b ? -1 : 1))) {
      if (openedAt - before > closeInTime) close();
      together.push(id);
      before = openedAt;
    }
    close();
  }
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

test('Issues that come, change and go in any order make the incidents that all of them make at once.', () => {
  fc.assert(
    fc.property(pages, (all) => {
      const store = openStore({ path: ':memory:', log: () => {} });
      try {
        const now = new Map<string, NonNullable<State>>();
        for (const page of all) {
          write(store, page);
          for (const each of page) {
            if (each.state === null) now.delete(each.id);
            else now.set(each.id, each.state);
          }
          expect(stored(store)).toEqual(expected(now));
        }
        const counts = store.read((db) =>
          db.raw
            .prepare('SELECT documents, (SELECT count(*) FROM issues WHERE incident = incidents.n) AS n FROM incidents')
            .all(),
        );
        for (const each of counts)
          expect(each).toEqual({ n: expect.any(Number), documents: (each as { n: number }).n });
      } finally {
        store.close();
      }
    }),
    { numRuns: 400 },
  );
});

test('An outage of some days is one incident, and what fails once in a while begins anew.', () => {
  const store = openStore({ path: ':memory:', log: () => {} });
  const at = (id: string, hours: number): Change => ({
    id,
    state: { alike: 'an outage', openedAt: hours * hour },
  });
  write(store, [at('a', 0), at('b', 20), at('c', 40), at('d', 60)]);
  expect(stored(store).map(({ incident }) => incident)).toEqual(['a', 'a', 'a', 'a']);
  write(store, [at('e', 60 + 25), at('f', 60 + 26)]);
  expect(stored(store).slice(4)).toEqual([
    { id: 'e', incident: 'e' },
    { id: 'f', incident: 'e' },
  ]);
  // What came in between is heard of late: now it is one.
  write(store, [at('g', 72)]);
  expect(new Set(stored(store).map(({ incident }) => incident))).toEqual(new Set(['a']));
  store.close();
});
