import { z } from 'zod';
import type { IncidentOfIssue } from '#shared/model/issue/incident.ts';
import { prepare, type ReadDb } from '../store/db.ts';

const foundSchema = z.object({
  id: z.string(),
  documents: z.number().int(),
  unresolved: z.number().int(),
  since: z.number().int(),
});

/** The incident that an issue shares with others; null where it stands for itself. */
export function incidentOf(db: ReadDb, issueId: string): IncidentOfIssue | null {
  const row = prepare(
    db,
    `SELECT first.id, documents, unresolved, first.opened_at AS since
      FROM issues JOIN incidents ON incidents.n = issues.incident
      JOIN issues AS first ON first.incident = issues.incident
      WHERE issues.id = ? ORDER BY first.opened_at, first.id LIMIT 1`,
  ).get(issueId);
  return row === undefined ? null : foundSchema.parse(row);
}

/** These issues, and all others of their incidents that are not resolved; where all of one are, those. */
export function wholeOf(db: ReadDb, ids: readonly string[]): readonly string[] {
  const sql = `SELECT issues.id FROM incidents JOIN issues ON issues.incident = incidents.n
    WHERE incidents.n IN (SELECT incident FROM issues WHERE id IN (SELECT value FROM json_each(?)))
      AND (resolved = 0 OR incidents.unresolved = 0)`;
  const others = z.array(z.string()).parse(prepare(db, sql).pluck().all(JSON.stringify(ids)));
  return [...new Set([...ids, ...others])];
}
