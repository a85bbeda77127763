/** Everything that happened, in order. */
export const journal = `
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT,
    device TEXT,
    hlc TEXT,
    payload TEXT NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (source, source_id)
  ) STRICT;
  CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;
  CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;
  CREATE INDEX journal_hlc ON journal (hlc) WHERE hlc IS NOT NULL;
`;
