import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import type { FileReceived } from '#shared/model/payloads.ts';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

/** Keeps the bytes of a file under their SHA-256. The rest of what is known of it comes from the journal. */
export function saveFileBytes(db: WriteDb, fileId: string, bytes: Uint8Array): void {
  prepare(db, 'INSERT INTO file_bytes (file_id, bytes) VALUES (?, ?) ON CONFLICT (file_id) DO NOTHING').run(
    fileId,
    bytes,
  );
}

/** The original bytes; null where this laptop never had them. */
export function readFileBytes(db: ReadDb, fileId: string): Uint8Array | null {
  const row = prepare(db, 'SELECT bytes FROM file_bytes WHERE file_id = ?').get(fileId);
  return row === undefined ? null : z.object({ bytes: z.instanceof(Uint8Array) }).parse(row).bytes;
}

/** The event's place decides where two name one file: the earlier one stays. */
export function noteFile(db: WriteDb, file: FileReceived, receivedAt: Millis): void {
  prepare(
    db,
    'INSERT INTO files (id, name, size, syntax, received_at, findings) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(file.fileId, file.name, file.size, file.syntax, receivedAt, JSON.stringify(file.findings));
}

/** `<16 characters of the file's hash>-d0`: a document; `-a0`: an acknowledgement. */
export function partId(fileId: string, kind: 'd' | 'a', index: number): string {
  return `${fileId.slice(0, 16)}-${kind}${index}`;
}

type FilePart = { readonly fileId: string; readonly index: number; readonly seq: number; readonly receivedAt: Millis };

export function noteDocument(db: WriteDb, { fileId, index, seq, receivedAt }: FilePart): void {
  prepare(
    db,
    'INSERT INTO documents (id, file_id, position, seq, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(partId(fileId, 'd', index), fileId, index, seq, receivedAt);
}

export function noteAcknowledgement(db: WriteDb, { fileId, index, seq, receivedAt }: FilePart): void {
  prepare(
    db,
    'INSERT INTO acknowledgements (id, file_id, position, seq, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(partId(fileId, 'a', index), fileId, index, seq, receivedAt);
}
