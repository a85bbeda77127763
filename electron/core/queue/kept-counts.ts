import { z } from 'zod';
import { hour } from '#shared/lib/time.ts';
import { prepare, type ReadDb } from '../store/db.ts';

export const countSchema = z.object({ n: z.number().int() });

/** What is counted with every write, by its key; 0 where nothing was. */
export function counter(db: ReadDb, key: string): number {
  const row = prepare(db, 'SELECT value AS n FROM counters WHERE key = ?').get(key);
  return row === undefined ? 0 : countSchema.parse(row).n;
}

/** Unresolved issues past their due time: whole hours from the kept counters, the hour that runs from the index. */
export function countOverdue(db: ReadDb, now: number): number {
  const current = Math.floor(now / hour);
  const before = prepare(db, 'SELECT coalesce(sum(value), 0) AS n FROM due_counters WHERE hour < ?').get(current);
  const within = prepare(
    db,
    'SELECT count(*) AS n FROM issues INDEXED BY issues_due WHERE resolved = 0 AND due_at >= ? AND due_at < ?',
  ).get(current * hour, now);
  return countSchema.parse(before).n + countSchema.parse(within).n;
}

const partnerSchema = z.object({ partner_sort: z.string(), n: z.number().int() });

/** The partners that a phrase fits, with how many issues each has. */
export function matchingPartners(db: ReadDb, phrase: string, resolved: boolean): z.infer<typeof partnerSchema>[] {
  const column = resolved ? 'resolved' : 'unresolved';
  return prepare(
    db,
    `SELECT partner_sort, sum(${column}) AS n FROM partner_counters WHERE instr(words, ?) > 0 GROUP BY partner_sort`,
  )
    .all(phrase)
    .map((row) => partnerSchema.parse(row));
}

/** Unresolved issues first seen since then, `most` at most. */
export function countYounger(db: ReadDb, since: number, most: number): number {
  const row = prepare(
    db,
    'SELECT count(*) AS n FROM (SELECT 1 FROM issues INDEXED BY issues_oldest WHERE resolved = 0 AND first_seen_at >= ? LIMIT ?)',
  ).get(since, most);
  return countSchema.parse(row).n;
}
