/** How far each feed has been read. */
export const feeds = `
  CREATE TABLE feeds (
    id TEXT PRIMARY KEY,
    cursor TEXT CHECK (cursor IS NULL OR json_valid(cursor)),
    cursor_at INTEGER,
    last_success_at INTEGER,
    last_attempt_at INTEGER,
    -- NULL = not until a person does something.
    next_attempt_at INTEGER,
    error TEXT,
    failures INTEGER NOT NULL,
    received INTEGER NOT NULL,
    duplicates INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
