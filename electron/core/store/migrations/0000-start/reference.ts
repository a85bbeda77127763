/** What connections brought for looking things up in. Not made from the journal: the outside system has the truth. */
export const reference = `
  CREATE TABLE reference_data (
    connection TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (connection, kind, key)
  ) STRICT, WITHOUT ROWID;
`;
