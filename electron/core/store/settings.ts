import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

const rowSchema = z.object({ value: z.string() });

/** A setting as stored; undefined where it was never set. The caller parses it. */
export function readSetting(db: ReadDb, key: string): unknown {
  const row = prepare(db, 'SELECT value FROM settings WHERE key = ?').get(key);
  return row === undefined ? undefined : JSON.parse(rowSchema.parse(row).value);
}

export function writeSetting(db: WriteDb, key: string, value: Json): void {
  prepare(
    db,
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}
