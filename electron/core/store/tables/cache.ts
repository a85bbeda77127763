import { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

const rowSchema = z.object({ at: z.number().int(), value: z.string() });

/** What a connection kept for itself (describe results, account matches). */
export function cacheGet(
  db: ReadDb,
  connection: string,
  key: string,
): { readonly at: Millis; readonly value: Json } | null {
  const row = prepare(db, 'SELECT at, value FROM connection_cache WHERE connection = ? AND key = ?').get(
    connection,
    key,
  );
  if (row === undefined) return null;
  const { at, value } = rowSchema.parse(row);
  return { at, value: parseJson(value) };
}

export function cacheSet(db: WriteDb, connection: string, key: string, at: Millis, value: Json): void {
  prepare(db, 'INSERT OR REPLACE INTO connection_cache (connection, key, at, value) VALUES (?, ?, ?, ?)').run(
    connection,
    key,
    at,
    JSON.stringify(value),
  );
}

export function cacheClear(db: WriteDb, connection: string): void {
  prepare(db, 'DELETE FROM connection_cache WHERE connection = ?').run(connection);
}
