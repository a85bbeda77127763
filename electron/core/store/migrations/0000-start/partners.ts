/** Who somebody is. Made from the journal. */
export const partners = `
  CREATE TABLE partners (
    address TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    company_id TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
