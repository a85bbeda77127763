import type { Migration } from '../schema/migrate.ts';

/** The queue is read in the order of these too, with and without an owner, also where it is resolved. */
export const queueOrders: Migration = {
  version: 20,
  name: 'queue orders',
  up(db) {
    db.raw.exec(`
      DROP INDEX issues_kind;
      DROP INDEX issues_document_type;
      DROP INDEX issues_owner;
      CREATE INDEX issues_kind ON issues (resolved, kind, severity, due_at, n, facets);
      CREATE INDEX issues_document ON issues (resolved, document_type, severity, due_at, n, facets);
      CREATE INDEX issues_owner ON issues (resolved, owner_key, severity, due_at, n, facets);
    `);
  },
};
