import { erasedWords } from '#shared/model/event/personal.ts';
import { prepare, type WriteDb } from '../db.ts';
import { subjectOf } from './personal.ts';
import { z } from 'zod';

/** Where a person's name or address stands outside the journal, in rows that are not made from it. */
const columns = [
  { table: 'actions', column: 'requested_by' },
  { table: 'actions', column: 'remote_owner' },
  { table: 'records', column: 'set_by' },
] as const;

const nameSchema = z.object({ name: z.string() });

/** Puts `erasedWords` in the place of a person's name, however it is written, in every row that is not made from the journal. */
export function erasePersonColumns(db: WriteDb, subject: string): void {
  for (const { table, column } of columns) {
    const names = prepare(db, `SELECT DISTINCT ${column} AS name FROM ${table} WHERE ${column} IS NOT NULL`).all();
    for (const row of names) {
      const { name } = nameSchema.parse(row);
      if (subjectOf(db, name) !== subject) continue;
      prepare(db, `UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(erasedWords, name);
    }
  }
}
