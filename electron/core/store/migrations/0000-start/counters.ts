/** Counts that are kept in the transaction of the change. Made from the journal. */
export const counters = `
  CREATE TABLE counters (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE due_counters (
    hour INTEGER PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE partner_counters (
    partner TEXT NOT NULL,
    partner_sort TEXT NOT NULL,
    address TEXT NOT NULL,
    words TEXT NOT NULL,
    unresolved INTEGER NOT NULL,
    resolved INTEGER NOT NULL,
    PRIMARY KEY (partner, address)
  ) STRICT, WITHOUT ROWID;
`;
