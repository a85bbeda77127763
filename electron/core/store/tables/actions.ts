import { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import {
  type ActionError,
  type ActionState,
  actionStates,
  type Approval,
  approvals,
  type DeliveryClass,
  deliveryClasses,
} from '#shared/model/action/action.ts';
import { type ActionMeaning, countsAs } from '#shared/model/action/action-meaning.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { type ReceiptKind, receiptKinds } from '#shared/model/feed/receipt.ts';
import { type StateRules, statesThat } from '#shared/model/action/action-state.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** One row of the outbox, as stored. */
export type ActionRow = ActionMeaning & {
  readonly id: string;
  readonly issueId: string;
  /** Of this system, */
  readonly connector: string;
  /** through this connection to it. */
  readonly connection: string;
  /** With the connection in front: `crm.escalate`, `crm-2.escalate`. */
  readonly action: string;
  readonly state: ActionState;
  /** As the connection had it when this was asked for. The outbox obeys it, whatever the connection says later. */
  readonly deliveryClass: DeliveryClass;
  readonly idempotencyKey: string;
  readonly episode: number;
  /** Why another one was wanted beside the one that there was; empty text for the first. */
  readonly purpose: string;
  /** As `recipientPart` gives it; empty text where it goes to nobody in particular. */
  readonly recipient: string;
  /** Who has to let it go out first; null = nobody. */
  readonly approval: Approval | null;
  readonly draft: Json;
  readonly requestedBy: string;
  readonly requestedAt: Millis;
  readonly updatedAt: Millis;
  /** How often a person asked for it, from 1. */
  readonly requests: number;
  readonly holdUntil: Millis | null;
  readonly nextAttemptAt: Millis | null;
  readonly firstAttemptAt: Millis | null;
  readonly attempts: number;
  /** An earlier attempt may have taken effect. */
  readonly doubtful: boolean;
  readonly error: ActionError | null;
  /** It went through, but not as it was drafted. */
  readonly remark: string | null;
  readonly reference: string | null;
  readonly url: string | null;
  readonly remoteId: string | null;
  readonly remote: { readonly status: string | null; readonly owner: string | null; readonly closed: boolean } | null;
  readonly remoteAt: Millis | null;
  /** The receipt that came while its call was still under way: the answer must not take it back to before that. */
  readonly overtaken: ReceiptKind | null;
};

const text = z.string().nullable();
const millis = z.number().int().nullable();
const actionError = z.object({
  code: z.string(),
  message: z.string(),
  family: z.enum(['user', 'transient', 'bug']),
  next: text,
});

const rowSchema = z
  .object({
    id: z.string(),
    issue_id: z.string(),
    connector: z.string(),
    connection: z.string(),
    action: z.string(),
    capability: z.enum(capabilityNames),
    counts_as: z.enum(countsAs),
    did: z.string(),
    noun: z.string(),
    state: z.enum(actionStates),
    delivery_class: z.enum(deliveryClasses),
    idempotency_key: z.string(),
    episode: z.number().int(),
    purpose: z.string(),
    recipient: z.string(),
    approval: z.enum(approvals).nullable(),
    draft: z.string(),
    requested_by: z.string(),
    requested_at: z.number().int(),
    updated_at: z.number().int(),
    requests: z.number().int(),
    hold_until: millis,
    next_attempt_at: millis,
    first_attempt_at: millis,
    attempts: z.number().int(),
    doubtful: z.number().int(),
    error: text,
    remark: text,
    reference: text,
    url: text,
    remote_id: text,
    remote_status: text,
    remote_owner: text,
    remote_closed: millis,
    remote_at: millis,
    overtaken: z.enum(receiptKinds).nullable(),
  })
  .transform(
    (row): ActionRow => ({
      id: row.id,
      issueId: row.issue_id,
      connector: row.connector,
      connection: row.connection,
      action: row.action,
      capability: row.capability,
      countsAs: row.counts_as,
      did: row.did,
      noun: row.noun,
      state: row.state,
      deliveryClass: row.delivery_class,
      idempotencyKey: row.idempotency_key,
      episode: row.episode,
      purpose: row.purpose,
      recipient: row.recipient,
      approval: row.approval,
      draft: parseJson(row.draft),
      requestedBy: row.requested_by,
      requestedAt: row.requested_at,
      updatedAt: row.updated_at,
      requests: row.requests,
      holdUntil: row.hold_until,
      nextAttemptAt: row.next_attempt_at,
      firstAttemptAt: row.first_attempt_at,
      attempts: row.attempts,
      doubtful: row.doubtful === 1,
      error: row.error === null ? null : actionError.parse(JSON.parse(row.error)),
      remark: row.remark,
      reference: row.reference,
      url: row.url,
      remoteId: row.remote_id,
      remote:
        row.remote_closed === null
          ? null
          : { status: row.remote_status, owner: row.remote_owner, closed: row.remote_closed === 1 },
      remoteAt: row.remote_at,
      overtaken: row.overtaken,
    }),
  );

function parseRows(rows: readonly unknown[]): ActionRow[] {
  return rows.map((row) => rowSchema.parse(row));
}

export function findAction(db: ReadDb, id: string): ActionRow | null {
  const row = prepare(db, 'SELECT * FROM actions WHERE id = ?').get(id);
  return row === undefined ? null : rowSchema.parse(row);
}

/** Those that exist, in the order asked for. */
export function findActions(db: ReadDb, ids: readonly string[]): ActionRow[] {
  return parseRows(
    prepare(db, 'SELECT a.* FROM json_each(?) AS wanted JOIN actions a ON a.id = wanted.value ORDER BY wanted.key').all(
      JSON.stringify(ids),
    ),
  );
}

export function actionByKey(db: ReadDb, key: string): ActionRow | null {
  const row = prepare(db, 'SELECT * FROM actions WHERE idempotency_key = ?').get(key);
  return row === undefined ? null : rowSchema.parse(row);
}

/** All actions of the same kind for the same episode of an issue, first asked first. */
export function actionsOfEffect(
  db: ReadDb,
  { issueId, episode, action }: Pick<ActionRow, 'issueId' | 'episode' | 'action'>,
): ActionRow[] {
  return parseRows(
    prepare(db, 'SELECT * FROM actions WHERE issue_id = ? AND episode = ? AND action = ? ORDER BY requested_at').all(
      issueId,
      episode,
      action,
    ),
  );
}

/** Which of these issues have more than one action. Reads an index alone: quick for a page of thousands. */
export function issuesWithSeveral(db: ReadDb, issueIds: readonly string[]): ReadonlySet<string> {
  const rows = prepare(
    db,
    `SELECT issue_id FROM actions WHERE issue_id IN (SELECT value FROM json_each(?))
     GROUP BY issue_id HAVING count(*) > 1`,
  ).all(JSON.stringify(issueIds));
  return new Set(rows.map((row) => issueIdSchema.parse(row).issue_id));
}

function sqlStates(rule: keyof StateRules): string {
  return statesThat(rule, actionStates)
    .map((state) => `'${state}'`)
    .join(', ');
}

const issueIdSchema = z.object({ issue_id: z.string() });

/** Which of these issues have this action for their present episode, in the order asked; what may be asked for anew does not count. */
export function alreadyAsked(db: ReadDb, action: string, issueIds: readonly string[], purpose = ''): string[] {
  const stands = `a.action = @action AND a.purpose = @purpose AND a.state NOT IN (${sqlStates('askAnew')})`;
  const rows = prepare(
    db,
    `SELECT i.id AS issue_id FROM json_each(@wanted) AS wanted
       JOIN issues i ON i.id = wanted.value
       JOIN actions a ON a.issue_id = i.id AND a.episode = i.episode
     WHERE ${stands}
     UNION SELECT i.id FROM json_each(@wanted) AS wanted
       JOIN issues i ON i.id = wanted.value
       JOIN issue_sets s ON s.issue_id = i.id AND s.episode = i.episode
       JOIN actions a ON a.issue_id = s.subject
     WHERE ${stands}`,
  ).all({ wanted: JSON.stringify(issueIds), action, purpose });
  const found = new Set(rows.map((row) => issueIdSchema.parse(row).issue_id));
  return issueIds.filter((id) => found.has(id));
}

export function insertAction(db: WriteDb, row: ActionRow): void {
  prepare(
    db,
    `INSERT INTO actions (id, issue_id, connector, connection, action, state, delivery_class, idempotency_key, episode,
       purpose, recipient, approval, draft, requested_by, requested_at, updated_at, requests, hold_until, next_attempt_at,
       capability, counts_as, did, noun)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.id,
    row.issueId,
    row.connector,
    row.connection,
    row.action,
    row.state,
    row.deliveryClass,
    row.idempotencyKey,
    row.episode,
    row.purpose,
    row.recipient,
    row.approval,
    JSON.stringify(row.draft),
    row.requestedBy,
    row.requestedAt,
    row.updatedAt,
    row.requests,
    row.holdUntil,
    row.nextAttemptAt,
    row.capability,
    row.countsAs,
    row.did,
    row.noun,
  );
}

/** What can change about an action, by column. */
const changing: Readonly<Record<string, (row: ActionRow) => string | number | null>> = {
  state: ({ state }) => state,
  requested_by: ({ requestedBy }) => requestedBy,
  requested_at: ({ requestedAt }) => requestedAt,
  // Asked for anew, it goes by what its connection can do by then.
  delivery_class: ({ deliveryClass }) => deliveryClass,
  updated_at: ({ updatedAt }) => updatedAt,
  requests: ({ requests }) => requests,
  hold_until: ({ holdUntil }) => holdUntil,
  next_attempt_at: ({ nextAttemptAt }) => nextAttemptAt,
  first_attempt_at: ({ firstAttemptAt }) => firstAttemptAt,
  attempts: ({ attempts }) => attempts,
  doubtful: ({ doubtful }) => (doubtful ? 1 : 0),
  error: ({ error }) => (error === null ? null : JSON.stringify(error)),
  remark: ({ remark }) => remark,
  reference: ({ reference }) => reference,
  url: ({ url }) => url,
  remote_id: ({ remoteId }) => remoteId,
  remote_status: ({ remote }) => remote?.status ?? null,
  remote_owner: ({ remote }) => remote?.owner ?? null,
  remote_closed: ({ remote }) => (remote === null ? null : remote.closed ? 1 : 0),
  remote_at: ({ remoteAt }) => remoteAt,
  overtaken: ({ overtaken }) => overtaken,
};

/** Makes the stored row `before` what `after` says. Names only what differs: an index is rewritten for each column that is named. */
export function updateAction(db: WriteDb, before: ActionRow, after: ActionRow): void {
  const names: string[] = [];
  const values: (string | number | null)[] = [];
  for (const [name, of] of Object.entries(changing)) {
    const value = of(after);
    if (of(before) === value) continue;
    names.push(`${name} = ?`);
    values.push(value);
  }
  if (before.draft !== after.draft) {
    names.push('draft = ?');
    values.push(JSON.stringify(after.draft));
  }
  if (names.length > 0) prepare(db, `UPDATE actions SET ${names.join(', ')} WHERE id = ?`).run(...values, after.id);
}

/** As the partial index says it, word for word. */
const waiting = `state IN (${sqlStates('waits')})`;

/** When the next one of this action of a connection is due; null when none waits. */
export function nextDueAt(db: ReadDb, action: string): Millis | null {
  return z
    .object({ at: millis })
    .parse(prepare(db, `SELECT min(next_attempt_at) AS at FROM actions WHERE ${waiting} AND action = ?`).get(action))
    .at;
}

/** Those due, longest due first. All of them doubtful or none of them: doubtful ones are looked up before they are sent. */
export function dueActions(db: ReadDb, action: string, now: Millis, limit: number): ActionRow[] {
  const first = prepare(
    db,
    `SELECT doubtful FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at LIMIT 1`,
  ).get(action, now);
  if (first === undefined) return [];
  const { doubtful } = z.object({ doubtful: z.number().int() }).parse(first);
  return parseRows(
    prepare(
      db,
      `SELECT * FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ? AND doubtful = ?
       ORDER BY next_attempt_at LIMIT ?`,
    ).all(action, now, doubtful, limit),
  );
}

/** Moves the times of those that wait, which were noted on a clock that has been changed since, by `by` ms. */
export function shiftWaitingActions(db: WriteDb, by: Millis): void {
  prepare(
    db,
    `UPDATE actions SET hold_until = hold_until + @by, next_attempt_at = next_attempt_at + @by,
       first_attempt_at = first_attempt_at + @by
     WHERE ${waiting}`,
  ).run({ by });
}

/** Those that a process took and did not finish. */
export function sendingActions(db: ReadDb): ActionRow[] {
  return parseRows(prepare(db, `SELECT * FROM actions WHERE state = 'sending'`).all());
}

const usedSchema = z.object({ connector: z.string(), connection: z.string() });

/** The connections that actions were ever asked of, those that are no more too. Reads every action: for when one is added. */
export function usedConnections(db: ReadDb): { readonly connector: string; readonly connection: string }[] {
  return prepare(db, 'SELECT DISTINCT connector, connection FROM actions')
    .all()
    .map((row) => usedSchema.parse(row));
}

const countSchema = z.object({ state: z.enum(actionStates), count: z.number().int() });

/** Kept, not computed. States that never occurred are left out. */
export function countActions(db: ReadDb): { readonly state: ActionState; readonly count: number }[] {
  return prepare(db, 'SELECT state, count FROM action_counts WHERE count > 0 ORDER BY state')
    .all()
    .map((row) => countSchema.parse(row));
}

/** A page of the outbox, newest first; no states = all. */
export function listActions(
  db: ReadDb,
  states: readonly ActionState[],
  offset: number,
  limit: number,
): readonly ActionRow[] {
  if (states.length === 0) {
    return parseRows(
      prepare(db, 'SELECT * FROM actions ORDER BY requested_at DESC, id LIMIT ? OFFSET ?').all(limit, offset),
    );
  }
  const marks = states.map(() => '?').join(', ');
  return parseRows(
    prepare(db, `SELECT * FROM actions WHERE state IN (${marks}) ORDER BY requested_at DESC, id LIMIT ? OFFSET ?`).all(
      ...states,
      limit,
      offset,
    ),
  );
}
