import { z } from 'zod';
import { journalColumns, readJournalRow } from '../store/journal/journal.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { type Evidence, setOf } from './evidence.ts';
import { isEvidence, type ParsedEvent, parseEvent } from './parsed-event.ts';

/** Two simple statements: joined they take several times as long, most of all where there is nothing to find. */
const placesSql = 'SELECT seq, key, at FROM evidence WHERE issue_id = ? AND seq < ?';
/** By the index of acknowledgements alone, which the planner would not take by itself: the words must be those of the index. */
const acknowledgementsSql = `SELECT seq, key, at FROM evidence INDEXED BY evidence_acknowledgements
  WHERE issue_id = ? AND key >= 'ack:' AND key < 'ack;'`;
const eventSql = `SELECT ${journalColumns} FROM journal WHERE seq = ?`;

const placeSchema = z.object({ seq: z.number().int(), key: z.string(), at: z.number().int() });
type Place = z.infer<typeof placeSchema>;

function places(db: ReadDb, issueId: string, seq: number): Place[] {
  return prepare(db, placesSql)
    .all(issueId, seq)
    .map((row) => placeSchema.parse(row));
}

/** The event at a place in the journal. */
export function readEvent(db: ReadDb, seq: number): ParsedEvent {
  return recall(db, seq) ?? parseEvent(readJournalRow(db, prepare(db, eventSql).get(seq)));
}

/** Nothing where the event is of a kind that says nothing about issues, as in a damaged file. */
function evidenceAt(db: ReadDb, issueId: string, { seq, key, at }: Place): readonly Evidence[] {
  const event = readEvent(db, seq);
  return isEvidence(event) ? [{ issueId, key, at, event }] : [];
}

/** What the journal says about an issue, oldest event first; only what came before `seq`. */
export function readEvidence(db: ReadDb, issueId: string, seq = Number.MAX_SAFE_INTEGER): Evidence[] {
  const own = places(db, issueId, seq).flatMap((place) => evidenceAt(db, issueId, place));
  return own.some(({ key }) => setOf(key) !== null) ? [...own, ...ofSets(db, issueId, own, seq)] : own;
}

/** What was done about the sets that an issue is in was done about it, about the trouble it was in then. */
function ofSets(db: ReadDb, issueId: string, own: readonly Evidence[], seq: number): Evidence[] {
  return own.flatMap(({ key, event }) => {
    const set = setOf(key);
    if (set === null || event.kind !== 'subject.pinned') return [];
    const mark = event.payload.issues.find(({ id }) => id === issueId)?.mark ?? '';
    return places(db, set, seq)
      .flatMap((place) => evidenceAt(db, issueId, place))
      .filter((item) => item.event.kind !== 'subject.pinned')
      .map((item) => ({ ...item, mark }));
  });
}

/** Acknowledgements that are filed under a fingerprint; quick where there are none, however many documents it has. */
export function readAcknowledgements(db: ReadDb, issueId: string): Evidence[] {
  return prepare(db, acknowledgementsSql)
    .all(issueId)
    .flatMap((row) => evidenceAt(db, issueId, placeSchema.parse(row)));
}

export function hasAcknowledgements(db: ReadDb, issueId: string): boolean {
  return prepare(db, `${acknowledgementsSql} LIMIT 1`).get(issueId) !== undefined;
}

type Recent = { readonly rollbacks: number; readonly events: Map<number, ParsedEvent> };

/** About 5 MB. Entries of one process come close together, so most of what a page needs was written a moment ago. */
const most = 4_000;
const byConnection = new WeakMap<object, Recent>();

function recentOf(db: ReadDb): Map<number, ParsedEvent> {
  const known = byConnection.get(db.life);
  if (known !== undefined && known.rollbacks === db.life.rollbacks) return known.events;
  const events = new Map<number, ParsedEvent>();
  byConnection.set(db.life, { rollbacks: db.life.rollbacks, events });
  return events;
}

/** Remembers events that were just written; the journal never changes, so they stay true until a rollback. */
export function remember(db: ReadDb, events: readonly ParsedEvent[]): void {
  const recent = recentOf(db);
  for (const event of events) recent.set(event.seq, event);
  for (const seq of recent.keys()) {
    if (recent.size <= most) break;
    recent.delete(seq);
  }
}

function recall(db: ReadDb, seq: number): ParsedEvent | undefined {
  return recentOf(db).get(seq);
}
