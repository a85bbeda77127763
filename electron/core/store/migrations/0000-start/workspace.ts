/** What belongs to the workspace as a whole. */
export const workspace = `
  CREATE TABLE workspace (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    -- For keyed hashes of names and addresses: random, and nobody else's.
    salt BLOB NOT NULL CHECK (length(salt) = 32)
  ) STRICT;
  -- What the computers are called whose ids stand in the journal; it can be erased.
  CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO workspace (n, salt) VALUES (1, randomblob(32));
`;
