import { expect, test } from 'vitest';
import { openStore } from '#core/store/open.ts';
import { readSetting, writeSetting } from '#core/store/settings.ts';

test('a setting keeps its last value, and only JSON is one', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) => {
    writeSetting(db, 'ownAddresses', ['ZZ:OLD']);
    writeSetting(db, 'ownAddresses', ['ZZ:US', '01:123456789']);
  });
  expect(store.read((db) => [readSetting(db, 'ownAddresses'), readSetting(db, 'calendar') ?? null])).toEqual([
    ['ZZ:US', '01:123456789'],
    null,
  ]);
  expect(() =>
    store.write((db) => db.raw.exec(`INSERT INTO settings (key, value) VALUES ('a', 'not json')`)),
  ).toThrow();
  store.close();
});
