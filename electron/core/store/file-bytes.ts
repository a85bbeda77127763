import { z } from 'zod';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

/** Keeps the bytes of a file as they came. `fileId` is their SHA-256, so the same bytes are kept once. */
export function putFileBytes(db: WriteDb, fileId: string, bytes: Uint8Array): void {
  prepare(db, 'INSERT OR IGNORE INTO file_bytes (file_id, bytes) VALUES (?, ?)').run(fileId, bytes);
}

const rowSchema = z.object({ bytes: z.instanceof(Uint8Array) });

/** The file as it came; null where it is not here. */
export function fileBytes(db: ReadDb, fileId: string): Uint8Array | null {
  const row = prepare(db, 'SELECT bytes FROM file_bytes WHERE file_id = ?').get(fileId);
  return row === undefined ? null : rowSchema.parse(row).bytes;
}
