import { z } from 'zod';
import {
  type ActionError,
  type ActionState,
  actionStates,
  approvals,
  deliveryClasses,
} from '#shared/model/action/action.ts';
import { countsAs } from '#shared/model/action/action-meaning.ts';
import { type StateRules, statesThat } from '#shared/model/action/action-state.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import type { Millis } from '#shared/lib/time.ts';
import { flag, groupOrNull, integer, json, jsonOf, oneOf, orNull, text, withDefault } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

const actionError: z.ZodType<ActionError> = z.object({
  code: z.string(),
  message: z.string(),
  family: z.enum(['user', 'transient', 'bug']),
  next: z.string().nullable(),
});

/** One of these receipts of another action. `until`: not later than this, in milliseconds; null = however long it takes. */
const afterSchema = z
  .object({
    /** Its id. */
    action: z.string(),
    receipts: z.array(z.enum(receiptKinds)).readonly(),
    until: z.number().int().nullable(),
    /** What it is about was resolved when it was asked for: it goes out all the same. */
    evenResolved: z.boolean(),
    /** Why it waits no more and was not sent; null where it still waits, or has gone out. */
    ended: z.enum(['time over', 'can’t come', 'resolved']).nullable(),
  })
  .readonly();
export type After = z.infer<typeof afterSchema>;

/** The outbox: one row for each effect that somebody wants outside. Times in milliseconds. */
export const actionTable = table('actions', ['id'], {
  id: text,
  issueId: text,
  /** Of this system, */
  connector: text,
  /** through this connection to it. */
  connection: text,
  /** With the connection in front: `crm.escalate`, `crm-2.escalate`. */
  action: text,
  /** What is done and where, the same on every desk: a part of the key. */
  step: text,
  /** What it means, as its manifest said when it was asked for. */
  capability: oneOf(capabilityNames),
  countsAs: oneOf(countsAs),
  did: text,
  noun: text,
  state: oneOf(actionStates),
  /** As the connection had it when this was asked for. The outbox obeys it, whatever the connection says later. */
  deliveryClass: oneOf(deliveryClasses),
  idempotencyKey: text,
  episode: integer,
  /** Why another one was wanted beside the one that there was; empty text for the first. */
  purpose: text,
  /** As `recipientPart` gives it; empty text where it goes to nobody in particular. */
  recipient: text,
  /** Who that is: personal, and erasable. `person` = the key in the table of people; null for an address that was typed. */
  to: groupOrNull<{ readonly name: string; readonly person: string | null; readonly address: string | null }>({
    name: text,
    person: orNull(text),
    address: orNull(text),
  }),
  /** Who has to let it go out first; null = nobody. */
  approval: orNull(oneOf(approvals)),
  /** What it waits for before it goes out; null = nothing. Stays when that is over. */
  after: withDefault(orNull(jsonOf(afterSchema)), null),
  /** The kinds of receipts that were heard of it. */
  heard: withDefault(jsonOf(z.array(z.enum(receiptKinds)).readonly()), []),
  draft: json,
  requestedBy: text,
  /** Their address; null = not known. */
  requestedEmail: orNull(text),
  /** The desk at which they sat, by its random id; null where they asked from outside. */
  requestedOn: orNull(text),
  requestedAt: integer,
  updatedAt: integer,
  /** How often a person asked for it, from 1. */
  requests: withDefault(integer, 1),
  holdUntil: orNull(integer),
  nextAttemptAt: orNull(integer),
  firstAttemptAt: withDefault(orNull(integer), null),
  attempts: withDefault(integer, 0),
  /** An earlier attempt may have taken effect. */
  doubtful: withDefault(flag, false),
  error: withDefault(orNull(jsonOf(actionError)), null),
  /** It went through, but not as it was drafted. */
  remark: withDefault(orNull(text), null),
  reference: withDefault(orNull(text), null),
  url: withDefault(orNull(text), null),
  remoteId: withDefault(orNull(text), null),
  /** The thing that it made outside, as far as it was heard of. */
  remote: withDefault(
    groupOrNull<{ readonly closed: boolean; readonly status: string | null; readonly owner: string | null }>({
      closed: flag,
      status: orNull(text),
      owner: orNull(text),
    }),
    null,
  ),
  remoteAt: withDefault(orNull(integer), null),
  /** The receipt that came while its call was still under way: the answer must not take it back to before that. */
  overtaken: withDefault(orNull(oneOf(receiptKinds)), null),
});
export type ActionRow = RowOfTable<typeof actionTable>;

