import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { type RecordChange, referenceKinds } from '#shared/model/feed/reference.ts';
import { integer, jsonOf, oneOf, text } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

/** What a connection brought for looking things up in, as it was told last. */
export const referenceTable = table('reference_data', ['connection', 'kind', 'key'], {
  connection: text,
  kind: oneOf(referenceKinds),
  key: text,
  /** When it was told, in milliseconds. */
  at: integer,
  value: jsonOf<Readonly<Record<string, string | null>>>(z.record(z.string(), z.string().nullable())),
});
export type ReferenceRow = RowOfTable<typeof referenceTable>;

const page = referenceTable.query(
  `FROM reference_data WHERE (connection, kind, key) > (?, ?, ?)
    AND (? IS NULL OR connection = ?) AND (? IS NULL OR kind = ?) ORDER BY connection, kind, key LIMIT ?`,
);

/** Puts a record in the place of the one before, or takes it away. */
export function applyReference(db: WriteDb, connection: string, { kind, key, value }: RecordChange, at: Millis): void {
  if (value !== null) return referenceTable.replace(db, { connection, kind, key, at, value });
  prepare(db, 'DELETE FROM reference_data WHERE connection = ? AND kind = ? AND key = ?').run(connection, kind, key);
}

/** Which records are wanted; null = any. */
export type WantedRecords = {
  readonly connection: string | null;
  readonly kind: ReferenceRow['kind'] | null;
  /** The next page: what comes after this record. */
  readonly after: { readonly connection: string; readonly kind: string; readonly key: string } | null;
  readonly limit: number;
};

/** What connections brought, in the order of connection, kind and key. */
export function readReference(db: ReadDb, { connection, kind, after, limit }: WantedRecords): readonly ReferenceRow[] {
  const from = [after?.connection ?? '', after?.kind ?? '', after?.key ?? ''];
  return page.all(db, ...from, connection, connection, kind, kind, limit);
}

export function forgetReference(db: WriteDb, connection: string): void {
  prepare(db, 'DELETE FROM reference_data WHERE connection = ?').run(connection);
}
