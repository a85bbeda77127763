import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prepare } from '#core/store/db.ts';
import { describeSchema } from '#core/store/schema/describe-schema.ts';
import { StoreError } from '#core/store/error.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore, type Store } from '#core/store/open.ts';

let folder = '';
const open: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridline-store-'));
});

afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(name = 'gridline.db', readonly = false): Store {
  const store = openStore({ path: join(folder, name), readonly, log: () => {} });
  open.push(store);
  return store;
}

function failure(act: () => unknown): { code: string; message: string } | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, message: error.message.replace(folder, '') };
    throw error;
  }
}

const set = (value: string) => (store: Store) =>
  store.write((db) => prepare(db, "INSERT INTO notes VALUES ('a', ?)").run(value));
const values = (store: Store) => store.read((db) => prepare(db, 'SELECT value FROM notes').all());

test('what was written is there after the next start, and a second connection can read it', () => {
  const first = start();
  set('1')(first);
  const reader = start('gridline.db', true);
  expect(values(reader)).toEqual([{ value: '1' }]);
  first.close();
  expect(values(start())).toEqual([{ value: '1' }]);
});

test('a database that cannot be tidied up at the end is closed all the same, and nothing of it is lost', () => {
  const store = start();
  set('1')(store);
  vi.spyOn(Database.prototype, 'pragma').mockImplementationOnce(() => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  });
  store.close();
  vi.restoreAllMocks();
  expect(values(start())).toEqual([{ value: '1' }]);
});

test('a write that fails leaves nothing behind, and the next one works', () => {
  const store = start();
  expect(() =>
    store.write((db) => {
      prepare(db, "INSERT INTO notes VALUES ('a', '1')").run();
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(values(store)).toEqual([]);
  set('2')(store);
  expect(values(store)).toEqual([{ value: '2' }]);
});

test('a write inside a write, an async write, and writing while reading are refused', () => {
  const store = start();
  expect(() => store.write(() => store.write(() => 1))).toThrow('inside another transaction');
  expect(() => store.write(() => Promise.resolve(1))).toThrow('must not be async');
  expect(() => store.read((db) => prepare(db, 'DELETE FROM notes'))).toThrow('needs a WriteDb');
  expect(store.write(() => 'still works')).toBe('still works');
});

test('a durable write waits for the disk, and only that one', () => {
  const store = start();
  const level = (durable: boolean) => store.write((db) => db.raw.pragma('synchronous', { simple: true }), { durable });
  expect([level(true), level(false)]).toEqual([2, 1]);
});

test('a file of a newer version is refused and says which', () => {
  start().close();
  const raw = new Database(join(folder, 'gridline.db'));
  raw.pragma('user_version = 99990');
  raw.close();
  const newest = migrations.at(-1)?.version;
  expect(failure(start)).toEqual({
    code: 'newer',
    message: `The database /gridline.db was written by a newer Gridline: it has version 99990, this one knows versions up to ${newest}.`,
  });
});

test('a file of another program, a text, a damaged file and a missing folder are refused in words', () => {
  const other = new Database(join(folder, 'other.db'));
  other.exec('CREATE TABLE theirs (a)');
  other.close();
  writeFileSync(join(folder, 'text.db'), 'ISA*00*'.repeat(1_000));
  start('damaged.db').close();
  const bytes = readFileSync(join(folder, 'damaged.db'));
  bytes.fill(0xff, 100, 4_000);
  writeFileSync(join(folder, 'damaged.db'), bytes);
  expect(['other.db', 'text.db', 'damaged.db', 'none/gridline.db'].map((name) => failure(() => start(name)))).toEqual([
    { code: 'foreign', message: '/other.db belongs to another program.' },
    { code: 'not-a-database', message: '/text.db is not a Gridline database.' },
    { code: 'corrupt', message: "The database /damaged.db is damaged and can't be read." },
    { code: 'missing', message: "The folder of /none/gridline.db doesn't exist." },
  ]);
  expect(failure(() => openStore({ path: join(folder, 'none.db'), readonly: true, log: () => {} }))?.code).toBe(
    'missing',
  );
});

test('a migration that fails takes the whole run back', () => {
  const path = join(folder, 'gridline.db');
  const broken = {
    version: 20,
    name: 'broken',
    up: () => {
      throw new Error('broken');
    },
  };
  const first = {
    version: 10,
    name: 'first',
    up: (db: { raw: Database.Database }) => {
      db.raw.exec('CREATE TABLE a (b)');
    },
  };
  expect(() => openStore({ path, log: () => {}, migrations: [first, broken] })).toThrow('broken');
  const raw = new Database(path);
  expect([
    raw.pragma('user_version', { simple: true }),
    raw.prepare('SELECT count(*) AS n FROM sqlite_master').get(),
  ]).toEqual([0, { n: 0 }]);
  raw.close();
});

test('what a later version adds keeps the rows that are there, and a reader waits for the one that writes', () => {
  const path = join(folder, 'gridline.db');
  const later = {
    version: Math.max(...migrations.map(({ version }) => version)) + 10,
    name: 'later',
    up: (db: { raw: Database.Database }) => {
      db.raw.exec("ALTER TABLE notes ADD COLUMN by TEXT NOT NULL DEFAULT 'Pat'");
    },
  };
  const log = () => {};
  const before = start();
  set('1')(before);
  before.close();
  const all = [...migrations, later];
  expect(failure(() => openStore({ path, readonly: true, log, migrations: all }))?.code).toBe('older');
  const store = openStore({ path, log, migrations: all });
  open.push(store);
  expect(store.read((db) => prepare(db, 'SELECT * FROM notes').all())).toEqual([{ key: 'a', value: '1', by: 'Pat' }]);
});

test('migrations begin at 0 and go up in steps of ten, each in a place of its own and with a test of its own', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index * 10));
  const names = (path: string) => readdirSync(new URL(path, import.meta.url));
  const wanted = migrations.map(
    ({ version, name }) => `${String(version).padStart(4, '0')}-${name.replaceAll(' ', '-')}`,
  );
  const places = names('../../../electron/core/store/migrations').filter((name) => name !== 'index.ts');
  expect(places.map((name) => name.replace('.ts', ''))).toEqual(wanted);
  expect(names('.').filter((name) => name.startsWith('migration-'))).toEqual(
    wanted.map((name) => `migration-${name}.test.ts`),
  );
});

