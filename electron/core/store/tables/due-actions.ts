import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type ActionRow, actionTable, sqlStates } from './actions.ts';

/** As the partial index says it, word for word. */
const waiting = `state IN (${sqlStates('waits')})`;

const due = actionTable.query(
  `FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ? AND doubtful = ? ORDER BY next_attempt_at LIMIT ?`,
);
const unsent = actionTable.query(`FROM actions WHERE ${waiting} OR state IN (${sqlStates('approve')})`);
const sending = actionTable.query(`FROM actions WHERE state = 'sending'`);

/** When the next one of this action of a connection is due; null when none waits. */
export function nextDueAt(db: ReadDb, action: string): Millis | null {
  return z
    .object({ at: z.number().int().nullable() })
    .parse(prepare(db, `SELECT min(next_attempt_at) AS at FROM actions WHERE ${waiting} AND action = ?`).get(action))
    .at;
}

/** Those due, longest due first. All of them doubtful or none of them: doubtful ones are looked up before they are sent. */
export function dueActions(db: ReadDb, action: string, now: Millis, limit: number): ActionRow[] {
  const first = prepare(
    db,
    `SELECT doubtful FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at LIMIT 1`,
  ).get(action, now);
  if (first === undefined) return [];
  const { doubtful } = z.object({ doubtful: z.number().int() }).parse(first);
  return due.all(db, action, now, doubtful, limit);
}

/** Moves the times of those that wait, which were noted on a clock that has been changed since, by `by` ms. */
export function shiftWaitingActions(db: WriteDb, by: Millis): void {
  prepare(
    db,
    `UPDATE actions SET hold_until = hold_until + @by, next_attempt_at = next_attempt_at + @by,
       first_attempt_at = first_attempt_at + @by
     WHERE ${waiting}`,
  ).run({ by });
}

/** Those that a process took and did not finish. */
export function sendingActions(db: ReadDb): ActionRow[] {
  return sending.all(db);
}

/** Those that have not left as far as this database knows: they wait for their time, or for somebody to let them go. */
export function unsentActions(db: ReadDb): ActionRow[] {
  return unsent.all(db);
}
