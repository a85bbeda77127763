import type { Ingest } from '../../ingest.ts';
import { type ActionRow, sendingActions } from '../../store/tables/actions.ts';
import type { WriteDb } from '../../store/db.ts';
import type { Moment } from '../next-state.ts';
import { writeResults } from './write-results.ts';

/** After a start: what an earlier process was sending when it ended counts as unclear. */
export function recoverSending(db: WriteDb, ingest: Ingest, moment: Moment): readonly ActionRow[] {
  const results = sendingActions(db).map((row) => ({
    row,
    result: {
      result: 'unclear',
      error: {
        code: 'outbox.interrupted',
        message: 'Gridline ended while this was being sent, so it is not known whether it arrived.',
        family: 'transient',
        next: 'Look for it in the other system before sending it again.',
      },
    } as const,
  }));
  return results.length === 0 ? [] : writeResults(db, results, ingest, moment).rows;
}
