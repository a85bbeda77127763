import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import { beginIncident } from './count.ts';

const memberSchema = z.object({ at: z.number().int(), incident: z.number().int() });

const seek = (side: '<' | '>=', order: 'DESC' | 'ASC') => `SELECT near_at AS at, incident FROM issues
  WHERE alike = ? AND incident IS NOT NULL AND near_at ${side} ? ORDER BY near_at ${order} LIMIT 1`;
const [memberBefore, memberAfter] = [seek('<', 'DESC'), seek('>=', 'ASC')];
const late = 'alike = ? AND incident = ? AND near_at >= ?';
const early = 'alike = ? AND incident = ? AND near_at < ?';

/** Where an issue was that went out of an incident. */
export type Gap = { readonly alike: string; readonly at: Millis };

/** Where nothing bridges a gap any more, what comes after it is an incident of its own. Gives those that were parted. */
export function split(db: WriteDb, { alike, at }: Gap, closeInTime: Millis): readonly number[] {
  const member = (sql: string) => memberSchema.optional().parse(prepare(db, sql).get(alike, at));
  const [before, after] = [member(memberBefore), member(memberAfter)];
  // An earlier gap may have parted them already.
  if (before === undefined || after === undefined || before.incident !== after.incident) return [];
  if (after.at - before.at <= closeInTime) return [];
  const { incident } = before;
  const other = beginIncident(db);
  const count = (where: string) =>
    z.number().parse(prepare(db, `SELECT count(*) FROM issues WHERE ${where}`).pluck().get(alike, incident, at));
  // The shorter end is written anew.
  const end = count(late) <= count(early) ? late : early;
  prepare(db, `UPDATE issues SET incident = ? WHERE ${end}`).run(other, alike, incident, at);
  return [incident, other];
}
