import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { prepare } from '#core/store/db.ts';
import { StoreError } from '#core/store/error.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { restoreBackup } from '#core/restore.ts';
import { finishRestore } from '#core/store/backup/restore.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const log = () => undefined;
const now = Date.UTC(2026, 10, 16, 9, 0);

const open = (path: string) => openStore({ path, log });
const note = (store: Store, value: string) =>
  store.write((db) => prepare(db, "INSERT OR REPLACE INTO notes VALUES ('note', ?)").run(JSON.stringify(value)));
const noted = (path: string): unknown => {
  const store = open(path);
  try {
    return store.read((db) => prepare(db, "SELECT value FROM notes WHERE key = 'note'").pluck().get());
  } finally {
    store.close();
  }
};

/** A data folder whose database holds `new`, with a part of it in the write-ahead log only, and a backup that holds `old`. */
async function world() {
  const folder = temporaryFolder();
  const path = join(folder, 'gridline.db');
  const backup = join(temporaryFolder(), 'monday.db');
  const store = open(path);
  note(store, 'old');
  await store.backup(backup);
  note(store, 'new');
  // As a crash leaves them: the log is not yet written back.
  const crashed = temporaryFolder();
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(`${path}${suffix}`, join(crashed, `gridline.db${suffix}`));
  store.close();
  for (const name of readdirSync(crashed)) copyFileSync(join(crashed, name), join(folder, name));
  return { folder, path, backup, restore: (from = backup) => restoreBackup({ path, backup: from, now, log }) };
}

const everything = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('latin1')] as const);

function refusal(act: () => unknown): { code: string; words: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, words: `${error.message} ${error.next}` };
    throw error;
  }
  throw new Error('It was not refused.');
}

test('A backup takes the place of the database; what was there is moved aside whole, and the way back is the same.', async () => {
  const { folder, path, restore } = await world();
  const restored = restore();
  const aside = join(folder, 'before-restore-2026-11-16T09-00-00');
  expect(restored).toEqual({
    path,
    bytes: statSync(path).size,
    events: 0,
    issues: 0,
    derivedAnew: false,
    movedTo: aside,
  });
  expect(readdirSync(aside).toSorted()).toEqual(['gridline.db', 'gridline.db-shm', 'gridline.db-wal']);
  expect(noted(path)).toBe('"old"');
  const back = restore(join(aside, 'gridline.db'));
  expect(back.movedTo).toBe(`${aside}-2`);
  expect(noted(path)).toBe('"new"');
});

test('In a folder without a database, a backup is the database, and nothing is left aside.', async () => {
  const { backup } = await world();
  const folder = temporaryFolder();
  const path = join(folder, 'gridline.db');
  expect(restoreBackup({ path, backup, now, log }).movedTo).toBeNull();
  expect([readdirSync(folder), noted(path)]).toEqual([['gridline.db'], '"old"']);
});

test('All that is left behind is for this user’s eyes only.', async () => {
  const { folder, restore } = await world();
  restore();
  const modes = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => [
    entry.isDirectory() ? 'folder' : 'file',
    (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8),
  ]);
  expect(new Set(modes.map(String))).toEqual(new Set(['folder,700', 'file,600']));
});

