/** What is to be done at a time, whatever happens until then. */
export const dueSteps = `
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
  CREATE INDEX due_steps_due ON due_steps (due_at) WHERE claimed_at IS NULL;
  CREATE INDEX due_steps_about ON due_steps (about, kind);
`;
