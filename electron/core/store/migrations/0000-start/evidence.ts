/** Which events speak about which issue, and which issues tell of one document. Made from the journal. */
export const evidence = `
  CREATE TABLE evidence (
    issue_id TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES journal (seq),
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (issue_id, seq)
  ) STRICT, WITHOUT ROWID;
  -- Finds the few answers among the many documents that go by one number.
  CREATE INDEX evidence_acknowledgements ON evidence (issue_id, seq) WHERE key >= 'ack:' AND key < 'ack;';

  -- Which issues tell of one document: by its number or by the interchange it travelled in. A projection of the journal.
  CREATE TABLE document_links (
    key TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    PRIMARY KEY (key, issue_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX document_links_issue ON document_links (issue_id);

  -- The issues that one action is about, where they are several. A projection of the journal.
  CREATE TABLE issue_sets (
    subject TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    episode INTEGER NOT NULL,
    PRIMARY KEY (subject, issue_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX issue_sets_issue ON issue_sets (issue_id);
`;
