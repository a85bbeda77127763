-- Made by npm run schema from the migrations. Not to be edited.

CREATE TABLE acknowledgements (
  id TEXT PRIMARY KEY,
  file_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE action_counts (
  state TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
  id TEXT PRIMARY KEY,
  issue_id TEXT NOT NULL,
  connector TEXT NOT NULL,
  connection TEXT NOT NULL,
  action TEXT NOT NULL,
  -- What is done and where, the same on every desk: a part of the key.
  step TEXT NOT NULL,
  -- What it means, as its manifest said when it was asked for.
  capability TEXT NOT NULL,
  counts_as TEXT NOT NULL,
  did TEXT NOT NULL,
  noun TEXT NOT NULL,
  state TEXT NOT NULL,
  delivery_class TEXT NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  episode INTEGER NOT NULL,
  -- Why another one was wanted beside the one that there was; empty for the first.
  purpose TEXT NOT NULL,
  -- An HMAC of the address it goes to; empty where it goes to nobody in particular.
  recipient TEXT NOT NULL,
  -- Who that is: the key in the table of people, name and address. All NULL where it goes to nobody in particular.
  to_person TEXT,
  to_name TEXT,
  to_address TEXT,
  -- Who has to let it go out first; NULL = nobody.
  approval TEXT,
  -- The receipt of another action that it waits for before it goes out; NULL = none.
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  -- The kinds of receipts that were heard of it.
  heard TEXT NOT NULL CHECK (json_valid(heard)),
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  requested_by TEXT NOT NULL,
  requested_email TEXT,
  -- The desk at which they sat, see devices; NULL = they asked from outside.
  requested_on TEXT,
  requested_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- How often a person asked for it: makes the journal's source ids unique.
  requests INTEGER NOT NULL,
  hold_until INTEGER,
  next_attempt_at INTEGER,
  first_attempt_at INTEGER,
  attempts INTEGER NOT NULL,
  -- 1 = an earlier attempt may have taken effect.
  doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)),
  error TEXT CHECK (error IS NULL OR json_valid(error)),
  -- Where it went through, but not as it was drafted: what was left out and why.
  remark TEXT,
  reference TEXT,
  url TEXT,
  remote_id TEXT,
  remote_status TEXT,
  remote_owner TEXT,
  remote_closed INTEGER CHECK (remote_closed IN (0, 1)),
  remote_at INTEGER,
  -- The kind of the receipt that came while its call was under way.
  overtaken TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX actions_due ON actions (action, next_attempt_at) WHERE state IN ('held', 'queued', 'failed (temporary)');

CREATE INDEX actions_issue ON actions (issue_id, requested_at);

CREATE INDEX actions_newest ON actions (requested_at DESC, id);

CREATE INDEX actions_state_newest ON actions (state, requested_at DESC, id);

CREATE TRIGGER actions_count_delete AFTER DELETE ON actions BEGIN
  UPDATE action_counts SET count = count - 1 WHERE state = OLD.state;
END;

CREATE TRIGGER actions_count_insert AFTER INSERT ON actions BEGIN
  INSERT INTO action_counts (state, count) VALUES (NEW.state, 1)
    ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER actions_count_update AFTER UPDATE OF state ON actions WHEN OLD.state <> NEW.state BEGIN
  UPDATE action_counts SET count = count - 1 WHERE state = OLD.state;
  INSERT INTO action_counts (state, count) VALUES (NEW.state, 1)
    ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;

CREATE TABLE answered_pairs (
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  PRIMARY KEY (sender, receiver)
) STRICT, WITHOUT ROWID;

