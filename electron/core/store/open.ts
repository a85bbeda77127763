import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Log } from '../ports.ts';
import { type BackupOptions, backup } from './backup/backup.ts';
import { brand, type ReadDb, type WriteDb } from './db.ts';
import { StoreError, systemStoreError, toStoreError } from './error.ts';
import { type Migration, migrate, requireCurrent } from './schema/migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import { closeToOthers, keepPrivate } from './private-file.ts';
import { isSound } from './sound.ts';

export type WriteOptions = {
  /** Waits until the disk has it: for what people do and for what must be known before something leaves. */
  readonly durable?: boolean;
  /**
   * What it takes away is overwritten on the disk, and can't be read there any more once the call returns, but where
   * `holdsErased` says so.
   */
  readonly erases?: boolean;
};

/** The database. All is synchronous: a callback sees one state, and a write is done when the call returns. */
export type Store = {
  readonly path: string;
  /** One consistent state for the length of `fn`. */
  read<T>(fn: (db: ReadDb) => T): T;
  /** One transaction: all of it or, where `fn` throws, nothing. `fn` must not be async, and calls must not be nested. */
  write<T>(fn: (db: WriteDb) => T, options?: WriteOptions): T;
  /**
   * Whether what was erased can still be read in the write-ahead log, since another program has the database open. The log is
   * emptied with the first call after that one ends, or at the next start.
   */
  holdsErased(): boolean;
  /** Whether every page of the file is what it should be. Not to be called inside a transaction. */
  isSound(): boolean;
  /** Copies the database to a file while work goes on. Throws `StoreError` (`cancelled`, `io`, ...). */
  backup(path: string, options?: BackupOptions): Promise<{ readonly bytes: number }>;
  close(): void;
};

export type OpenOptions = {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** For a second connection beside the one that writes. The file must be of this version already. */
  readonly readonly?: boolean;
  readonly log: Log;
  /** Only tests give their own. */
  readonly migrations?: readonly Migration[];
};

/** How long another program that writes is waited for, in milliseconds. */
const patience = 5_000;

/** Opens the database and brings it up to date. Throws `StoreError` with a message for people. */
export function openStore({ path, readonly = false, log, migrations = allMigrations }: OpenOptions): Store {
  const raw = connect(path, readonly);
  const { read: readDb, write: writeDb } = brand(raw);
  try {
    if (readonly) requireCurrent(raw, path, migrations);
    else migrate(raw, writeDb, path, migrations, log);
  } catch (error) {
    raw.close();
    throw toStoreError(error, path);
  }

  let writing = false;
  let held = !readonly && !emptyLog(raw);
  const holdsErased = (): boolean => {
    if (held && !raw.inTransaction) held = !emptyLog(raw);
    return held;
  };
  return {
    path,
    holdsErased,
    read(fn) {
      if (raw.inTransaction) return fn(readDb);
      if (held) holdsErased();
      try {
        raw.exec('BEGIN');
        const result = refusePromise(fn(readDb));
        raw.exec('COMMIT');
        return result;
      } catch (error) {
        takeBack(raw);
        throw toStoreError(error, path);
      }
    },
    write(fn, options = {}) {
      if (writing || raw.inTransaction) throw new Error('A write transaction was started inside another transaction');
      const { durable = false, erases = false } = options;
      writing = true;
      try {
        if (durable) raw.pragma('synchronous = FULL');
        if (erases) raw.pragma('secure_delete = ON');
        raw.exec('BEGIN IMMEDIATE');
        const result = refusePromise(fn(writeDb));
        raw.exec('COMMIT');
        // The log still holds the pages as they were.
        if (erases) held = true;
        if (held) holdsErased();
        return result;
      } catch (error) {
        writeDb.life.rollbacks++;
        takeBack(raw);
        throw toStoreError(error, path);
      } finally {
        writing = false;
        if (durable) raw.pragma('synchronous = NORMAL');
        if (erases) raw.pragma('secure_delete = OFF');
      }
    },
    isSound: () => isSound(raw),
    backup: (target, options) => backup(raw, target, options),
    close() {
      if (!raw.open) return;
      try {
        if (!readonly) raw.pragma('optimize');
      } catch (error) {
        // Statistics for the next start: without them it is a little slower, and nothing is lost.
        log('warn', 'The database could not be tidied up', { error: String(error) });
      }
      raw.close();
    },
  };
}

/** Empties the write-ahead log, where no other program reads: that one is not waited for, since nothing else would go on. */
function emptyLog(raw: Database.Database): boolean {
  raw.pragma('busy_timeout = 0');
  try {
    return answerSchema.parse(raw.pragma('wal_checkpoint(TRUNCATE)')).every(({ busy }) => busy === 0);
  } catch {
    // A full disk, say: what was committed stands in the log, and it is tried again.
    return false;
  } finally {
    raw.pragma(`busy_timeout = ${patience}`);
  }
}

const answerSchema = z.array(z.object({ busy: z.number() }));

/** Ends a transaction that failed. What a damaged file says to that would hide what was wrong with it. */
function takeBack(raw: Database.Database): void {
  try {
    if (raw.inTransaction) raw.exec('ROLLBACK');
  } catch {
    // SQLite takes it back by itself when the connection ends.
  }
}

function connect(path: string, readonly: boolean): Database.Database {
  try {
    if (!readonly && path !== ':memory:') {
      keepPrivate(path);
      // These take their rights from the file when they are made.
      for (const suffix of ['-wal', '-shm']) closeToOthers(`${path}${suffix}`);
    }
    const raw = new Database(path, { readonly, fileMustExist: readonly, timeout: patience });
    try {
      raw.pragma('foreign_keys = ON');
      raw.pragma('trusted_schema = OFF');
      // Without it REPLACE would delete journal rows unseen by the trigger.
      raw.pragma('recursive_triggers = ON');
      raw.pragma('cache_size = -64000');
      raw.pragma('temp_store = MEMORY');
      if (!readonly) {
        raw.pragma('journal_mode = WAL');
        raw.pragma('synchronous = NORMAL');
        // A feed page dirties some 2,000 pages, many of them again with the next one: 32 MB between checkpoints.
        raw.pragma('wal_autocheckpoint = 8000');
        raw.pragma('journal_size_limit = 67108864');
      }
      return raw;
    } catch (error) {
      raw.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof TypeError) {
      throw noFolder(path, error);
    }
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw noFolder(path, error);
    throw systemStoreError(error) ?? toStoreError(error, path);
  }
}

function noFolder(path: string, cause: unknown): StoreError {
  return new StoreError('missing', `The folder of ${path} doesn't exist.`, 'Choose a folder that exists.', cause);
}

/** A promise here would run its second half after the commit. */
function refusePromise<T>(result: T): T {
  if (result !== null && typeof result === 'object' && 'then' in result && typeof result.then === 'function') {
    throw new Error('A transaction must not be async: what comes after the first await would be outside of it');
  }
  return result;
}