const byId = actionTable.query('FROM actions WHERE id = ?');
const byKey = actionTable.query('FROM actions WHERE idempotency_key = ?');
const byIds = actionTable.query(
  'FROM json_each(?) AS wanted JOIN actions ON actions.id = wanted.value ORDER BY wanted.key',
);

export function findAction(db: ReadDb, id: string): ActionRow | null {
  return byId.first(db, id);
}

/** Those that exist, in the order asked for. */
export function findActions(db: ReadDb, ids: readonly string[]): ActionRow[] {
  return byIds.all(db, JSON.stringify(ids));
}

export function actionByKey(db: ReadDb, key: string): ActionRow | null {
  return byKey.first(db, key);
}

/** For a list after IN: all states of which a rule holds. */
export function sqlStates(rule: keyof StateRules): string {
  return statesThat(rule, actionStates)
    .map((state) => `'${state}'`)
    .join(', ');
}

/** As the partial index says it, word for word. */
const waiting = `state IN (${sqlStates('waits')})`;

const due = actionTable.query(
  `FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ? AND doubtful = ? ORDER BY next_attempt_at LIMIT ?`,
);
const unsent = actionTable.query(`FROM actions WHERE state IN (${sqlStates('cancel')})`);
const sending = actionTable.query(`FROM actions WHERE state = 'sending'`);

const nextSchema = z.object({ at: z.number().int().nullable() });
const firstSchema = z.object({ doubtful: z.number().int() });

/** When the next one of this action of a connection is due; null when none waits. */
export function nextDueAt(db: ReadDb, action: string): Millis | null {
  return nextSchema.parse(
    prepare(db, `SELECT min(next_attempt_at) AS at FROM actions WHERE ${waiting} AND action = ?`).get(action),
  ).at;
}

/** Those due, longest due first. All of them doubtful or none of them: doubtful ones are looked up before they are sent. */
export function dueActions(db: ReadDb, action: string, now: Millis, limit: number): ActionRow[] {
  const first = prepare(
    db,
    `SELECT doubtful FROM actions WHERE ${waiting} AND action = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at LIMIT 1`,
  ).get(action, now);
  if (first === undefined) return [];
  const { doubtful } = firstSchema.parse(first);
  return due.all(db, action, now, doubtful, limit);
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
  return sending.all(db);
}

/** Those that have not left as far as this database knows: they wait for their time, for a receipt, or for somebody to let them go. */
export function unsentActions(db: ReadDb): ActionRow[] {
  return unsent.all(db);
}

const countSchema = z.object({ state: z.enum(actionStates), count: z.number().int() });

/** Kept, not computed. States that never occurred are left out. */
export function countActions(db: ReadDb): { readonly state: ActionState; readonly count: number }[] {
  return prepare(db, 'SELECT state, count FROM action_counts WHERE count > 0 ORDER BY state')
    .all()
    .map((row) => countSchema.parse(row));
}

/** Whether any action waits for a receipt. Kept, not computed. */
export function anyAwaits(db: ReadDb): boolean {
  return countActions(db).some(({ state }) => state === 'awaiting receipt');
}

const page = actionTable.query('FROM actions ORDER BY requested_at DESC, id LIMIT ? OFFSET ?');

/** A page of the outbox, newest first; no states = all. */
export function listActions(
  db: ReadDb,
  states: readonly ActionState[],
  offset: number,
  limit: number,
): readonly ActionRow[] {
  if (states.length === 0) return page.all(db, limit, offset);
  // Named one by one: for a single state the index has them in this order already.
  const marks = states.map(() => '?').join(', ');
  return actionTable
    .query(`FROM actions WHERE state IN (${marks}) ORDER BY requested_at DESC, id LIMIT ? OFFSET ?`)
    .all(db, ...states, limit, offset);
}
