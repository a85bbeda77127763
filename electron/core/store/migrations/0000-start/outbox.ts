/** The states of `shared/model/action/action.ts` that wait, as they are at this version. */
const waiting = `'held', 'queued', 'failed (temporary)'`;

/** What is to be done outside. */
export const outbox = `
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
  CREATE INDEX actions_due ON actions (action, next_attempt_at) WHERE state IN (${waiting});
  CREATE INDEX actions_issue ON actions (issue_id, requested_at);
  CREATE INDEX actions_newest ON actions (requested_at DESC, id);
  CREATE INDEX actions_state_newest ON actions (state, requested_at DESC, id);

  -- Who wants no more, by the action that they said it of: it outlives that action.
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

  CREATE TABLE action_counts (
    state TEXT PRIMARY KEY,
    count INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER actions_count_insert AFTER INSERT ON actions BEGIN
    INSERT INTO action_counts (state, count) VALUES (NEW.state, 1)
      ON CONFLICT (state) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER actions_count_update AFTER UPDATE OF state ON actions WHEN OLD.state <> NEW.state BEGIN
    UPDATE action_counts SET count = count - 1 WHERE state = OLD.state;
    INSERT INTO action_counts (state, count) VALUES (NEW.state, 1)
      ON CONFLICT (state) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER actions_count_delete AFTER DELETE ON actions BEGIN
    UPDATE action_counts SET count = count - 1 WHERE state = OLD.state;
  END;
`;
