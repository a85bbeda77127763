import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { chainRowColumns, chainRowSchema, digestOfRow } from './chain.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { personalIds, workspaceSalt } from './personal.ts';

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
