import type { Millis } from '#shared/lib/time.ts';
import type { FileReceived } from '#shared/model/event/kinds/file.ts';
import { keepKnownBlob, readBlob } from './blobs.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** By syntax, the type that the bytes of a file are kept with. */
const mediaTypes: Readonly<Record<FileReceived['syntax'], string>> = {
  x12: 'application/EDI-X12',
  edifact: 'application/EDIFACT',
  mdn: 'message/disposition-notification',
  unknown: 'application/octet-stream',
};

/** Keeps the bytes of a file; its id is their SHA-256. The rest of what is known of it comes from the journal. */
export function saveFileBytes(db: WriteDb, fileId: string, syntax: FileReceived['syntax'], bytes: Uint8Array): void {
  keepKnownBlob(db, { id: fileId, mediaType: mediaTypes[syntax], bytes }, { kind: 'file', id: fileId });
}

/** The original bytes; null where this laptop never had them. */
export function readFileBytes(db: ReadDb, fileId: string): Uint8Array | null {
  return readBlob(db, fileId)?.bytes ?? null;
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
