import { expect, test } from 'vitest';
import { cacheClear, cacheGet, cacheSet } from '#core/store/tables/cache.ts';
import { allConnections, deleteConnection, findConnection, connectionTable } from '#core/store/tables/connections.ts';
import { deleteFeeds, feedRow, feedTable } from '#core/store/tables/feeds.ts';
import { openStore } from '#core/store/open.ts';

test('connections, feeds and caches are kept and forgotten each on their own', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  const connection = {
    id: 'crm',
    connector: 'crm',
    name: 'CRM',
    settings: { host: 'https://crm.example' },
    sandbox: true,
    signedIn: true,
    pause: { kind: 'quota', until: 9, reason: 'Used up' },
    lastError: null,
  } as const;
  const feed = {
    id: 'crm.cases',
    cursor: { after: 'x' },
    cursorAt: 1,
    lastSuccessAt: 2,
    lastAttemptAt: 3,
    nextAttemptAt: null,
    error: 'Sign in again',
    failures: 2,
    received: 10,
    duplicates: 4,
  };
  store.write((db) => {
    connectionTable.replace(db, connection);
    feedTable.replace(db, feed);
    feedTable.replace(db, { ...feed, id: 'crm-two.cases' });
    cacheSet(db, 'crm', 'describe', 7, ['New', 'Closed']);
  });
  expect(
    store.read((db) => [findConnection(db, 'crm'), feedRow(db, 'crm.cases'), cacheGet(db, 'crm', 'describe')]),
  ).toEqual([connection, feed, { at: 7, value: ['New', 'Closed'] }]);
  store.write((db) => {
    deleteConnection(db, 'crm');
    deleteFeeds(db, 'crm');
    cacheClear(db, 'crm');
  });
  expect(
    store.read((db) => [
      allConnections(db),
      feedRow(db, 'crm.cases').lastSuccessAt,
      feedRow(db, 'crm-two.cases').lastSuccessAt,
      cacheGet(db, 'crm', 'describe'),
    ]),
  ).toEqual([[], null, 2, null]);
  store.close();
});
