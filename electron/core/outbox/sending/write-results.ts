import { stateRules } from '#shared/model/action/action-state.ts';
import type { Ingest } from '../../ingest.ts';
import { type ActionRow, findActions, actionTable } from '../../store/tables/actions.ts';
import type { WriteDb } from '../../store/db.ts';
import { type AttemptResult, nextState, type Moment } from '../next-state.ts';
import { settledEvent } from '../events.ts';

/** Writes what came of attempts, with the journal's events for those that are over. Gives the issues concerned. */
export function writeResults(
  db: WriteDb,
  results: readonly { readonly row: ActionRow; readonly result: AttemptResult }[],
  ingest: Ingest,
  moment: Moment,
): { readonly rows: readonly ActionRow[]; readonly issueIds: readonly string[] } {
  // One chance for all: what failed together is due together, and goes in one call again.
  const chance = moment.random();
  const together = { ...moment, random: () => chance };
  // A receipt may have come in while the call was under way.
  const ids = results.map(({ row }) => row.id);
  const present = new Map(findActions(db, ids).map((row) => [row.id, row]));
  const rows = results.map(({ row, result }) => {
    const stored = present.get(row.id) ?? row;
    const decided = nextState({ ...stored, doubtful: row.doubtful }, result, together);
    actionTable.update(db, stored, decided);
    return decided;
  });
  ingest(
    db,
    // The journal is told where nothing more happens by itself.
    rows.filter((row) => stateRules[row.state].over).map((row) => settledEvent(row, moment.now)),
  );
  return { rows, issueIds: [...new Set(rows.map((row) => row.issueId))] };
}
