import { day, type Millis } from '#shared/lib/time.ts';
import { sentence } from '#shared/lib/sentence.ts';
import { askedWords, commandResults, resultWords } from '#shared/model/feed/command.ts';
import { commandSettledSchema } from '#shared/model/event/kinds/command.ts';
import { primaryIssue } from '../same-document/same-document.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { journalColumns, readJournalRow } from '../store/journal/journal.ts';

const shownFor: Millis = 7 * day;
const most = 5;

const sql = `SELECT ${journalColumns} FROM journal INDEXED BY journal_settled
  WHERE kind = 'command.settled' AND occurred_at >= @since AND source_id >= @from AND source_id < @to ORDER BY seq DESC LIMIT 100`;

/**
 * What was refused of a connection's commands lately and has no issue in whose timeline it would stand: the latest first, a
 * sentence each.
 */
export function refusedUnseen(db: ReadDb, connection: string, now: Millis): readonly string[] {
  const refused: string[] = [];
  for (const row of prepare(db, sql).all({ since: now - shownFor, from: `${connection}:`, to: `${connection};` })) {
    const settled = commandSettledSchema.parse(readJournalRow(db, row).payload);
    const { who, command, issueId, result } = settled;
    if (commandResults[result].outcome !== 'refused' || primaryIssue(db, issueId) !== null) continue;
    refused.push(
      sentence(`${who} ${askedWords(command)} (issue ${issueId}), and nothing was done: ${resultWords(settled)}`),
    );
    if (refused.length === most) break;
  }
  return refused;
}
