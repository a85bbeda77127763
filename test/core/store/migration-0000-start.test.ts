import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { restoreBackup } from '#core/restore.ts';
import { prepare } from '#core/store/db.ts';
import { StoreError } from '#core/store/error.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const log = () => undefined;

/** A database as version 0.1 made it, with an event in it. */
function firstVersion(name: string): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const path = join(folder, name);
  const raw = new Database(path);
  raw.exec(readFileSync(new URL('version-0.1.sql', import.meta.url), 'utf8'));
  raw.exec(`INSERT INTO journal VALUES (1, 'file', 'a', 'file.received', 1, 1, NULL, NULL, NULL, '{}', zeroblob(32))`);
  raw.close();
  return { folder, path };
}

function told(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, words: `${error.message} ${error.next}` };
    throw error;
  }
  throw new Error('It was not refused.');
}

test('A new database has every table, finds answers without reading documents, and takes issues for no tests', () => {
  const store = openStore({ path: ':memory:', log, migrations: migrations.slice(0, 1) });
  expect(store.read((db) => prepare(db, 'PRAGMA user_version').pluck().get())).toBe(0);
  const plan = store.read((db) =>
    prepare(
      db,
      "EXPLAIN QUERY PLAN SELECT seq FROM evidence INDEXED BY evidence_acknowledgements WHERE issue_id = 'a' AND key >= 'ack:' AND key < 'ack;'",
    ).all(),
  );
  expect(JSON.stringify(plan)).toContain('evidence_acknowledgements');
  const columns = store.read((db) => prepare(db, 'PRAGMA table_info(issues)').all());
  expect(columns).toContainEqual(expect.objectContaining({ name: 'test', dflt_value: '0' }));
  const link = "INSERT INTO document_links (key, issue_id) VALUES ('n:a', 'b')";
  store.write((db) => db.raw.exec(link));
  expect(() => store.write((db) => db.raw.exec(link))).toThrow(/UNIQUE/);
  store.close();
});

test.each([false, true])(
  'The data of version 0.1 is refused with what to do, and nothing of it is changed (readonly: %s)',
  (readonly) => {
    const { folder, path } = firstVersion('gridline.db');
    expect(told(() => openStore({ path, readonly, log }))).toEqual({
      code: 'outdated',
      words:
        `The database ${path} was made by Gridline 0.1, and this version can't read it. Give the folder ${folder} another name ` +
        'and start again: Gridline makes a new one, you connect anew, and the feeds are read from the beginning.',
    });
    const raw = new Database(path);
    expect(raw.pragma('user_version', { simple: true })).toBe(90);
    expect(raw.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
    raw.close();
  },
);

test('A backup of version 0.1 is refused by its name, and the database stays', () => {
  const { path: backup } = firstVersion('monday.db');
  const path = join(temporaryFolder(), 'gridline.db');
  openStore({ path, log }).close();
  expect(told(() => restoreBackup({ path, backup, now: 0, log }))).toEqual({
    code: 'outdated',
    words:
      `${backup} is a backup of Gridline 0.1, and this version can't read it. Nothing was changed. ` +
      'Name a backup that a later version made, or begin without one: the feeds are read from the beginning.',
  });
  openStore({ path, log }).close();
});
