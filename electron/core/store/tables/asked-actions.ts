import { z } from 'zod';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type ActionRow, actionTable } from './actions.ts';

const ofEffect = actionTable.query(
  'FROM actions WHERE issue_id = ? AND episode = ? AND step = ? AND purpose = ? AND recipient = ? ORDER BY requested_at',
);

/** What one effect became, each time it was asked for anew after an end outside; first asked first. */
export function actionsOfEffect(
  db: ReadDb,
  { issueId, episode, step, purpose, recipient }: Pick<ActionRow, 'issueId' | 'episode'> & Effect,
): ActionRow[] {
  return ofEffect.all(db, issueId, episode, step, purpose, recipient);
}

type Effect = Pick<ActionRow, 'step' | 'purpose' | 'recipient'>;

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

/** Whether anything was ever asked for that goes to people by name. */
export function hasRecipients(db: ReadDb): boolean {
  return prepare(db, "SELECT 1 FROM actions WHERE recipient <> '' LIMIT 1").get() !== undefined;
}

const movedSchema = z.object({ recipient: z.string(), address: z.string() });

/** Recipients are known under another key from now on: what was sent to them, and who has opted out, as far as addresses are known. */
export function recipientsMoved(db: WriteDb, partOf: (address: string) => string): void {
  const rows = prepare(
    db,
    "SELECT DISTINCT recipient, to_address AS address FROM actions WHERE recipient <> '' AND to_address IS NOT NULL",
  ).all();
  for (const row of rows) {
    const { recipient, address } = movedSchema.parse(row);
    for (const table of ['actions', 'opt_outs']) {
      prepare(db, `UPDATE ${table} SET recipient = ? WHERE recipient = ?`).run(partOf(address), recipient);
    }
  }
}

const usedSchema = z.object({ connector: z.string(), connection: z.string() });

/** The connections that actions were ever asked of, those that are no more too. Reads every action: for when one is added. */
export function usedConnections(db: ReadDb): { readonly connector: string; readonly connection: string }[] {
  return prepare(db, 'SELECT DISTINCT connector, connection FROM actions')
    .all()
    .map((row) => usedSchema.parse(row));
}
