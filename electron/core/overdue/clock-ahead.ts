import { z } from 'zod';
import { type Millis, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { type EventOf, parseEvent } from '../evidence/parsed-event.ts';
import type { Ingest } from '../ingest.ts';
import { overdueAfter, overduesOf } from '../store/tables/awaited.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { readNote, writeNote } from '../store/tables/notes.ts';

const latestNote = 'overdueClock.latest';
const latestSchema = z.number().catch(0);
/** What time servers correct in passing changes no decision. */
const tolerated = minute;

type Overdue = EventOf<'acknowledgement.overdue'>;

function latest(db: ReadDb): Millis {
  return latestSchema.parse(readNote(db, latestNote));
}

/** Something was decided by the clock as it stood at `now`. */
export function decidedAt(db: WriteDb, now: Millis): void {
  if (now > latest(db)) writeNote(db, latestNote, now);
}

/** Whether something was decided while the clock was ahead of `now`, so that it has to be decided again. */
export function wasAhead(db: ReadDb, now: Millis): boolean {
  return latest(db) - now > tolerated;
}

/** It has been decided again: from here on `now` counts. */
export function decidedAnew(db: WriteDb, now: Millis): void {
  writeNote(db, latestNote, now);
}

/**
 * Takes back what was raised too early: up to `limit` events after `from` that were due later than `now`. Gives the place
 * of the last one looked at, null where there are no more.
 */
export function takeBack(
  db: WriteDb,
  { now, from, limit }: { readonly now: Millis; readonly from: number; readonly limit: number },
  ingest: Ingest,
): { readonly last: number | null; readonly issueIds: readonly string[] } {
  const early = overdueAfter(db, now, from, limit).map(parseEvent).filter(isOverdue);
  const { issueIds } = ingest(db, early.filter(({ payload }) => payload.takenBack !== true).map(withdrawal));
  return { last: early.length < limit ? null : (early.at(-1)?.seq ?? null), issueIds };
}

function withdrawal({ sourceId, kind, occurredAt, payload }: Overdue): NewEvent {
  return { source: 'clock', sourceId: `${sourceId}:back`, kind, occurredAt, payload: { ...payload, takenBack: true } };
}

/** How often this was raised and taken back before for the same due time; null where it stands as raised, for any. */
export function timesTakenBack(db: ReadDb, issueId: string, dueAt: Millis): number | null {
  const raised = overduesOf(db, issueId).map(parseEvent).filter(isOverdue);
  const back = raised.filter(({ payload }) => payload.takenBack === true);
  if (raised.length > 2 * back.length) return null;
  return back.filter(({ payload }) => payload.dueAt === dueAt).length;
}

function isOverdue(event: ReturnType<typeof parseEvent>): event is Overdue {
  return event.kind === 'acknowledgement.overdue';
}
