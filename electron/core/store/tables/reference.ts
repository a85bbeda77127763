import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { type RecordChange, recordChangeSchema, referenceKinds } from '#shared/model/feed/reference.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

const rowSchema = z.object({
  kind: z.enum(referenceKinds),
  key: z.string(),
  at: z.number().int(),
  value: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.string().nullable())),
});
export type ReferenceRow = z.infer<typeof rowSchema>;

/** Puts each record in the place of the one before, or takes it away. Throws `ZodError` for what is no record. */
export function applyReference(db: WriteDb, connection: string, changes: readonly RecordChange[], at: Millis): void {
  for (const change of changes) {
    const { kind, key, value } = recordChangeSchema.parse(change);
    if (value === null) {
      prepare(db, 'DELETE FROM reference_data WHERE connection = ? AND kind = ? AND key = ?').run(
        connection,
        kind,
        key,
      );
      continue;
    }
    prepare(db, 'INSERT OR REPLACE INTO reference_data (connection, kind, key, at, value) VALUES (?, ?, ?, ?, ?)').run(
      connection,
      kind,
      key,
      at,
      JSON.stringify(value),
    );
  }
}

/** The records of a connection from `after` on, in the order of kind and key. */
export function readReference(
  db: ReadDb,
  connection: string,
  after: { readonly kind: string; readonly key: string } | null,
  limit: number,
): readonly ReferenceRow[] {
  return prepare(
    db,
    `SELECT kind, key, at, value FROM reference_data
     WHERE connection = ? AND (kind, key) > (?, ?) ORDER BY kind, key LIMIT ?`,
  )
    .all(connection, after?.kind ?? '', after?.key ?? '', limit)
    .map((row) => rowSchema.parse(row));
}

export function forgetReference(db: WriteDb, connection: string): void {
  prepare(db, 'DELETE FROM reference_data WHERE connection = ?').run(connection);
}
