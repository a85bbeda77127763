import type { Millis } from '#shared/lib/time.ts';
import type { BusinessEventReceived } from '#shared/model/event/kinds/business.ts';
import { parseEvent } from '../evidence/parsed-event.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { journalColumns, readJournalRow } from '../store/journal/journal.ts';

const newestSql = `SELECT ${journalColumns} FROM journal
  WHERE kind = 'business.event' AND source = ? AND seq < ? ORDER BY seq DESC LIMIT ?`;

export type BusinessEventRow = BusinessEventReceived & { readonly seq: number; readonly at: Millis };

/** What went well, as a connection told of it, the latest that was heard first; before `seq`, where that is not null. */
export function businessEventsOf(
  db: ReadDb,
  connection: string,
  seq: number | null,
  limit: number,
): readonly BusinessEventRow[] {
  return prepare(db, newestSql)
    .all(connection, seq ?? Number.MAX_SAFE_INTEGER, limit)
    .flatMap((row) => {
      const event = parseEvent(readJournalRow(db, row));
      return event.kind === 'business.event' ? [{ ...event.payload, seq: event.seq, at: event.occurredAt }] : [];
    });
}
