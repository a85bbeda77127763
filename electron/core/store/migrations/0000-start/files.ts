/** Files that were read, with what is in them. Made from the journal. */
export const files = `
  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    syntax TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    findings TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    file_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    seq INTEGER NOT NULL REFERENCES journal (seq),
    received_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE acknowledgements (
    id TEXT PRIMARY KEY,
    file_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    seq INTEGER NOT NULL REFERENCES journal (seq),
    received_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
