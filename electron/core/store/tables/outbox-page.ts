import { z } from 'zod';
import { type ActionState, actionStates } from '#shared/model/action/action.ts';
import { prepare, type ReadDb } from '../db.ts';
import { type ActionRow, actionTable } from './actions.ts';

const countSchema = z.object({ state: z.enum(actionStates), count: z.number().int() });

/** Kept, not computed. States that never occurred are left out. */
export function countActions(db: ReadDb): { readonly state: ActionState; readonly count: number }[] {
  return prepare(db, 'SELECT state, count FROM action_counts WHERE count > 0 ORDER BY state')
    .all()
    .map((row) => countSchema.parse(row));
}

const page = actionTable.query('FROM actions ORDER BY requested_at DESC, id LIMIT ? OFFSET ?');

/** A page of the outbox, newest first; no states = all. */
export function listActions(
  db: ReadDb,
  states: readonly ActionState[],
  offset: number,
  limit: number,
): readonly ActionRow[] {
  if (states.length === 0) return page.all(db, limit, offset);
  // Named one by one: for a single state the index has them in this order already.
  const marks = states.map(() => '?').join(', ');
  return actionTable
    .query(`FROM actions WHERE state IN (${marks}) ORDER BY requested_at DESC, id LIMIT ? OFFSET ?`)
    .all(db, ...states, limit, offset);
}
