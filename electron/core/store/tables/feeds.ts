import { integer, json, orNull, text, withDefault } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

/** Where a feed stands. One that was never polled has no row. Times in milliseconds. */
export const feedTable = table('feeds', ['id'], {
  /** `<connection>.<feed>` */
  id: text,
  cursor: withDefault(orNull(json), null),
  cursorAt: withDefault(orNull(integer), null),
  lastSuccessAt: withDefault(orNull(integer), null),
  lastAttemptAt: withDefault(orNull(integer), null),
  /** Null = not until a person does something. */
  nextAttemptAt: withDefault(orNull(integer), 0),
  error: withDefault(orNull(text), null),
  /** Polls that failed since the last success. */
  failures: withDefault(integer, 0),
  received: withDefault(integer, 0),
  duplicates: withDefault(integer, 0),
});
export type FeedRow = RowOfTable<typeof feedTable>;

const byId = feedTable.query('FROM feeds WHERE id = ?');

/** The row, or that of a feed that was never polled and is due at once. */
export function feedRow(db: ReadDb, id: string): FeedRow {
  return byId.first(db, id) ?? feedTable.make({ id });
}

/** Forgets cursors and counters of a connection's feeds. */
export function deleteFeeds(db: WriteDb, connection: string): void {
  prepare(db, `DELETE FROM feeds WHERE substr(id, 1, length(?) + 1) = ? || '.'`).run(connection, connection);
}