describe('A backup that is none is refused, and nothing is changed:', () => {
  const cases: Readonly<Record<string, (backup: string, own: string) => string>> = {
    'one that is not there': (backup) => `${backup}.gone`,
    'a folder': (backup) => join(backup, '..'),
    'a path that goes through a file': (backup) => join(backup, 'x'),
    'a path that none can be': (backup) => `${backup}\0`,
    'the database itself': (_, own) => own,
    'an empty file': (backup) => (truncateSync(backup), backup),
    'a text': (backup) => (writeFileSync(backup, 'ISA*00*'.repeat(2_000)), backup),
    'its first page': (backup) => (truncateSync(backup, 4_096), backup),
    'its first half': (backup) => (truncateSync(backup, Math.round(statSync(backup).size / 8_192) * 4_096), backup),
    'all but its last page': (backup) => (truncateSync(backup, statSync(backup).size - 4_096), backup),
    'all but its last byte': (backup) => (truncateSync(backup, statSync(backup).size - 1), backup),
    'half a page too few': (backup) => (truncateSync(backup, statSync(backup).size - 2_048), backup),
    'a page overwritten in the middle': (backup) => {
      const bytes = readFileSync(backup);
      bytes.fill(0xa5, 20 * 4_096, 21 * 4_096);
      writeFileSync(backup, bytes);
      return backup;
    },
    'its beginning overwritten': (backup) => {
      const bytes = readFileSync(backup);
      bytes.fill(0, 0, 100);
      writeFileSync(backup, bytes);
      return backup;
    },
    'one of another program': (backup) => {
      const other = new Database(`${backup}.other`);
      other.exec('CREATE TABLE theirs (a)');
      other.close();
      return `${backup}.other`;
    },
    'an empty one of SQLite': (backup) => {
      const other = new Database(`${backup}.other`);
      other.exec('CREATE TABLE a (a); DROP TABLE a');
      other.close();
      return `${backup}.other`;
    },
    'one of a newer version': (backup) => {
      const raw = new Database(backup);
      raw.pragma('user_version = 99990');
      raw.close();
      return backup;
    },
    'one beside the log of another': (backup, own) => {
      const other = `${backup}.other`;
      copyFileSync(backup, other);
      const wal = readFileSync(`${own}-wal`);
      wal.fill(0xee, 32 + 24 + 200, 32 + 24 + 300);
      writeFileSync(`${other}-wal`, 'x'.repeat(10));
      truncateSync(other, 4_096 * 3);
      return other;
    },
  };
  test.each(Object.keys(cases))('%s.', async (name) => {
    const { folder, path, backup, restore } = await world();
    const before = everything(folder);
    const told = refusal(() => restore(cases[name]?.(backup, path) ?? ''));
    expect(told.words).toContain('Nothing was changed.');
    // A folder may be called anything.
    const words = told.words.replaceAll(/\/\S+/g, '');
    expect(words).not.toMatch(/SQLITE|E[A-Z]{4,}|malformed|preparing/);
    expect(everything(folder)).toEqual(before);
    expect(noted(path)).toBe('"new"');
  });

  test('and the words say which version it has.', async () => {
    const { backup, restore } = await world();
    cases['one of a newer version']?.(backup, '');
    expect(refusal(() => restore())).toEqual({
      code: 'newer',
      words: expect.stringMatching(
        /monday\.db was written by a newer Gridline: it has version 99990.*Update Gridline on this computer, then restore again\./,
      ),
    });
  });
});

describe('A database that can be read and is not what Gridline wrote is refused, with what is wrong and nothing changed:', () => {
  const inside: Readonly<Record<string, readonly [sql: string, words: RegExp]>> = {
    'a table is missing': ['PRAGMA foreign_keys = OFF; DROP TABLE issues', /the table issues is missing\./],
    'only the mark is ours': [
      `PRAGMA writable_schema = ON; DELETE FROM sqlite_master; PRAGMA writable_schema = OFF; PRAGMA user_version = 0`,
      /is not a backup of Gridline/,
    ],
    'the mark is ours, and a version below all': ['PRAGMA user_version = -10', /is not a backup of Gridline/],
    'the journal is not append-only any more': [
      'DROP TRIGGER journal_no_update',
      /the trigger journal_no_update is missing\./,
    ],
    'a trigger that deletes': [
      'CREATE TRIGGER quiet AFTER INSERT ON journal BEGIN DELETE FROM notes; END',
      /the trigger quiet is none of Gridline’s\./,
    ],
    'a trigger of the right name that does nothing': [
      'DROP TRIGGER journal_no_delete; CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT 1; END',
      /the trigger journal_no_delete is another one\./,
    ],
    'a view': ['CREATE VIEW mine AS SELECT 1', /the view mine is none of Gridline’s\./],
    'a table of somebody else': ['CREATE TABLE mine (a)', /the table mine is none of Gridline’s\./],
    'an index is missing': ['DROP INDEX issues_due', /the index issues_due is missing\./],
    'an event was put in by another hand': [
      "INSERT INTO journal VALUES (1, 'file', 'a', 'file.received', 1, 1, NULL, NULL, NULL, NULL, '{}', NULL, zeroblob(16), x'00')",
      /Event 1 is not what was written/,
    ],
    'the journal begins in the middle': [
      "INSERT INTO journal VALUES (7, 'file', 'a', 'file.received', 1, 1, NULL, NULL, NULL, NULL, '{}', NULL, zeroblob(16), x'00')",
      /Event 1 is missing from the journal\./,
    ],
    'a file has other bytes than were read': [
      "INSERT INTO blobs VALUES ('0123456789abcdef', 'text/plain', x'49534100')",
      /The bytes of file 0123456789abcdef are not those that were read\./,
    ],
  };
  test.each(Object.keys(inside))('%s.', async (name) => {
    const { folder, path, backup, restore } = await world();
    const [sql, words] = inside[name] ?? ['', /$^/];
    const raw = new Database(backup);
    // As another program would: better-sqlite3 keeps it from its own connections.
    raw.unsafeMode(true);
    raw.exec(sql);
    raw.close();
    const before = everything(folder);
    const told = refusal(() => restore());
    expect(told.words).toMatch(words);
    expect(told.words).toContain('Nothing was changed.');
    expect(everything(folder)).toEqual(before);
    expect(noted(path)).toBe('"new"');
  });
});

