import { hash } from 'node:crypto';
import { z } from 'zod';
import { StoreError } from '../error.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** What needs the bytes, and until it lets go of them keeps them from being pruned. */
export type BlobOwner = {
  /** What kind of thing it is: `file`, `letter`, `export`. */
  readonly kind: string;
  readonly id: string;
};

/** Bytes as they were kept. */
export type Blob = {
  /** SHA-256 of the bytes, hex. */
  readonly id: string;
  /** As HTTP says it: `application/pdf`. The first who kept the bytes decides. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

/** Bytes. One blob is read into memory whole, and a row of SQLite can't be longer than some hundred MB. */
export const largestBlob = 100 * 1024 * 1024;

/** Keeps bytes for an owner; the same bytes are kept once. Gives their id. Throws `StoreError` (`too-large`). */
export function keepBlob(
  db: WriteDb,
  { mediaType, bytes }: Omit<Blob, 'id'>,
  owner: BlobOwner,
  limit: number = largestBlob,
): string {
  if (bytes.length > limit) {
    const megabytes = (size: number) => (size / 1024 / 1024).toFixed(1);
    throw new StoreError(
      'too-large',
      `This is ${megabytes(bytes.length)} MB, and at most ${megabytes(limit)} MB are kept of it.`,
      'Make it smaller, or split it.',
    );
  }
  const id = hash('sha256', bytes);
  keepKnownBlob(db, { id, mediaType, bytes }, owner);
  return id;
}

/** The same for who has computed the id already, and has seen to the size. */
export function keepKnownBlob(db: WriteDb, { id, mediaType, bytes }: Blob, owner: BlobOwner): void {
  // Asked first: handing over a hundred megabytes to be told that they are there takes longer.
  if (prepare(db, 'SELECT 1 FROM blobs WHERE id = ?').get(id) === undefined) {
    prepare(db, 'INSERT INTO blobs (id, media_type, bytes) VALUES (?, ?, ?)').run(id, mediaType, bytes);
  }
  prepare(db, 'INSERT OR IGNORE INTO blob_owners (blob_id, kind, owner_id) VALUES (?, ?, ?)').run(
    id,
    owner.kind,
    owner.id,
  );
}

const rowSchema = z
  .object({ id: z.string(), media_type: z.string(), bytes: z.instanceof(Uint8Array) })
  .transform(({ id, media_type: mediaType, bytes }): Blob => ({ id, mediaType, bytes }));

/** Null where this workspace never had the bytes, or nobody needed them any more. */
export function readBlob(db: ReadDb, id: string): Blob | null {
  const row = prepare(db, 'SELECT id, media_type, bytes FROM blobs WHERE id = ?').get(id);
  return row === undefined ? null : rowSchema.parse(row);
}

/** The owner needs none of its bytes any more. They stay until they are pruned. */
export function releaseBlobs(db: WriteDb, owner: BlobOwner): void {
  prepare(db, 'DELETE FROM blob_owners WHERE kind = ? AND owner_id = ?').run(owner.kind, owner.id);
}

/** Takes away what nobody owns, `limit` at most. Gives how many that were: fewer than `limit` means that none are left. */
export function pruneBlobs(db: WriteDb, limit: number): number {
  return prepare(
    db,
    `DELETE FROM blobs WHERE rowid IN (
       SELECT rowid FROM blobs WHERE NOT EXISTS (SELECT 1 FROM blob_owners WHERE blob_id = blobs.id) LIMIT ?)`,
  ).run(limit).changes;
}
