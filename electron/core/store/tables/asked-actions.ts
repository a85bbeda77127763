import { z } from 'zod';
import { prepare, type ReadDb } from '../db.ts';
import { type ActionRow, actionTable, sqlStates } from './actions.ts';

const ofEffect = actionTable.query(
  'FROM actions WHERE issue_id = ? AND episode = ? AND action = ? ORDER BY requested_at',
);

/** All actions of the same kind for the same episode of an issue, first asked first. */
export function actionsOfEffect(
  db: ReadDb,
  { issueId, episode, action }: Pick<ActionRow, 'issueId' | 'episode' | 'action'>,
): ActionRow[] {
  return ofEffect.all(db, issueId, episode, action);
}

/** Which of these issues have more than one action. Reads an index alone: quick for a page of thousands. */
export function issuesWithSeveral(db: ReadDb, issueIds: readonly string[]): ReadonlySet<string> {
  const rows = prepare(
    db,
    `SELECT issue_id FROM actions WHERE issue_id IN (SELECT value FROM json_each(?))
     GROUP BY issue_id HAVING count(*) > 1`,
  ).all(JSON.stringify(issueIds));
  return new Set(rows.map((row) => issueIdSchema.parse(row).issue_id));
}

const issueIdSchema = z.object({ issue_id: z.string() });

const stands = `a.action = @action AND a.purpose = @purpose AND a.state NOT IN (${sqlStates('askAnew')})`;
const alreadyAskedSql = `
  SELECT i.id AS issue_id FROM json_each(@wanted) AS wanted
    JOIN issues i ON i.id = wanted.value
    JOIN actions a ON a.issue_id = i.id AND a.episode = i.episode
  WHERE ${stands}
  UNION SELECT i.id FROM json_each(@wanted) AS wanted
    JOIN issues i ON i.id = wanted.value
    JOIN issue_sets s ON s.issue_id = i.id AND s.episode = i.episode
    JOIN actions a ON a.issue_id = s.subject
  WHERE ${stands}`;

/** Which of these issues have this action for their present episode, in the order asked; what may be asked for anew does not count. */
export function alreadyAsked(db: ReadDb, action: string, issueIds: readonly string[], purpose = ''): string[] {
  const rows = prepare(db, alreadyAskedSql).all({ wanted: JSON.stringify(issueIds), action, purpose });
  const found = new Set(rows.map((row) => issueIdSchema.parse(row).issue_id));
  return issueIds.filter((id) => found.has(id));
}

const usedSchema = z.object({ connector: z.string(), connection: z.string() });

/** The connections that actions were ever asked of, those that are no more too. Reads every action: for when one is added. */
export function usedConnections(db: ReadDb): { readonly connector: string; readonly connection: string }[] {
  return prepare(db, 'SELECT DISTINCT connector, connection FROM actions')
    .all()
    .map((row) => usedSchema.parse(row));
}
