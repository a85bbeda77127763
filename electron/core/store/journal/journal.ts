import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { proofs } from '#shared/model/person/proof.ts';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { JournalEvent, NewEvent } from '#shared/model/event/event.ts';
import type { PersonalText } from '#shared/model/event/kind.ts';
import { eventKindNames } from '#shared/model/event/kinds.ts';
import { mailbox, personalTexts, readMailbox } from '#shared/model/event/personal.ts';
import { type ChainedEvent, digestOf, hasRemoved, linkOf, origin, saltBytes, wasRemoved } from './chain.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { keepPersonal, personalText } from './personal.ts';

const insertSql = `INSERT INTO journal
  (seq, source, source_id, kind, occurred_at, recorded_at, actor, proof, device, hlc, payload, personal, salt, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const knownSql = 'SELECT 1 FROM journal WHERE source = ? AND source_id = ?';
const headSql = 'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1';
/** What `readJournalRow` wants of a row. */
export const journalColumns =
  'seq, source, source_id, kind, occurred_at, recorded_at, actor, proof, device, hlc, payload, personal';

const headSchema = z.object({ seq: z.number().int(), hash: z.instanceof(Uint8Array) });

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
  let salts: Buffer | null = null;
  const anyRemoved = hasRemoved(db);
  const appended: JournalEvent[] = [];
  for (const [index, event] of events.entries()) {
    const { source, sourceId, kind, occurredAt, actor = null, email = null, proof = null, payload } = event;
    const { device = null, hlc = null } = event;
    if (known.get(source, sourceId) !== undefined || (anyRemoved && wasRemoved(db, source, sourceId))) {
      duplicates++;
      continue;
    }
    // One call for all: a page of nothing but duplicates needs none.
    salts ??= randomBytes(saltBytes * events.length);
    const salt = salts.subarray(index * saltBytes, (index + 1) * saltBytes);
    const texts = personalTexts(event);
    const stored = { source, sourceId, kind, occurredAt, recordedAt, proof, device, hlc };
    const row: ChainedEvent =
      texts.length === 0
        ? { ...stored, actor, payload: JSON.stringify(payload), personal: null }
        : { ...stored, ...keptApart(db, event, texts) };
    const hash = linkOf(previous, digestOf(salt, row));
    seq++;
    insert.run(
      seq,
      source,
      sourceId,
      kind,
      occurredAt,
      recordedAt,
      row.actor,
      proof,
      device,
      hlc,
      row.payload,
      row.personal,
      salt,
      hash,
    );
    previous = hash;
    appended.push({ ...stored, seq, actor, email, payload, hash: hash.toString('hex') });
  }
  return { appended, duplicates };
}

/** Whether an event with this source id was ever appended. */
export function wasAppended(db: ReadDb, source: string, sourceId: string): boolean {
  return (
    prepare(db, knownSql).get(source, sourceId) !== undefined || (hasRemoved(db) && wasRemoved(db, source, sourceId))
  );
}

/** The event with this source id; null where there is none, or it was removed. */
export function findEvent(db: ReadDb, source: string, sourceId: string): StoredEvent | null {
  const row = prepare(db, `SELECT ${journalColumns} FROM journal WHERE source = ? AND source_id = ?`).get(
    source,
    sourceId,
  );
  return row === undefined ? null : readJournalRow(db, row);
}

/** The event with the ids of its texts about persons in their places. */
function keptApart(
  db: WriteDb,
  { actor = null, email = null, payload }: NewEvent,
  texts: readonly PersonalText[],
): Pick<ChainedEvent, 'actor' | 'payload' | 'personal'> {
  const fields: Record<string, Json> = isObject(payload) ? { ...payload } : {};
  let kept = actor;
  for (const { at, person } of texts) {
    if (at === 'actor') {
      kept = actor === null ? null : keepPersonal(db, person, mailbox(actor, email), true);
      continue;
    }
    const text = fields[at];
    if (typeof text !== 'string') throw new Error(`An event has no text in ${at} that could be kept apart`);
    fields[at] = keepPersonal(db, person, text);
  }
  return {
    actor: kept,
    payload: JSON.stringify(isObject(payload) ? fields : payload),
    personal: texts.map(({ at }) => at).join(),
  };
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const rowSchema = z.object({
  seq: z.number().int(),
  source: z.string(),
  source_id: z.string(),
  kind: z.enum(eventKindNames),
  occurred_at: z.number().int(),
  recorded_at: z.number().int(),
  actor: z.string().nullable(),
  proof: z.enum(proofs).nullable(),
  device: z.string().nullable(),
  hlc: z.string().nullable(),
  payload: z.string(),
  personal: z.string().nullable(),
});

export type StoredEvent = Omit<JournalEvent, 'hash'>;

/** A row of `journalColumns` as an event, texts about persons in their places; the payload is any JSON until `parseEvent` has seen it. */
export function readJournalRow(db: ReadDb, row: unknown): StoredEvent {
  const { source_id: sourceId, occurred_at: occurredAt, recorded_at: recordedAt, ...event } = rowSchema.parse(row);
  const { seq, source, kind, proof, device, hlc, personal } = event;
  const payload = parseJson(event.payload);
  const stored = { seq, source, sourceId, kind, occurredAt, recordedAt, proof, device, hlc };
  if (personal === null) return { ...stored, actor: event.actor, email: null, payload };
  let { actor } = event;
  let email: string | null = null;
  const fields: Record<string, Json> = isObject(payload) ? { ...payload } : {};
  for (const at of personal.split(',')) {
    const id = at === 'actor' ? actor : fields[at];
    // Where there is no id the row is damaged: whoever checks the chain says so.
    if (typeof id !== 'string') continue;
    if (at === 'actor') ({ name: actor, email } = readMailbox(personalText(db, id)));
    else fields[at] = personalText(db, id);
  }
  return { ...stored, actor, email, payload: isObject(payload) ? fields : payload };
}

/** Events after `seq`, oldest first. */
export function readJournal(db: ReadDb, seq: number, limit: number): StoredEvent[] {
  return prepare(db, `SELECT ${journalColumns} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`)
    .all(seq, limit)
    .map((row) => readJournalRow(db, row));
}

/** How many events there are, and the last one's place. */
export function journalSize(db: ReadDb): number {
  return z.object({ n: z.number() }).parse(prepare(db, 'SELECT count(*) AS n FROM journal').get()).n;
}

const hlcSchema = z.object({ hlc: z.string().nullable() });

/** The greatest hybrid logical clock reading in the journal before `before`, a reading too; null without one. */
export function greatestHlc(db: ReadDb, before: string): string | null {
  const row = prepare(db, 'SELECT max(hlc) AS hlc FROM journal WHERE hlc IS NOT NULL AND hlc < ?').get(before);
  return hlcSchema.parse(row).hlc;
}

/** What people marked with a reading after `reading`, recorded after `recordedAt`, and not said again since; oldest first. */
export function marksAfter(db: ReadDb, reading: string, recordedAt: Millis): StoredEvent[] {
  return prepare(
    db,
    `SELECT ${journalColumns} FROM journal AS made
     WHERE hlc > ? AND recorded_at > ? AND kind = 'issue.marked'
       AND NOT EXISTS (SELECT 1 FROM journal WHERE source = 'person' AND source_id = made.source_id || ':again')
     ORDER BY seq`,
  )
    .all(reading, recordedAt)
    .map((row) => readJournalRow(db, row));
}
