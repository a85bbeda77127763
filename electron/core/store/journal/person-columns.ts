import { actionStates } from '#shared/model/action/action.ts';
import { statesThat } from '#shared/model/action/action-state.ts';
import { erasedWords } from '#shared/model/event/personal.ts';
import { prepare, type WriteDb } from '../db.ts';
import { personKey } from './personal.ts';
import { z } from 'zod';

/** Where a person's name or address stands outside the journal, in rows that are not made from it. */
const columns = [
  { table: 'actions', column: 'requested_by' },
  // Of the same row.
  { table: 'actions', column: 'requested_email', counted: false },
  { table: 'actions', column: 'remote_owner' },
  { table: 'records', column: 'set_by' },
  { table: 'devices', column: 'name' },
] as const;

const nameSchema = z.object({ name: z.string() });

/** Puts `erasedWords` in the place of a person's name, however it is written, in every row that is not made from the journal. Gives how many changed. */
export function erasePersonColumns(db: WriteDb, person: string): number {
  let changed = 0;
  for (const place of columns) {
    const { table, column } = place;
    const names = prepare(db, `SELECT DISTINCT ${column} AS name FROM ${table} WHERE ${column} IS NOT NULL`).all();
    for (const row of names) {
      const { name } = nameSchema.parse(row);
      if (personKey(db, name) !== person) continue;
      const { changes } = prepare(db, `UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(erasedWords, name);
      if (!('counted' in place)) changed += changes;
    }
  }
  return changed + eraseRecipient(db, person);
}

/** States in which it may still be sent. */
const leaving = JSON.stringify([...statesThat('cancel', actionStates), ...statesThat('retry', actionStates)]);

const toSchema = z.object({ to_name: z.string(), to_address: z.string().nullable() });

/** Whom an action went to, with what was written to them. What has not left yet stays here: there is nobody left to send it to. */
function eraseRecipient(db: WriteDb, person: string): number {
  let changed = 0;
  const rows = prepare(db, 'SELECT DISTINCT to_name, to_address FROM actions WHERE to_name IS NOT NULL').all();
  for (const row of rows) {
    const { to_name: name, to_address: address } = toSchema.parse(row);
    if (personKey(db, name) !== person && (address === null || personKey(db, address) !== person)) continue;
    const isIt = 'to_name = @name AND to_address IS @address';
    prepare(
      db,
      `UPDATE actions SET state = CASE WHEN doubtful = 1 THEN 'outcome unknown' ELSE 'cancelled' END, hold_until = NULL,
         next_attempt_at = NULL, remark = 'The person it was for has been erased.'
       WHERE ${isIt} AND state IN (SELECT value FROM json_each(@leaving))`,
    ).run({ name, address, leaving });
    changed += prepare(
      db,
      `UPDATE actions SET to_name = @erased, to_address = NULL, to_person = NULL, draft = 'null' WHERE ${isIt}`,
    ).run({ name, address, erased: erasedWords }).changes;
  }
  return changed;
}
