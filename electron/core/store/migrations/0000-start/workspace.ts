/** What belongs to the workspace as a whole. */
export const workspace = `
  CREATE TABLE workspace (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    -- For keyed hashes of names and addresses: random, and nobody else's.
    salt BLOB NOT NULL CHECK (length(salt) = 32)
  ) STRICT;
  INSERT INTO workspace (n, salt) VALUES (1, randomblob(32));
`;
