import { createHash, createHmac, hash } from 'node:crypto';
import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { type EventKind, eventKindNames } from '#shared/model/event/kinds.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { personalIds, workspaceSalt } from './personal.ts';

/** The chain's beginning: what comes before the first event. */
export const origin: Uint8Array = new Uint8Array(32);

/** An event as it stands in the journal: texts about persons by their ids. */
export type ChainedEvent = {
  readonly source: string;
  readonly sourceId: string;
  readonly kind: EventKind;
  readonly occurredAt: Millis;
  readonly recordedAt: Millis;
  readonly actor: string | null;
  readonly proof: string | null;
  readonly device: string | null;
  readonly hlc: string | null;
  readonly payload: string;
  readonly personal: string | null;
};

export const saltBytes = 16;

/**
 * Salted hash over the stored texts: a JSON array on one line, then the payload. Nothing can move from one field to the
 * next unseen. Once salt and event are gone, it says nothing of them.
 */
export function digestOf(salt: Uint8Array, event: ChainedEvent): Buffer {
  const head = JSON.stringify([
    event.source,
    event.sourceId,
    event.kind,
    event.occurredAt,
    event.recordedAt,
    event.actor,
    event.proof,
    event.device,
    event.hlc,
    event.personal,
  ]);
  const text = `${head}\n${event.payload}`;
  const bytes = Buffer.allocUnsafe(saltBytes + Buffer.byteLength(text));
  bytes.set(salt, 0);
  bytes.write(text, saltBytes);
  return hash('sha256', bytes, 'buffer');
}

/** The hash of an event: over the hash before it and its own digest. */
export function linkOf(previous: Uint8Array, digest: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(64);
  bytes.set(previous, 0);
  bytes.set(digest, 32);
  return hash('sha256', bytes, 'buffer');
}

const bytes = z.instanceof(Uint8Array);

/** A row of the journal as it lies there, with all that the chain needs of it. */
export const chainRowSchema = z.object({
  seq: z.number().int(),
  source: z.string(),
  source_id: z.string(),
  kind: z.enum(eventKindNames),
  occurred_at: z.number().int(),
  recorded_at: z.number().int(),
  actor: z.string().nullable(),
  proof: z.string().nullable(),
  device: z.string().nullable(),
  hlc: z.string().nullable(),
  payload: z.string(),
  personal: z.string().nullable(),
  salt: bytes,
  hash: bytes,
});
export type ChainRow = z.infer<typeof chainRowSchema>;
export const chainRowColumns = Object.keys(chainRowSchema.shape).join(', ');

export function digestOfRow({ source_id, occurred_at, recorded_at, ...row }: ChainRow): Buffer {
  return digestOf(row.salt, { ...row, sourceId: source_id, occurredAt: occurred_at, recordedAt: recorded_at });
}

/** Whether any event was ever removed: where none was, nobody needs to ask for one. */
export function hasRemoved(db: ReadDb): boolean {
  return prepare(db, 'SELECT 1 FROM journal_removed LIMIT 1').get() !== undefined;
}

/** What comes about here is no repeat where its source id was here before: an issue that is back begins its counts anew. */
const here: ReadonlySet<string> = new Set(['person', 'outbox', 'clock']);

/** Whether an event from outside with this source id was here and was removed. */
export function wasRemoved(db: ReadDb, source: string, sourceId: string): boolean {
  if (here.has(source)) return false;
  return prepare(db, 'SELECT 1 FROM journal_removed WHERE known = ?').get(knownAs(db, source, sourceId)) !== undefined;
}

function knownAs(db: ReadDb, source: string, sourceId: string): Buffer {
  return createHmac('sha256', workspaceSalt(db)).update(`${source}\n${sourceId}`).digest();
}

const digestSchema = z.object({ digest: z.instanceof(Uint8Array) });

/** What the chain covers of an event that was removed; null where it was not. */
export function removedDigest(db: ReadDb, seq: number): Uint8Array | null {
  const row = prepare(db, 'SELECT digest FROM journal_removed WHERE seq = ?').get(seq);
  return row === undefined ? null : digestSchema.parse(row).digest;
}

/** How many events were ever removed, and the SHA-256 over their digests, by place. */
export function removedSoFar(db: ReadDb): { readonly removed: number; readonly digest: string } {
  const all = createHash('sha256');
  let removed = 0;
  for (const row of db.raw.prepare('SELECT digest FROM journal_removed ORDER BY seq').iterate()) {
    all.update(digestSchema.parse(row).digest);
    removed += 1;
  }
  return { removed, digest: all.digest('hex') };
}

/**
 * Takes events out of the journal, with what they say of people, and leaves their places in the chain. Nothing may point at
 * them any more, and the last event must stay. What is left of an erased text stays.
 */
export function removeEvents(db: WriteDb, seqs: readonly number[]): void {
  const texts = new Set<string>();
  const last = z.number().nullable().parse(prepare(db, 'SELECT max(seq) FROM journal').pluck().get());
  if (last !== null && seqs.includes(last)) {
    throw new Error('The last event of the journal must stay: the chain goes on from there');
  }
  for (const seq of seqs) {
    const row = chainRowSchema.parse(prepare(db, `SELECT ${chainRowColumns} FROM journal WHERE seq = ?`).get(seq));
    for (const id of personalIds(row)) texts.add(id);
    prepare(db, 'INSERT INTO journal_removed (seq, digest, known) VALUES (?, ?, ?)').run(
      seq,
      digestOfRow(row),
      here.has(row.source) ? null : knownAs(db, row.source, row.source_id),
    );
    prepare(db, 'DELETE FROM journal WHERE seq = ?').run(seq);
  }
  if (texts.size === 0) return;
  // A name stands in many events, and is kept once.
  for (const row of db.raw.prepare(`SELECT ${chainRowColumns} FROM journal WHERE personal IS NOT NULL`).iterate()) {
    for (const id of personalIds(chainRowSchema.parse(row))) texts.delete(id);
  }
  for (const id of texts) prepare(db, 'DELETE FROM personal WHERE id = ? AND text IS NOT NULL').run(id);
  db.life.rollbacks++;
}
