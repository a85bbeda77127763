import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Log } from '../../ports.ts';
import { prepare } from '../db.ts';
import { StoreError } from '../error.ts';
import { applicationId, firstApplicationId } from '../schema/migrate.ts';
import { migrations } from '../migrations/index.ts';
import { openStore, type Store } from '../open.ts';
import { faultInWords, schemaFaults } from '../schema/schema-faults.ts';

/** What a database holds once it is fit for use; or why it is not. */
export type Settled =
  | {
      readonly events: number;
      readonly issues: number;
      /** Whether the rows that are made from the journal were made anew, because they did not fit it. */
      readonly derivedAnew: boolean;
    }
  | { readonly fault: string };

/** Looks at what the rows of an open database say, and puts right what can be. */
export type Settle = (store: Store) => Settled;

/**
 * Looks at the copy of a backup from beginning to end and brings it up to date. `named` is what the person called it.
 * Throws `StoreError` where it is damaged, of a newer version, not as Gridline makes one, or no backup of ours.
 */
export function checkBackup(
  copy: string,
  named: string,
  settle: Settle,
  log: Log,
): Exclude<Settled, { fault: string }> {
  // Before anything is run on it: what another hand put in would run too.
  refuseForeign(copy, named);
  if (isCutOff(copy)) throw damaged(named);
  const settled = lookInside(copy, named, settle, log);
  if (settled === 'damaged') throw damaged(named);
  if ('fault' in settled) throw changed(named, settled.fault);
  for (const suffix of ['-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  return settled;
}

function lookInside(copy: string, named: string, settle: Settle, log: Log): Settled | 'damaged' {
  try {
    const store = openStore({ path: copy, log });
    try {
      const complaints = (pragma: string) => store.read((db) => prepare(db, `PRAGMA ${pragma}`).pluck().all());
      if (String(complaints('integrity_check(1)')) !== 'ok') return 'damaged';
      const settled = settle(store);
      return complaints('foreign_key_check').length === 0 ? settled : 'damaged';
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw inTermsOf(named, copy, error);
  }
}

/** A file without a table would pass as a new database, and one of another program could be damaged by a look. */
function refuseForeign(copy: string, named: string): void {
  let version: number;
  let faults: ReturnType<typeof schemaFaults>;
  try {
    const raw = new Database(copy, { fileMustExist: true });
    try {
      raw.pragma('trusted_schema = OFF');
      version = Number(raw.pragma('user_version', { simple: true }));
      const id = raw.pragma('application_id', { simple: true });
      if (id === firstApplicationId) throw outdated(named);
      const empty = raw.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
      if (id !== applicationId || version < 0 || empty) throw notOurs(named);
      // One of a newer version is refused for that.
      faults = version > (migrations.at(-1)?.version ?? 0) ? [] : schemaFaults(raw, version, migrations);
    } finally {
      raw.close();
    }
  } catch (error) {
    throw error instanceof StoreError ? error : notOurs(named, error);
  }
  const [first] = faults;
  if (first !== undefined) throw changed(named, `${faultInWords(first)}.`);
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
    case 'outdated':
    case 'read-only':
    case 'full':
    case 'busy':
    case 'io':
    case 'missing':
    case 'too-large':
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

function outdated(named: string): StoreError {
  return new StoreError(
    'outdated',
    `${named} is a backup of Gridline 0.1, and this version can't read it. Nothing was changed.`,
    'Name a backup that a later version made, or begin without one: the feeds are read from the beginning.',
  );
}

/** It can be read, and is not what Gridline wrote. */
function changed(named: string, fault: string): StoreError {
  return new StoreError(
    'corrupt',
    `${named} is not as Gridline wrote it: ${fault} Nothing was changed.`,
    'Use another backup, or copy this one again from where it was made.',
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
