import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { append, greatestHlc, readJournal } from '#core/store/journal/journal.ts';
import { workspaceSalt } from '#core/store/journal/personal.ts';
import { openStore, type Store } from '#core/store/open.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ path: ':memory:', log: () => {} });
});
afterEach(() => store.close());

function event(sourceId: string, over: Partial<NewEvent> = {}): NewEvent {
  return { source: 'file', sourceId, kind: 'file.received', occurredAt: 5, payload: { name: sourceId }, ...over };
}

const add = (...events: NewEvent[]) => store.write((db) => append(db, events, 9));

test('an event that is known changes nothing, on the same page or a later one', () => {
  const first = add(event('a'), event('b'), event('a', { occurredAt: 7 }));
  const second = add(event('b'), event('c'), event('a', { source: 'clock' }));
  expect([first, second].map(({ appended, duplicates }) => [appended.map(({ seq }) => seq), duplicates])).toEqual([
    [[1, 2], 1],
    [[3, 4], 1],
  ]);
  const stored = store.read((db) => readJournal(db, 2, 10));
  expect(stored.map(({ seq, source, sourceId, recordedAt }) => [seq, source, sourceId, recordedAt])).toEqual([
    [3, 'file', 'c', 9],
    [4, 'clock', 'a', 9],
  ]);
});

test('the journal can not be changed or shortened', () => {
  add(event('a'));
  const change = (sql: string) => () => store.write((db) => db.raw.exec(sql));
  expect(change("UPDATE journal SET actor = 'eve'")).toThrow('append-only');
  expect(change('DELETE FROM journal')).toThrow('append-only');
  expect(change('INSERT OR REPLACE INTO journal SELECT * FROM journal')).toThrow('append-only');
  expect(
    change(`INSERT INTO journal (source, source_id, kind, occurred_at, recorded_at, payload, salt, hash)
      VALUES ('a', 'b', 'c', 'soon', 1, '{}', x'00', x'00')`),
  ).toThrow('cannot store TEXT value in INTEGER column');
});

test('the greatest reading of the hybrid clock is found again', () => {
  const greatest = (before: string) => store.read((db) => greatestHlc(db, before));
  expect(greatest('z')).toBeNull();
  add(event('a', { hlc: '00000000b-0000-x' }), event('b', { hlc: '00000000a-0000-x' }), event('c'));
  expect([greatest('z'), greatest('00000000b')]).toEqual(['00000000b-0000-x', '00000000a-0000-x']);
});

test('who acted is kept once, under a keyed hash of the plain name, on one page and the next', () => {
  const byPat = (sourceId: string) => event(sourceId, { source: 'person', kind: 'issue.marked', actor: 'Pat Doe' });
  add(byPat('a'), byPat('b'));
  add(byPat('c'), event('d', { source: 'person', kind: 'issue.marked', actor: 'PAT DOE' }));
  const [kept, salt] = store.read((db) => [
    db.raw.prepare('SELECT person, text FROM personal ORDER BY text DESC').all(),
    workspaceSalt(db),
  ]);
  const person = createHmac('sha256', salt).update('pat doe').digest('hex');
  expect(kept).toEqual([
    { person, text: 'Pat Doe' },
    { person, text: 'PAT DOE' },
  ]);
});