CREATE TABLE awaited (
  fingerprint TEXT PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  received_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX awaited_due ON awaited (due_at);

CREATE TABLE blob_owners (
  blob_id TEXT NOT NULL REFERENCES blobs (id),
  -- What kind of thing the owner is: file, letter, export.
  kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  PRIMARY KEY (kind, owner_id, blob_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_owners_blob ON blob_owners (blob_id);

CREATE TABLE blobs (
  -- SHA-256, hex.
  id TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE connection_cache (
  connection TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (connection, key)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE counters (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_links (
  key TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  PRIMARY KEY (key, issue_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_links_issue ON document_links (issue_id);

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  file_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE due_counters (
  hour INTEGER PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE due_steps (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- What it is about: an issue, an action, a rule.
  about TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  -- When that was said: what a clock that was ahead has said moves back with it.
  planned_at INTEGER NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  -- When somebody began with it; NULL = it waits.
  claimed_at INTEGER,
  attempts INTEGER NOT NULL,
  error TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX due_steps_about ON due_steps (about, kind);

CREATE INDEX due_steps_due ON due_steps (due_at) WHERE claimed_at IS NULL;

CREATE TABLE evidence (
  issue_id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (issue_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_acknowledgements ON evidence (issue_id, seq) WHERE key >= 'ack:' AND key < 'ack;';

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

CREATE TABLE files (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  syntax TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  findings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents (
  n INTEGER PRIMARY KEY,
  documents INTEGER NOT NULL,
  unresolved INTEGER NOT NULL
) STRICT;

CREATE VIEW issue_incidents AS
SELECT id, first_value(id) OVER (PARTITION BY incident ORDER BY opened_at, id) AS incident
FROM issues WHERE incident IS NOT NULL;

CREATE TABLE issue_sets (
  subject TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  episode INTEGER NOT NULL,
  PRIMARY KEY (subject, issue_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX issue_sets_issue ON issue_sets (issue_id);

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
, cause TEXT NOT NULL DEFAULT '', alike TEXT, incident INTEGER, near_at INTEGER NOT NULL DEFAULT 0, placed TEXT) STRICT;

CREATE INDEX issues_alike ON issues (alike, near_at) WHERE alike IS NOT NULL;

CREATE INDEX issues_document ON issues (resolved, document_type, severity, due_at, n, facets);

CREATE INDEX issues_due ON issues (resolved, due_at, n, facets);

CREATE INDEX issues_escalated ON issues (severity, due_at, n, facets) WHERE resolved = 0 AND escalated = 1;

CREATE INDEX issues_kind ON issues (resolved, kind, severity, due_at, n, facets);

CREATE INDEX issues_newest ON issues (resolved, last_seen_at DESC, n DESC, facets);

CREATE INDEX issues_number ON issues (number_key) WHERE number_key IS NOT NULL;

CREATE INDEX issues_oldest ON issues (resolved, first_seen_at, n, facets);

CREATE INDEX issues_owner ON issues (resolved, owner_key, severity, due_at, n, facets);

CREATE INDEX issues_partner ON issues (resolved, partner_sort, severity, due_at, n, facets);

CREATE INDEX issues_receiver ON issues (receiver_address) WHERE receiver_address IS NOT NULL;

CREATE INDEX issues_sender ON issues (sender_address) WHERE sender_address IS NOT NULL;

CREATE INDEX issues_severity ON issues (resolved, severity, due_at, n, facets);

CREATE INDEX issues_worst ON issues (incident, resolved, severity, due_at) WHERE incident IS NOT NULL;

CREATE VIRTUAL TABLE issues_text USING fts5 (
  title, explanation, partner, number, address,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3'
);

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

CREATE INDEX journal_business ON journal (seq) WHERE kind = 'business.event';

CREATE INDEX journal_business_number ON journal (upper(payload ->> 'reference')) WHERE kind = 'business.event';

CREATE INDEX journal_commands ON journal (seq) WHERE kind = 'command.received';

CREATE INDEX journal_hlc ON journal (hlc) WHERE hlc IS NOT NULL;

CREATE INDEX journal_personal ON journal (seq) WHERE personal IS NOT NULL;

CREATE INDEX journal_settled ON journal (occurred_at) WHERE kind = 'command.settled';

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
WHEN NOT EXISTS (SELECT 1 FROM journal_removed WHERE seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'The journal is append-only'); END;

CREATE TABLE journal_removed (
  seq INTEGER PRIMARY KEY,
  -- What the chain covers of the event; without its salt it says nothing.
  digest BLOB NOT NULL,
  -- Keyed hash of source and source id, so that a feed that brings it again brings nothing; NULL = it came about here.
  known BLOB UNIQUE
) STRICT;

CREATE TABLE notes (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE opt_outs (
  key TEXT PRIMARY KEY,
  capability TEXT NOT NULL,
  -- As in actions; empty where another desk had asked for it.
  recipient TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  -- When somebody here said that they may be written to again; NULL = they may not.
  lifted_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX opt_outs_standing ON opt_outs (capability, recipient) WHERE lifted_at IS NULL;

CREATE TABLE partner_counters (
  partner TEXT NOT NULL,
  partner_sort TEXT NOT NULL,
  address TEXT NOT NULL,
  words TEXT NOT NULL,
  unresolved INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  PRIMARY KEY (partner, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE partners (
  address TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  company_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE INDEX people_email ON people (lower(email));

CREATE INDEX people_kind ON people (kind, source);

CREATE INDEX people_mobile ON people (mobile);

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

CREATE TABLE reference_data (
  connection TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (connection, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE workspace (
  n INTEGER PRIMARY KEY CHECK (n = 1),
  -- For keyed hashes of names and addresses: random, and nobody else's.
  salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
