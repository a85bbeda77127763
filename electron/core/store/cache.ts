import { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

const rowSchema = z.object({ at: z.number().int(), value: z.string() });

/** What a connector kept for itself (describe results, account matches). */
export function cacheGet(
  db: ReadDb,
  connector: string,
  key: string,
): { readonly at: Millis; readonly value: Json } | null {
  const row = prepare(db, 'SELECT at, value FROM connector_cache WHERE connector = ? AND key = ?').get(connector, key);
  if (row === undefined) return null;
  const { at, value } = rowSchema.parse(row);
  return { at, value: parseJson(value) };
}

export function cacheSet(db: WriteDb, connector: string, key: string, at: Millis, value: Json): void {
  prepare(db, 'INSERT OR REPLACE INTO connector_cache (connector, key, at, value) VALUES (?, ?, ?, ?)').run(
    connector,
    key,
    at,
    JSON.stringify(value),
  );
}

export function cacheClear(db: WriteDb, connector: string): void {
  prepare(db, 'DELETE FROM connector_cache WHERE connector = ?').run(connector);
}
