import type { Migration } from '../migrate.ts';

export const migration0070: Migration = {
  version: 70,
  name: 'document links',
  up(db) {
    db.raw.exec(`
      -- Which issues tell of one document: by its number or by the interchange it travelled in. A projection of the journal.
      CREATE TABLE document_links (
        key TEXT NOT NULL,
        issue_id TEXT NOT NULL,
        PRIMARY KEY (key, issue_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX document_links_issue ON document_links (issue_id);
    `);
  },
};
