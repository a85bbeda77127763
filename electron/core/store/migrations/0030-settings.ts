import type { Migration } from '../migrate.ts';

export const migration0030: Migration = {
  version: 30,
  name: 'settings',
  up(db) {
    db.raw.exec(`
      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
