import { expect, test } from 'vitest';
import { append, journalSize, readJournal, verifyChain } from '#core/store/journal.ts';
import { migration0010 } from '#core/store/migrations/0010-journal.ts';
import { openStore } from '#core/store/open.ts';

const seen = {
  source: 'trading-grid',
  sourceId: 'tg-1@a',
  kind: 'transaction.seen',
  occurredAt: 5,
  payload: { n: 1 },
} as const;

test('the journal takes each event once, in a chain, and lets nothing be changed or taken away', () => {
  const store = openStore({ path: ':memory:', log: () => undefined, migrations: [migration0010] });
  store.write((db) => append(db, [seen, { ...seen, sourceId: 'tg-2@a' }, seen], 7));
  expect(
    store.read((db) =>
      readJournal(db, 0, 10).map(({ seq, sourceId, recordedAt, payload }) => [seq, sourceId, recordedAt, payload]),
    ),
  ).toEqual([
    [1, 'tg-1@a', 7, { n: 1 }],
    [2, 'tg-2@a', 7, { n: 1 }],
  ]);
  for (const change of [
    `UPDATE journal SET payload = '{}'`,
    'DELETE FROM journal',
    `INSERT OR REPLACE INTO journal SELECT seq, source, source_id, kind, 0, 0, actor, device, hlc, payload, hash FROM journal`,
  ]) {
    expect(() => store.write((db) => db.raw.exec(change)), change).toThrow('append-only');
  }
  expect(() =>
    store.write((db) =>
      db.raw.exec(
        `INSERT INTO journal (source, source_id, kind, occurred_at, recorded_at, payload, hash) VALUES ('a', 'b', 'c', 'soon', 1, '{}', x'00')`,
      ),
    ),
  ).toThrow();
  expect(store.read((db) => [journalSize(db), verifyChain(db).broken])).toEqual([2, null]);
  store.close();
});
