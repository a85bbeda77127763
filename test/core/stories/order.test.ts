import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { rebuildProjections } from '#core/projection/rebuild.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { openStore } from '#core/store/open.ts';
import { histories, ofOneDocument } from './histories.ts';

/** Everything people can see, without the places in the journal. */
const views = [
  'SELECT * FROM issues ORDER BY id',
  'SELECT * FROM issue_incidents ORDER BY id',
  'SELECT id, file_id, position, received_at FROM documents ORDER BY id',
  'SELECT id, file_id, position, received_at FROM acknowledgements ORDER BY id',
  'SELECT * FROM partners ORDER BY address',
  'SELECT * FROM partner_counters ORDER BY partner, address',
  'SELECT * FROM counters ORDER BY key',
  'SELECT * FROM due_counters ORDER BY hour',
  'SELECT issue_id, key, at FROM evidence ORDER BY issue_id, key, at',
  'SELECT * FROM issue_sets ORDER BY subject, issue_id',
];

function fold(pages: readonly (readonly NewEvent[])[], then: 'leave' | 'rebuild' = 'leave') {
  const store = openStore({ path: ':memory:', log: () => {} });
  try {
    store.write((db) => writeSetting(db, 'ownAddresses', ['ZZ:acme']));
    for (const page of pages) store.write((db) => ingestEvents(db, page, 1));
    if (then === 'rebuild') store.write((db) => rebuildProjections(db));
    return store.read((db) => ({
      views: views.map((sql) =>
        db.raw
          .prepare<[], Record<string, unknown>>(sql)
          .all()
          .map((row) => ('n' in row ? { ...row, n: 0, incident: 0 } : row)),
      ),
      search: db.raw
        .prepare(
          "SELECT count(*) AS n FROM issues_text WHERE issues_text MATCH 'invoice OR file OR message OR interchange OR group'",
        )
        .get(),
    }));
  } finally {
    store.close();
  }
}

function split<T>(items: readonly T[], cuts: readonly number[]): T[][] {
  const places = [...new Set(cuts.map((cut) => cut % (items.length + 1)))].toSorted((a, b) => a - b);
  return [...places, items.length].map((end, index) => items.slice(index === 0 ? 0 : places[index - 1], end));
}

const both = [
  ['anything that can happen', histories],
  ['what two sources tell of one document', ofOneDocument],
] as const;

test.each(both)('%s gives the same issues in any order, any pages, and any number of times', (_, some) => {
  const shuffled = some.chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(events, { minLength: events.length }),
      again: fc.subarray(events),
      cuts: fc.array(fc.nat(1_000), { maxLength: 6 }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ events, order, again, cuts }) => {
      const expected = fold([events]);
      expect(fold(split([...order, ...again], cuts))).toEqual(expected);
      expect(fold(split(order, cuts), 'rebuild')).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test.each(both)('what is stored after %s is what the journal gives', (_, some) => {
  fc.assert(
    fc.property(some, fc.array(fc.nat(1_000), { maxLength: 6 }), (events, cuts) => {
      const store = openStore({ path: ':memory:', log: () => {} });
      try {
        for (const page of split(events, cuts)) store.write((db) => ingestEvents(db, page, 1));
        expect(verifyStore(store).problems).toEqual([]);
      } finally {
        store.close();
      }
    }),
    { numRuns: 100 },
  );
});
