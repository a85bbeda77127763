/** What still waits for its acknowledgement. */
export const awaited = `
  -- Documents and transactions whose acknowledgement is still to come, as far as nobody has looked again.
  CREATE TABLE awaited (
    fingerprint TEXT PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq),
    received_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX awaited_due ON awaited (due_at);

  -- Who has answered whose documents before. Addresses as keys.
  CREATE TABLE answered_pairs (
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    PRIMARY KEY (sender, receiver)
  ) STRICT, WITHOUT ROWID;
`;