test('What lies beside a backup under its log’s name and is no file is not waited for: it is named.', async () => {
  const { folder, backup, restore } = await world();
  const before = everything(folder);
  const wal = `${backup}-wal`;
  const told = {
    code: 'missing',
    words: `${wal}, which lies beside the backup, is not a file. Nothing was changed. Move it away, then restore again.`,
  };
  execFileSync('mkfifo', [wal]);
  expect(refusal(() => restore())).toEqual(told);
  rmSync(wal);
  mkdirSync(wal);
  expect(refusal(() => restore())).toEqual(told);
  execFileSync('mkfifo', [`${backup}.pipe`]);
  expect(refusal(() => restore(`${backup}.pipe`)).words).toContain('.pipe is not a file.');
  expect(everything(folder)).toEqual(before);
});

/** Restores in a process that is killed at the moment of its nth step on the disk. */
async function restoreAndDie(step: number, path: string, backup: string): Promise<number | null> {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let left = ${step};
    for (const name of ['mkdirSync', 'copyFileSync', 'renameSync', 'fsyncSync', 'rmSync', 'rmdirSync', 'chmodSync']) {
      const real = fs[name];
      fs[name] = (...args) => {
        if (left-- === 0) process.kill(process.pid, 'SIGKILL');
        return real(...args);
      };
    }
    syncBuiltinESMExports();
    const { restoreBackup } = await import('#core/restore.ts');
    restoreBackup({ path: process.argv[1], backup: process.argv[2], now: ${now}, log: () => undefined });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path, backup], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('A restore that is killed at any step leaves the old state or the new one at the next start, and both on the disk.', async () => {
  const seen = new Set<string>();
  for (let step = 0; ; step++) {
    const { folder, path, backup } = await world();
    const code = await restoreAndDie(step, path, backup);
    finishRestore(path, log);
    const state = String(noted(path));
    const asides = readdirSync(folder).filter((name) => name.startsWith('before-restore'));
    expect(asides.length, `step ${step}`).toBe(state === '"old"' ? 1 : 0);
    for (const name of asides) expect(noted(join(folder, name, 'gridline.db')), `step ${step}`).toBe('"new"');
    seen.add(state);
    if (code === 0) break;
    // And the same command again does what was wanted.
    expect(restoreBackup({ path, backup, now: now + 60_000, log }).movedTo).not.toBeNull();
    expect(noted(path)).toBe('"old"');
  }
  expect(seen).toEqual(new Set(['"new"', '"old"']));
});

test('A full disk, or a folder in the way, changes nothing.', async () => {
  const { folder, path, backup, restore } = await world();
  mkdirSync(join(folder, 'before-restore-2026-11-16T09-00-00.preparing'));
  writeFileSync(join(folder, 'before-restore-2026-11-16T09-00-00.preparing', 'restored.db'), 'half');
  expect(finishRestore(path, log)).toBeNull();
  expect(existsSync(join(folder, 'before-restore-2026-11-16T09-00-00.preparing'))).toBe(false);
  expect(noted(path)).toBe('"new"');
  expect(restore(backup).movedTo).toBe(join(folder, 'before-restore-2026-11-16T09-00-00'));
});