test('the schema is the one in schema.sql: `npm run schema` writes it where it is not', () => {
  const path = fileURLToPath(new URL('../../../electron/core/store/schema.sql', import.meta.url));
  expect(start().read(describeSchema)).toBe(readFileSync(path, 'utf8'));
});

test('a backup made while work goes on is whole, and a cancelled one leaves no file', async () => {
  const store = start();
  set('1')(store);
  const progress: number[] = [];
  const target = join(folder, 'copy.db');
  writeFileSync(`${target}.partial`, 'of somebody else');
  const { bytes } = await store.backup(target, { onProgress: (done) => progress.push(done) });
  expect({ whole: bytes > 4_096, end: progress.at(-1) }).toEqual({ whole: true, end: 1 });
  expect(values(start('copy.db'))).toEqual([{ value: '1' }]);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual(['copy.db.partial']);
  const cancelled = store.backup(join(folder, 'not.db'), { signal: AbortSignal.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(failure(() => openStore({ path: join(folder, 'not.db'), readonly: true, log: () => {} }))?.code).toBe(
    'missing',
  );
});

/** A database with some thousand rows, whose middle a failing disk has overwritten; its beginning is as it was. */
function damagedInTheMiddle(): { readonly path: string; readonly advice: string } {
  const path = join(folder, 'gridline.db');
  const store = start();
  store.write((db) => {
    const insert = prepare(db, 'INSERT INTO notes VALUES (?, ?)');
    for (let n = 0; n < 4_000; n++) insert.run(`key ${n}`, JSON.stringify('x'.repeat(200)));
  });
  store.close();
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 8_192) * 4_096;
  // Each page's first bytes say what it is: these are none.
  for (let page = middle; page < middle + 20 * 4_096; page += 4_096) bytes.fill(0xa5, page, page + 200);
  writeFileSync(path, bytes);
  return { path, advice: `gridline restore FILE --data "${folder}"` };
}

test.each<[string, (store: Store) => unknown]>([
  ['a row after the other', (store) => store.read((db) => [...prepare(db, 'SELECT value FROM notes').iterate()])],
  ['all at once', (store) => store.read((db) => prepare(db, 'SELECT value FROM notes').all())],
  ['in a change', (store) => store.write((db) => prepare(db, "UPDATE notes SET value = '1'").run())],
])('a file that is damaged where nobody looked yet says so, and what to do, when it is read %s', (_, read) => {
  const { path, advice } = damagedInTheMiddle();
  const store = start();
  let told: unknown;
  try {
    read(store);
  } catch (error) {
    told = error;
  }
  expect(told).toMatchObject({
    name: 'StoreError',
    code: 'corrupt',
    message: `The database ${path} is damaged and can't be read.`,
    next: expect.stringContaining(advice),
  });
});

test.each<[string, string, string]>([
  ['without one of its tables', 'PRAGMA foreign_keys = OFF; DROP TABLE issues', 'corrupt'],
  ['with tables, but without the mark of Gridline', 'PRAGMA application_id = 0', 'foreign'],
  ['with a version below all', 'PRAGMA user_version = -10', 'foreign'],
])('a database %s is refused in words', (_, sql, code) => {
  start().close();
  const raw = new Database(join(folder, 'gridline.db'));
  raw.exec(sql);
  raw.close();
  const message =
    code === 'foreign'
      ? '/gridline.db belongs to another program.'
      : 'The database /gridline.db is damaged (the table issues is missing).';
  expect(failure(start)).toEqual({ code, message });
});

test('a copy of a damaged database is not called a backup, and nothing of it stays', async () => {
  const { path, advice } = damagedInTheMiddle();
  const target = join(folder, 'copy.db');
  await expect(start().backup(target)).rejects.toMatchObject({
    code: 'corrupt',
    message: `The database ${path} is damaged in places, so that no good copy of it can be made.`,
    next: expect.stringContaining(advice),
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
});

test('A disk that is full keeps nobody from opening the database; what was erased is said to stand in the log until it can be emptied', () => {
  start().close();
  const pragma: unknown = Reflect.get(Database.prototype, 'pragma');
  if (typeof pragma !== 'function') throw new Error('There is no pragma.');
  const full = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, ...call) {
    if (call[0].startsWith('wal_checkpoint')) throw new Database.SqliteError('disk is full', 'SQLITE_FULL');
    const answer: unknown = Reflect.apply(pragma, this, call);
    return answer;
  });
  const store = start();
  expect([store.holdsErased(), store.read((db) => prepare(db, 'SELECT 1').pluck().get())]).toEqual([true, 1]);
  full.mockRestore();
  expect(store.holdsErased()).toBe(false);
});
