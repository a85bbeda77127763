/** What people triage, and how it is found. Made from the journal. */
export const issues = `
  CREATE TABLE issues (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    severity INTEGER NOT NULL,
    status TEXT NOT NULL,
    resolved INTEGER NOT NULL,
    resolved_by TEXT,
    partner TEXT NOT NULL,
    partner_sort TEXT NOT NULL,
    partner_address TEXT,
    sender_address TEXT,
    receiver_address TEXT,
    direction TEXT NOT NULL,
    document_type TEXT,
    document_number TEXT,
    number_key TEXT,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    words TEXT NOT NULL,
    owner TEXT,
    owner_key TEXT,
    due_at INTEGER,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    occurrences INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    -- What filters ask for most, packed: see queue/facets.ts.
    facets INTEGER NOT NULL,
    source TEXT NOT NULL,
    -- Whether the issue is about a test, which nobody is waiting for.
    test INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX issues_severity ON issues (resolved, severity, due_at, n, facets);
  CREATE INDEX issues_due ON issues (resolved, due_at, n, facets);
  CREATE INDEX issues_newest ON issues (resolved, last_seen_at DESC, n DESC, facets);
  CREATE INDEX issues_oldest ON issues (resolved, first_seen_at, n, facets);
  CREATE INDEX issues_partner ON issues (resolved, partner_sort, severity, due_at, n, facets);
  CREATE INDEX issues_kind ON issues (kind, severity, due_at, n, facets) WHERE resolved = 0;
  CREATE INDEX issues_document_type ON issues (document_type, severity, due_at, n, facets) WHERE resolved = 0;
  CREATE INDEX issues_owner ON issues (owner_key, severity, due_at, n, facets) WHERE resolved = 0 AND owner_key IS NOT NULL;
  CREATE INDEX issues_escalated ON issues (severity, due_at, n, facets) WHERE resolved = 0 AND escalated = 1;
  CREATE INDEX issues_number ON issues (number_key) WHERE number_key IS NOT NULL;
  CREATE INDEX issues_sender ON issues (sender_address) WHERE sender_address IS NOT NULL;
  CREATE INDEX issues_receiver ON issues (receiver_address) WHERE receiver_address IS NOT NULL;

  CREATE VIRTUAL TABLE issues_text USING fts5 (
    title, explanation, partner, number, address,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3'
  );
`;
