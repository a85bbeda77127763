import Database from 'better-sqlite3';
import { z } from 'zod';
import { brand } from '../db.ts';
import type { Migration } from './migrate.ts';

export type SchemaFault = {
  /** `table issues` */
  readonly part: string;
  readonly fault: 'missing' | 'different' | 'extra';
};

const rowSchema = z.object({ type: z.string(), name: z.string(), tbl_name: z.string(), sql: z.string().nullable() });

/** Which tables, indexes, triggers and views are not as the migrations up to `version` make them. */
export function schemaFaults(
  raw: Database.Database,
  version: number,
  migrations: readonly Migration[],
): readonly SchemaFault[] {
  const wanted = new Database(':memory:');
  try {
    const { write } = brand(wanted);
    for (const migration of migrations) if (migration.version <= version) migration.up(write);
    const [found, right] = [partsOf(raw), partsOf(wanted)];
    const faults: SchemaFault[] = [];
    for (const [part, text] of right) {
      const there = found.get(part);
      if (there !== text) faults.push({ part, fault: there === undefined ? 'missing' : 'different' });
    }
    for (const part of found.keys()) if (!right.has(part)) faults.push({ part, fault: 'extra' });
    return faults;
  } finally {
    wanted.close();
  }
}

/** `the table issues is missing` */
export function faultInWords({ part, fault }: SchemaFault): string {
  switch (fault) {
    case 'missing':
      return `the ${part} is missing`;
    case 'different':
      return `the ${part} is another one`;
    case 'extra':
      return `the ${part} is none of Gridline’s`;
  }
}

function partsOf(raw: Database.Database): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const row of raw.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master').iterate()) {
    const { type, name, tbl_name, sql } = rowSchema.parse(row);
    // Statistics are SQLite's own, and there or not.
    if (type === 'table' && /^sqlite_stat\d$/.test(name)) continue;
    // How the search keeps its words is the affair of the SQLite that made it.
    const text = type === 'table' && name.startsWith('issues_text_') ? '' : (sql ?? '');
    parts.set(`${type} ${name}`, `${tbl_name}\n${text}`);
  }
  return parts;
}
