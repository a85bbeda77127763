import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Log } from '../../ports.ts';
import type { WriteDb } from '../db.ts';
import { damagedError, StoreError } from '../error.ts';
import { faultInWords, schemaFaults } from './schema-faults.ts';

/** One step forward. `version` begins at 0 and grows in steps of ten; there is no way back. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  up(db: WriteDb): void;
};

/** `GRLN`, so that the file of another program is never touched. */
export const applicationId = 0x47_52_4c_4e;

/** `GRDL`: what Gridline 0.1 wrote. */
export const firstApplicationId = 0x47_52_44_4c;

function newest(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function pragmaNumber(raw: Database.Database, name: string): number {
  const value = raw.pragma(name, { simple: true });
  if (typeof value !== 'number') throw new Error(`PRAGMA ${name} gave ${typeof value}`);
  return value;
}

/** The version of the file; null where it is a new one. */
function inspect(raw: Database.Database, path: string, migrations: readonly Migration[]): number | null {
  const version = pragmaNumber(raw, 'user_version');
  const id = pragmaNumber(raw, 'application_id');
  const empty = raw.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  if (id === firstApplicationId) {
    const folder = dirname(path);
    throw new StoreError(
      'outdated',
      `The database ${path} was made by Gridline 0.1, and this version can't read it.`,
      `Give the folder ${folder} another name and start again: Gridline makes a new one, you connect anew, and the feeds are read from the beginning.`,
    );
  }
  // A file without a table is a new one, and one with tables has the version of a migration.
  if (empty ? id !== 0 || version !== 0 : id !== applicationId || version < 0) {
    throw new StoreError('foreign', `${path} belongs to another program.`, 'Choose another data folder.');
  }
  const known = newest(migrations);
  if (version > known) {
    throw new StoreError(
      'newer',
      `The database ${path} was written by a newer Gridline: it has version ${version}, this one knows versions up to ${known}.`,
      'Update Gridline on this computer, or choose another data folder.',
    );
  }
  // Without an index or a trigger people can still work, and verify says what is wrong.
  const missing = empty
    ? undefined
    : schemaFaults(raw, version, migrations).find(
        ({ part, fault }) => fault === 'missing' && part.startsWith('table '),
      );
  if (missing !== undefined) throw damagedError(path, `(${faultInWords(missing)})`);
  return empty ? null : version;
}

/** Runs what is missing, all of it or nothing. */
export function migrate(
  raw: Database.Database,
  db: WriteDb,
  path: string,
  migrations: readonly Migration[],
  log: Log,
): void {
  const from = inspect(raw, path, migrations);
  const missing = migrations.filter((migration) => from === null || migration.version > from);
  if (missing.length === 0) return;
  raw.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of missing) migration.up(db);
    raw.pragma(`application_id = ${applicationId}`);
    raw.pragma(`user_version = ${newest(migrations)}`);
    raw.exec('COMMIT');
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw error;
  }
  if (from !== null) log('info', 'The database was brought up to date', { from, to: newest(migrations) });
}

/** For a reader, which can't bring the file up to date itself. */
export function requireCurrent(raw: Database.Database, path: string, migrations: readonly Migration[]): void {
  const version = inspect(raw, path, migrations);
  if (version !== newest(migrations)) {
    throw new StoreError(
      'older',
      `The database ${path} has ${version === null ? 'no version' : `version ${version}`}, version ${newest(migrations)} is needed.`,
      'Start Gridline once: it brings the database up to date.',
    );
  }
}
