import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNote, writeNote } from '#core/store/tables/notes.ts';
import { openStore, type Store } from '#core/store/open.ts';
import {
  eraseRecord,
  readRecord,
  recordAsOf,
  recordHistory,
  type RecordKind,
  recordsOf,
  writeRecord,
  readSetting,
  writeSetting,
} from '#core/store/tables/records.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ path: ':memory:', log: () => undefined });
});
afterEach(() => store.close());

const say = (kind: RecordKind, key: string, value: string | null, at: number, by = 'Pat') =>
  store.write((db) => writeRecord(db, kind, key, value, { by, at }));
const asOf = (key: string, at: number) => store.read((db) => recordAsOf(db, 'rule', key, at));

test('A setting keeps its last value, and only JSON is one', () => {
  store.write((db) => {
    writeSetting(db, 'ownAddresses', ['ZZ:OLD']);
    writeSetting(db, 'ownAddresses', ['ZZ:US', '01:123456789'], { by: 'Pat', at: 5 });
  });
  expect(store.read((db) => [readSetting(db, 'ownAddresses'), readSetting(db, 'calendar') ?? null])).toEqual([
    ['ZZ:US', '01:123456789'],
    null,
  ]);
  const wrong = "INSERT INTO records VALUES ('setting', 'a', 1, 1, NULL, 'not json')";
  expect(() => store.write((db) => db.raw.exec(wrong))).toThrow(/CHECK/);
});

test('How a rule stood at a time can be asked, who said it, and what all rules said then', () => {
  say('rule', 'silence', 'one day', 10);
  say('rule', 'silence', 'one hour', 20, 'Dana');
  say('rule', 'storm', 'ten', 15);
  say('rule', 'storm', null, 30, 'Dana');
  say('person', 'silence', 'another kind', 1);
  expect([9, 10, 19, 20, 99].map((at) => asOf('silence', at))).toEqual([
    undefined,
    'one day',
    'one day',
    'one hour',
    'one hour',
  ]);
  expect([asOf('storm', 29), asOf('storm', 30)]).toEqual(['ten', undefined]);
  const rules = (at?: number) =>
    store.read((db) => Object.fromEntries([...recordsOf(db, 'rule', at)].map(([key, { value }]) => [key, value])));
  expect([rules(), rules(16), rules(1)]).toEqual([{ silence: 'one hour' }, { silence: 'one day', storm: 'ten' }, {}]);
  expect(store.read((db) => recordHistory(db, 'rule', 'storm'))).toEqual([
    { version: 1, at: 15, by: 'Pat', value: 'ten' },
    { version: 2, at: 30, by: 'Dana', value: undefined },
  ]);
});

test('What is said again as it is, or is not there and taken away, adds no version', () => {
  say('rule', 'a', 'x', 1);
  say('rule', 'a', 'x', 2, 'Dana');
  say('rule', 'b', null, 1);
  expect(store.read((db) => [recordHistory(db, 'rule', 'a').length, recordHistory(db, 'rule', 'b').length])).toEqual([
    1, 0,
  ]);
});

test('What was said last holds, even where the clock was put back between', () => {
  say('rule', 'a', 'said while the clock was ahead', 1_000);
  say('rule', 'a', 'said later', 10);
  expect(store.read((db) => readRecord(db, 'rule', 'a'))).toBe('said later');
  expect([asOf('a', 9), asOf('a', 10), asOf('a', 2_000)]).toEqual([undefined, 'said later', 'said later']);
});

test('A person who is erased leaves no version', () => {
  say('person', 'kim', 'Kim, +44 20 7946 0000', 1);
  say('person', 'kim', 'Kim, +44 20 7946 0001', 2);
  store.write((db) => eraseRecord(db, 'person', 'kim'));
  expect(store.read((db) => recordHistory(db, 'person', 'kim'))).toEqual([]);
});

test('A note keeps what was noted last, and nothing of before', () => {
  store.write((db) => {
    writeNote(db, 'place', 1);
    writeNote(db, 'place', 2);
  });
  expect(store.read((db) => [readNote(db, 'place'), readNote(db, 'other') ?? null])).toEqual([2, null]);
  expect(store.read((db) => db.raw.prepare('SELECT count(*) FROM notes').pluck().get())).toBe(1);
});
