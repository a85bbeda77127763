/** Everything that happened, in order; and, apart from it, what of that is about persons and can be erased. */
export const journal = `
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT,
    -- How it was proven that it was them.
    proof TEXT,
    -- A random id; see devices.
    device TEXT,
    hlc TEXT,
    payload TEXT NOT NULL,
    -- Which texts stand in personal, and here by their id alone: actor, or fields of the payload, with commas; NULL = none.
    personal TEXT,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (source, source_id)
  ) STRICT;
  CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;
  CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    WHEN NOT EXISTS (SELECT 1 FROM journal_removed WHERE seq = OLD.seq)
    BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;
  CREATE INDEX journal_hlc ON journal (hlc) WHERE hlc IS NOT NULL;
  -- What went well is found without reading all the rest.
  CREATE INDEX journal_business ON journal (seq) WHERE kind = 'business.event';
  CREATE INDEX journal_business_number ON journal (upper(payload ->> 'reference')) WHERE kind = 'business.event';
  CREATE INDEX journal_commands ON journal (seq) WHERE kind = 'command.received';
  CREATE INDEX journal_settled ON journal (occurred_at) WHERE kind = 'command.settled';
  CREATE INDEX journal_personal ON journal (seq) WHERE personal IS NOT NULL;

  -- What is left of events whose time is over: their places in the chain.
  CREATE TABLE journal_removed (
    seq INTEGER PRIMARY KEY,
    -- What the chain covers of the event; without its salt it says nothing.
    digest BLOB NOT NULL,
    -- Keyed hash of source and source id, so that a feed that brings it again brings nothing; NULL = it came about here.
    known BLOB UNIQUE
  ) STRICT;

  CREATE TABLE personal (
    -- Salted hash of person and text: what the journal holds instead of the text.
    id TEXT PRIMARY KEY,
    -- Keyed hash of the person's name or address.
    person TEXT NOT NULL,
    -- NULL together: erased.
    salt BLOB,
    text TEXT,
    CHECK ((salt IS NULL) = (text IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX personal_person ON personal (person);
`;
