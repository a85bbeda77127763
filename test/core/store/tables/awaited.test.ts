import { expect, test } from 'vitest';
import {
  addAwaited,
  allAwaited,
  dueAwaited,
  isKnownPair,
  notePair,
  removeAwaited,
  setDue,
} from '#core/store/tables/awaited.ts';
import { append } from '#core/store/journal/journal.ts';
import { openStore } from '#core/store/open.ts';

test('waits are found once they are due, and pairs once they are known', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) => {
    append(db, [{ source: 's', sourceId: '1', kind: 'file.received', occurredAt: 1, payload: null }], 1);
    addAwaited(db, { fingerprint: 'a', seq: 1, receivedAt: 1, dueAt: 10 });
    addAwaited(db, { fingerprint: 'a', seq: 1, receivedAt: 1, dueAt: 99 });
    addAwaited(db, { fingerprint: 'b', seq: 1, receivedAt: 8, dueAt: 5 });
    notePair(db, 'ZZ:A', 'ZZ:B');
  });
  const due = () => store.read((db) => dueAwaited(db, 10, 7, 9).map((awaited) => awaited.fingerprint));
  expect(due()).toEqual(['a']);
  store.write((db) => setDue(db, 'a', 11));
  expect(due()).toEqual([]);
  store.write((db) => removeAwaited(db, 'a'));
  expect(store.read((db) => allAwaited(db).length)).toBe(1);
  expect(store.read((db) => [isKnownPair(db, 'ZZ:A', 'ZZ:B'), isKnownPair(db, 'ZZ:B', 'ZZ:A')])).toEqual([true, false]);
  store.close();
});
