import { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** Where a feed stands. A feed that was never polled has no row. */
export type FeedRow = {
  /** `<connection>.<feed>` */
  readonly id: string;
  readonly cursor: Json | null;
  readonly cursorAt: Millis | null;
  readonly lastSuccessAt: Millis | null;
  readonly lastAttemptAt: Millis | null;
  /** Null = not until a person does something. */
  readonly nextAttemptAt: Millis | null;
  readonly error: string | null;
  /** Polls that failed since the last success. */
  readonly failures: number;
  readonly received: number;
  readonly duplicates: number;
};

const millis = z.number().int().nullable();

const rowSchema = z
  .object({
    id: z.string(),
    cursor: z.string().nullable(),
    cursor_at: millis,
    last_success_at: millis,
    last_attempt_at: millis,
    next_attempt_at: millis,
    error: z.string().nullable(),
    failures: z.number().int(),
    received: z.number().int(),
    duplicates: z.number().int(),
  })
  .transform(
    (row): FeedRow => ({
      id: row.id,
      cursor: row.cursor === null ? null : parseJson(row.cursor),
      cursorAt: row.cursor_at,
      lastSuccessAt: row.last_success_at,
      lastAttemptAt: row.last_attempt_at,
      nextAttemptAt: row.next_attempt_at,
      error: row.error,
      failures: row.failures,
      received: row.received,
      duplicates: row.duplicates,
    }),
  );

/** The row, or that of a feed that was never polled and is due at once. */
export function feedRow(db: ReadDb, id: string): FeedRow {
  const row = prepare(db, 'SELECT * FROM feeds WHERE id = ?').get(id);
  if (row !== undefined) return rowSchema.parse(row);
  return {
    id,
    cursor: null,
    cursorAt: null,
    lastSuccessAt: null,
    lastAttemptAt: null,
    nextAttemptAt: 0,
    error: null,
    failures: 0,
    received: 0,
    duplicates: 0,
  };
}

/** Inserts or replaces. */
export function putFeed(db: WriteDb, row: FeedRow): void {
  prepare(
    db,
    `INSERT OR REPLACE INTO feeds
       (id, cursor, cursor_at, last_success_at, last_attempt_at, next_attempt_at, error, failures, received, duplicates)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.id,
    row.cursor === null ? null : JSON.stringify(row.cursor),
    row.cursorAt,
    row.lastSuccessAt,
    row.lastAttemptAt,
    row.nextAttemptAt,
    row.error,
    row.failures,
    row.received,
    row.duplicates,
  );
}

/** Forgets cursors and counters of a connection's feeds. */
export function deleteFeeds(db: WriteDb, connection: string): void {
  prepare(db, `DELETE FROM feeds WHERE substr(id, 1, length(?) + 1) = ? || '.'`).run(connection, connection);
}
