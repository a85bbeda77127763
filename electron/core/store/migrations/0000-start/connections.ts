/** What is connected, and what connections keep for themselves. */
export const connections = `
  CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    connector TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    sandbox INTEGER NOT NULL CHECK (sandbox IN (0, 1)),
    signed_in INTEGER NOT NULL CHECK (signed_in IN (0, 1)),
    -- sign-in, set-up or quota; NULL = works.
    pause_kind TEXT,
    -- NULL with a pause_kind = until a person does something.
    pause_until INTEGER,
    pause_reason TEXT,
    last_error TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE connection_cache (
    connection TEXT NOT NULL,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (connection, key)
  ) STRICT, WITHOUT ROWID;
`;
