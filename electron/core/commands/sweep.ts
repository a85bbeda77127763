import { type ReadDb, prepare } from '../store/db.ts';
import { journalColumns, readJournalRow, type StoredEvent } from '../store/journal/journal.ts';
import type { Store } from '../store/open.ts';
import { type CommandDeps, settledBy, takeCommands } from './take-commands.ts';

const leftSql = `SELECT ${journalColumns} FROM journal INDEXED BY journal_commands
  WHERE kind = 'command.received'
    AND NOT EXISTS (SELECT 1 FROM journal AS s WHERE s.source = @settledBy AND s.source_id = journal.source || ':' || journal.source_id)
  ORDER BY seq`;

function commandsLeft(db: ReadDb): readonly StoredEvent[] {
  return prepare(db, leftSql)
    .all({ settledBy })
    .map((row) => readJournalRow(db, row));
}

/**
 * Acts on the commands that were filed while another desk was the one that acts, once it is this one: those that are in time, as if
 * they came now; of the others it says that nobody here knows what became of them. Gives the issues that were touched.
 */
export function sweepCommands(store: Store, deps: CommandDeps): readonly string[] {
  if (!deps.runner.mayAct().may || store.read(commandsLeft).length === 0) return [];
  return store.write((db) => takeCommands(db, commandsLeft(db), deps, 'another desk'), { durable: true });
}
