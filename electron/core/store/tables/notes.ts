import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

const rowSchema = z.object({ value: z.string() });

/** What the core noted for itself, such as how far it came; undefined where it never did. The caller parses it. */
export function readNote(db: ReadDb, key: string): unknown {
  const row = prepare(db, 'SELECT value FROM notes WHERE key = ?').get(key);
  return row === undefined ? undefined : JSON.parse(rowSchema.parse(row).value);
}

/** Takes the place of what was noted before. */
export function writeNote(db: WriteDb, key: string, value: Json): void {
  prepare(
    db,
    'INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}

const restoredNote = 'backup.restored';

/** This database comes from a backup that was put in place now. */
export function noteRestored(db: WriteDb, at: Millis): void {
  writeNote(db, restoredNote, at);
}

/** When a backup was put in place last; null where this is no backup. What happened until then may be in nobody's memory. */
export function restoredAt(db: ReadDb): Millis | null {
  return z
    .number()
    .nullable()
    .catch(null)
    .parse(readNote(db, restoredNote) ?? null);
}
