import type { Migration } from '../migrate.ts';

export const migration0080: Migration = {
  version: 80,
  name: 'action remark',
  up(db) {
    db.raw.exec(`
      -- Where it went through, but not as it was drafted: what was left out and why.
      ALTER TABLE actions ADD COLUMN remark TEXT;
    `);
  },
};
