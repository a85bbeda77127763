import type { Migration } from '../schema/migrate.ts';

/** Which issues have one cause, close in time. Made from the journal, like the issues. */
export const incidents: Migration = {
  version: 10,
  name: 'incidents',
  up(db) {
    db.raw.exec(`
      -- What went wrong and where, as data: see verdict/cause-key.ts.
      ALTER TABLE issues ADD COLUMN cause TEXT NOT NULL DEFAULT '';
      -- Issues that have the same here are of one incident where they are close in time; NULL = stands for itself.
      ALTER TABLE issues ADD COLUMN alike TEXT;
      -- The incident that it shares with others; NULL = none.
      ALTER TABLE issues ADD COLUMN incident INTEGER;
      CREATE INDEX issues_alike ON issues (alike, opened_at) WHERE alike IS NOT NULL;
      CREATE INDEX issues_worst ON issues (incident, resolved, severity, due_at) WHERE incident IS NOT NULL;

      -- Only those of several documents. Its number means nothing outside: an incident goes by its first issue.
      CREATE TABLE incidents (
        n INTEGER PRIMARY KEY,
        documents INTEGER NOT NULL,
        unresolved INTEGER NOT NULL
      ) STRICT;

      -- Each issue that shares an incident, and the id that this goes by: the issue that was the first of it.
      CREATE VIEW issue_incidents AS
        SELECT id, first_value(id) OVER (PARTITION BY incident ORDER BY opened_at, id) AS incident
        FROM issues WHERE incident IS NOT NULL;
    `);
  },
};
