import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { integer, text } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { journalColumns, readJournalRow, type StoredEvent } from '../journal/journal.ts';
import { type RowOfTable, table } from '../table.ts';

/** Something whose acknowledgement may still be missing. Times in milliseconds. */
export const awaitedTable = table('awaited', ['fingerprint'], {
  fingerprint: text,
  /** The event that brought it. */
  seq: integer,
  receivedAt: integer,
  dueAt: integer,
});
export type Awaited = RowOfTable<typeof awaitedTable>;

const due = awaitedTable.query(
  'FROM awaited WHERE due_at <= ? AND (received_at <= ? OR received_at > ?) ORDER BY due_at LIMIT ?',
);
const all = awaitedTable.query('FROM awaited');

/** The first to wait under a fingerprint stays. */
export function addAwaited(db: WriteDb, awaited: Awaited): void {
  awaitedTable.insertNew(db, awaited);
}

export function removeAwaited(db: WriteDb, fingerprint: string): void {
  prepare(db, 'DELETE FROM awaited WHERE fingerprint = ?').run(fingerprint);
}

export function setDue(db: WriteDb, fingerprint: string, dueAt: Millis): void {
  prepare(db, 'UPDATE awaited SET due_at = ? WHERE fingerprint = ?').run(dueAt, fingerprint);
}

/**
 * Those due by now that came at `receivedBy` or before, longest due first. What came later than now came while the clock
 * was ahead.
 */
export function dueAwaited(db: ReadDb, now: Millis, receivedBy: Millis, limit: number): Awaited[] {
  return due.all(db, now, receivedBy, now, limit);
}

export function allAwaited(db: ReadDb): Awaited[] {
  return all.all(db);
}

/** Remembers that `receiver` has answered what `sender` sent. Addresses as keys. */
export function notePair(db: WriteDb, sender: string, receiver: string): void {
  prepare(db, 'INSERT OR IGNORE INTO answered_pairs (sender, receiver) VALUES (?, ?)').run(sender, receiver);
}

export function isKnownPair(db: ReadDb, sender: string, receiver: string): boolean {
  return (
    prepare(db, 'SELECT 1 FROM answered_pairs WHERE sender = ? AND receiver = ?').get(sender, receiver) !== undefined
  );
}

function columnsOf(table: string): string {
  return journalColumns
    .split(', ')
    .map((name) => `${table}.${name}`)
    .join(', ');
}

/** Events that begin or end a wait, after `from` up to `to`, oldest first. */
export function eventsAboutWaiting(db: ReadDb, from: number, to: number): StoredEvent[] {
  return prepare(
    db,
    `SELECT ${journalColumns} FROM journal WHERE seq > ? AND seq <= ?
       AND kind IN ('document.received', 'acknowledgement.received', 'exchange.reported') ORDER BY seq`,
  )
    .all(from, to)
    .map((row) => readJournalRow(db, row));
}

export function eventAt(db: ReadDb, seq: number): StoredEvent | null {
  const row = prepare(db, `SELECT ${journalColumns} FROM journal WHERE seq = ?`).get(seq);
  return row === undefined ? null : readJournalRow(db, row);
}

const seqSchema = z.object({ seq: z.number().int() });

export function lastSeq(db: ReadDb): number {
  return seqSchema.parse(prepare(db, 'SELECT ifnull(max(seq), 0) AS seq FROM journal').get()).seq;
}

/** What was raised as overdue, or taken back, for a time after `now`; by place in the journal after `from`. */
export function overdueAfter(db: ReadDb, now: Millis, from: number, limit: number): StoredEvent[] {
  return prepare(
    db,
    `SELECT ${journalColumns} FROM journal
     WHERE seq > ? AND kind = 'acknowledgement.overdue' AND occurred_at > ? ORDER BY seq LIMIT ?`,
  )
    .all(from, now, limit)
    .map((row) => readJournalRow(db, row));
}

/** What was raised as overdue, or taken back, about an issue. */
export function overduesOf(db: ReadDb, issueId: string): StoredEvent[] {
  return prepare(
    db,
    `SELECT ${columnsOf('j')} FROM evidence e JOIN journal j ON j.seq = e.seq
     WHERE e.issue_id = ? AND e.key = 'overdue'`,
  )
    .all(issueId)
    .map((row) => readJournalRow(db, row));
}

/** The latest report of one document, or file, of an issue. */
export function latestAbout(db: ReadDb, issueId: string, exchangeKey: string): StoredEvent | null {
  const row = prepare(
    db,
    `SELECT ${columnsOf('j')} FROM evidence e JOIN journal j ON j.seq = e.seq
     WHERE e.issue_id = ? AND e.key = ? ORDER BY e.at DESC, e.seq DESC LIMIT 1`,
  ).get(issueId, exchangeKey);
  return row === undefined ? null : readJournalRow(db, row);
}
