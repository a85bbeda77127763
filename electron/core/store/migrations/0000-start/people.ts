/** People as they are now: written here, or brought by connections. What they were before stands in `records`. */
export const people = `
  CREATE TABLE people (
    -- settings, or the connection that brought them.
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    mobile TEXT,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    language TEXT,
    zone TEXT,
    partners TEXT NOT NULL CHECK (json_valid(partners)),
    version INTEGER NOT NULL,
    PRIMARY KEY (source, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX people_kind ON people (kind, source);
  CREATE INDEX people_email ON people (lower(email));
  CREATE INDEX people_mobile ON people (mobile);
`;
