/** What people have set, with everything it was before; and what the core notes for itself. */
export const records = `
  CREATE TABLE records (
    -- setting, rule, person, calendar
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    -- From 1; the greatest one holds.
    version INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    -- Who set it; NULL = nobody in particular.
    set_by TEXT,
    -- NULL = from then on there was none.
    value TEXT CHECK (value IS NULL OR json_valid(value)),
    PRIMARY KEY (kind, key, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE notes (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;
`;
