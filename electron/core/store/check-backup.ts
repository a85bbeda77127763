import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Log } from '../ports.ts';
import { prepare } from './db.ts';
import { StoreError } from './error.ts';
import { applicationId } from './migrate.ts';
import { openStore } from './open.ts';

/**
 * Looks at the copy of a backup from beginning to end and brings it up to date. `named` is what the person called it.
 * Throws `StoreError` where it is damaged, of a newer version, or no backup of ours.
 */
export function checkBackup(copy: string, named: string, log: Log): void {
  try {
    refuseForeign(copy, named);
    if (isCutOff(copy)) throw damaged(named);
    const store = openStore({ path: copy, log });
    try {
      const complaints = store.read((db) => [
        ...prepare(db, 'PRAGMA integrity_check(1)').pluck().all(),
        ...prepare(db, 'PRAGMA foreign_key_check').all(),
      ]);
      if (complaints.length !== 1 || complaints[0] !== 'ok') throw damaged(named);
    } finally {
      store.close();
    }
    for (const suffix of ['-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw inTermsOf(named, copy, error);
  }
}

/** A file without a table would pass as a new database, and one of another program could be damaged by a look. */
function refuseForeign(copy: string, named: string): void {
  let id: unknown;
  try {
    const raw = new Database(copy, { fileMustExist: true });
    try {
      id = raw.pragma('application_id', { simple: true });
    } finally {
      raw.close();
    }
  } catch (error) {
    throw notOurs(named, error);
  }
  if (id !== applicationId) throw notOurs(named);
}

/** SQLite takes a missing end of the last page for zeros. The header says how many pages of which size there must be. */
function isCutOff(copy: string): boolean {
  const header = Buffer.alloc(100);
  const file = openSync(copy, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const { size } = fstatSync(file);
    return size % pageSize !== 0 || size < header.readUInt32BE(28) * pageSize;
  } finally {
    closeSync(file);
  }
}

function inTermsOf(named: string, copy: string, error: StoreError): StoreError {
  switch (error.code) {
    case 'newer':
      return new StoreError(
        'newer',
        `${error.message.replaceAll(copy, named)} Nothing was changed.`,
        'Update Gridline on this computer, then restore again.',
        error,
      );
    case 'corrupt':
      return damaged(named, error);
    case 'not-a-database':
    case 'foreign':
      return notOurs(named, error);
    case 'older':
    case 'read-only':
    case 'full':
    case 'busy':
    case 'io':
    case 'missing':
    case 'cancelled':
      return error;
  }
}

function damaged(named: string, cause?: unknown): StoreError {
  return new StoreError(
    'corrupt',
    `${named} is damaged or was not copied to its end. Nothing was changed.`,
    'Use another backup, or copy this one again. Where a file of the same name with -wal at its end lies beside it, move that one away first.',
    cause,
  );
}

function notOurs(named: string, cause?: unknown): StoreError {
  return new StoreError(
    'foreign',
    `${named} is not a backup of Gridline, or its beginning is damaged. Nothing was changed.`,
    'Name a file that gridline backup made.',
    cause,
  );
}
