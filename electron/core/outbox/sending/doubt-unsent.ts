import type { ActionError } from '#shared/model/action/action.ts';
import type { Ingest } from '../../ingest.ts';
import { actionTable, unsentActions } from '../../store/tables/actions.ts';
import { noteRestored } from '../../store/tables/notes.ts';
import type { WriteDb } from '../../store/db.ts';
import type { Moment } from '../next-state.ts';
import { writeResults } from './write-results.ts';

const fromBackup: ActionError = {
  code: 'outbox.restored',
  message: 'This comes from a backup, and may have been sent after that was made.',
  family: 'transient',
  next: 'Look for it in the other system before sending it again.',
};

/**
 * In a backup that is put in place: what had not left when it was made may have left since, so none of it goes out as if it were
 * new. What is due by itself counts as an attempt without an answer, and its delivery class says what follows; what waits for
 * somebody's word, or for a receipt, goes on waiting, and says so. What people asked for outside until now may have been done.
 */
export function doubtUnsent(db: WriteDb, ingest: Ingest, moment: Moment): void {
  const rows = unsentActions(db);
  // One that follows another's receipt goes out without a person too.
  const due = rows.filter(
    ({ nextAttemptAt, state, deliveryClass }) =>
      nextAttemptAt !== null || (state === 'awaiting receipt' && deliveryClass === 'at-most-once'),
  );
  writeResults(
    db,
    due.map((row) => ({ row, result: { result: 'unclear', error: fromBackup } as const })),
    ingest,
    moment,
  );
  const doubted = new Set(due);
  for (const row of rows) {
    if (doubted.has(row)) continue;
    actionTable.update(db, row, { ...row, doubtful: true, remark: fromBackup.message });
  }
  noteRestored(db, moment.now);
}
