import type { Migration } from '../schema/migrate.ts';

/** Where a person has put an issue among the incidents. Made from the journal, like the issues. */
export const places: Migration = {
  version: 30,
  name: 'places',
  up(db) {
    db.raw.exec(`
      -- When an issue stands among those that are alike: when it began, or where a person has put it.
      ALTER TABLE issues ADD COLUMN near_at INTEGER NOT NULL DEFAULT 0;
      -- JSON, see model/issue/place.ts; NULL = the rules say.
      ALTER TABLE issues ADD COLUMN placed TEXT;
      UPDATE issues SET near_at = opened_at;
      DROP INDEX issues_alike;
      CREATE INDEX issues_alike ON issues (alike, near_at) WHERE alike IS NOT NULL;
    `);
  },
};
