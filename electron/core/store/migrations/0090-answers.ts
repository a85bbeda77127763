import type { Migration } from '../migrate.ts';

export const migration0090: Migration = {
  version: 90,
  name: 'answers',
  up(db) {
    db.raw.exec(`
      -- Finds the few answers among the many documents that go by one number.
      CREATE INDEX evidence_answers ON evidence (issue_id, seq) WHERE key >= 'ack:' AND key < 'ack;';
      -- Whether the issue is about a test, which nobody is waiting for.
      ALTER TABLE issues ADD COLUMN test INTEGER NOT NULL DEFAULT 0;
    `);
  },
};
