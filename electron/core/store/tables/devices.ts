import { z } from 'zod';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** What a computer is called, where nobody has said so yet: a name that was erased does not come back. */
export function nameDevice(db: WriteDb, id: string, name: string): void {
  prepare(db, 'INSERT OR IGNORE INTO devices (id, name) VALUES (?, ?)').run(id, name);
}

const nameSchema = z.object({ name: z.string() });

/** Null where that is not known. */
export function deviceName(db: ReadDb, id: string): string | null {
  const row = prepare(db, 'SELECT name FROM devices WHERE id = ?').get(id);
  return row === undefined ? null : nameSchema.parse(row).name;
}
