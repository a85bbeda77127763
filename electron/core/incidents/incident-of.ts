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

/** The issues of these incidents that are not resolved. */
export function unresolvedOf(db: ReadDb, incidents: readonly number[]): readonly string[] {
  const sql =
    'SELECT issues.id FROM json_each(?) AS wanted JOIN issues ON issues.incident = wanted.value WHERE resolved = 0';
  return z.array(z.string()).parse(prepare(db, sql).pluck().all(JSON.stringify(incidents)));
}
