import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { eventKinds, type JournalEvent, type NewEvent } from '#shared/model/event.ts';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

const insertSql = `INSERT INTO journal
  (seq, source, source_id, kind, occurred_at, recorded_at, actor, device, hlc, payload, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const knownSql = 'SELECT 1 FROM journal WHERE source = ? AND source_id = ?';
const headSql = 'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1';
const columns = 'seq, source, source_id, kind, occurred_at, recorded_at, actor, device, hlc, payload';

const headSchema = z.object({ seq: z.number().int(), hash: z.instanceof(Uint8Array) });

/** The chain's beginning: what comes before the first event. */
const origin = new Uint8Array(32);

type Hashed = Omit<Required<NewEvent>, 'payload'> & { readonly recordedAt: Millis; readonly payload: string };

/** Over the stored texts: a JSON array on one line, then the payload. Nothing can move from one field to the next unseen. */
function chainHash(previous: Uint8Array, event: Hashed): Buffer {
  const head = JSON.stringify([
    event.source,
    event.sourceId,
    event.kind,
    event.occurredAt,
    event.recordedAt,
    event.actor,
    event.device,
    event.hlc,
  ]);
  const text = `${head}\n${event.payload}`;
  const bytes = Buffer.allocUnsafe(32 + Buffer.byteLength(text));
  bytes.set(previous, 0);
  bytes.write(text, 32);
  return hash('sha256', bytes, 'buffer');
}

export type Appended = { readonly appended: readonly JournalEvent[]; readonly duplicates: number };

/** Adds what is new at the end of the chain. An event whose `(source, sourceId)` is known changes nothing. */
export function append(db: WriteDb, events: readonly NewEvent[], recordedAt: Millis): Appended {
  const known = prepare(db, knownSql);
  const insert = prepare(db, insertSql);
  const headRow = prepare(db, headSql).get();
  const head = headRow === undefined ? { seq: 0, hash: origin } : headSchema.parse(headRow);
  let previous: Uint8Array = head.hash;
  let seq = head.seq;
  let duplicates = 0;
  const appended: JournalEvent[] = [];
  for (const event of events) {
    const { source, sourceId, kind, occurredAt, actor = null, device = null, hlc = null } = event;
    if (known.get(source, sourceId) !== undefined) {
      duplicates++;
      continue;
    }
    const payload = JSON.stringify(event.payload);
    const next = chainHash(previous, { source, sourceId, kind, occurredAt, actor, device, hlc, recordedAt, payload });
    seq++;
    insert.run(seq, source, sourceId, kind, occurredAt, recordedAt, actor, device, hlc, payload, next);
    previous = next;
    appended.push({
      seq,
      source,
      sourceId,
      kind,
      occurredAt,
      recordedAt,
      actor,
      device,
      hlc,
      payload: event.payload,
      hash: next.toString('hex'),
    });
  }
  return { appended, duplicates };
}

const rowSchema = z.object({
  seq: z.number().int(),
  source: z.string(),
  source_id: z.string(),
  kind: z.enum(eventKinds),
  occurred_at: z.number().int(),
  recorded_at: z.number().int(),
  actor: z.string().nullable(),
  device: z.string().nullable(),
  hlc: z.string().nullable(),
  payload: z.string(),
});

export type StoredEvent = Omit<JournalEvent, 'hash'>;

/** A journal row as an event; the payload is any JSON until `parseEvent` has seen it. */
export function readJournalRow(row: unknown): StoredEvent {
  const event = rowSchema.parse(row);
  return {
    seq: event.seq,
    source: event.source,
    sourceId: event.source_id,
    kind: event.kind,
    occurredAt: event.occurred_at,
    recordedAt: event.recorded_at,
    actor: event.actor,
    device: event.device,
    hlc: event.hlc,
    payload: JSON.parse(event.payload),
  };
}

/** Events after `seq`, oldest first. */
export function readJournal(db: ReadDb, seq: number, limit: number): StoredEvent[] {
  return prepare(db, `SELECT ${columns} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`)
    .all(seq, limit)
    .map(readJournalRow);
}

/** How many events there are, and the last one's place. */
export function journalSize(db: ReadDb): number {
  return z.object({ n: z.number() }).parse(prepare(db, 'SELECT count(*) AS n FROM journal').get()).n;
}

/** The greatest hybrid logical clock reading in the journal before `before`, a reading too; null without one. */
export function greatestHlc(db: ReadDb, before: string): string | null {
  const row = prepare(db, 'SELECT max(hlc) AS hlc FROM journal WHERE hlc IS NOT NULL AND hlc < ?').get(before);
  return z.object({ hlc: z.string().nullable() }).parse(row).hlc;
}

/** What people marked with a reading after `reading`, recorded after `recordedAt`, and not said again since; oldest first. */
export function marksAfter(db: ReadDb, reading: string, recordedAt: Millis): StoredEvent[] {
  return prepare(
    db,
    `SELECT ${columns} FROM journal AS made
     WHERE hlc > ? AND recorded_at > ? AND kind = 'issue.marked'
       AND NOT EXISTS (SELECT 1 FROM journal WHERE source = 'person' AND source_id = made.source_id || ':again')
     ORDER BY seq`,
  )
    .all(reading, recordedAt)
    .map(readJournalRow);
}

const chainRowSchema = rowSchema.extend({ hash: z.instanceof(Uint8Array) });

export type ChainCheck = {
  readonly events: number;
  /** The first event that does not fit; null where all do. */
  readonly broken: { readonly seq: number; readonly message: string } | null;
};

/** Computes every hash anew. `onProgress` gets the number of events checked so far. */
export function verifyChain(db: ReadDb, onProgress?: (checked: number) => void): ChainCheck {
  const page = prepare(db, `SELECT ${columns}, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000`);
  let previous: Uint8Array = origin;
  let checked = 0;
  for (;;) {
    const rows = page.all(checked);
    if (rows.length === 0) return { events: checked, broken: null };
    for (const raw of rows) {
      checked++;
      const parsed = chainRowSchema.safeParse(raw);
      if (!parsed.success) {
        const message = `Event ${checked} is not what was written: it can’t be read.`;
        return { events: checked, broken: { seq: checked, message } };
      }
      const row = parsed.data;
      if (row.seq !== checked) {
        return { events: checked, broken: { seq: checked, message: `Event ${checked} is missing from the journal.` } };
      }
      const expected = chainHash(previous, {
        source: row.source,
        sourceId: row.source_id,
        kind: row.kind,
        occurredAt: row.occurred_at,
        recordedAt: row.recorded_at,
        actor: row.actor,
        device: row.device,
        hlc: row.hlc,
        payload: row.payload,
      });
      if (expected.compare(row.hash) !== 0) {
        const message = `Event ${row.seq} is not what was written: its hash doesn't fit.`;
        return { events: checked, broken: { seq: row.seq, message } };
      }
      previous = expected;
    }
    onProgress?.(checked);
  }
}
