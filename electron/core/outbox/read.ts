import { z } from 'zod';
import type { Action, ActionState } from '#shared/model/action.ts';
import { type ActionRow, countActions, findActions, listActions } from '../store/actions.ts';
import { prepare, type ReadDb } from '../store/db.ts';

/** An action as the outbox view shows it. */
export function toAction(row: ActionRow, issueTitle: string): Action {
  return {
    id: row.id,
    connector: row.connector,
    action: row.action,
    state: row.state,
    reference: row.reference,
    url: row.url,
    issueId: row.issueId,
    issueTitle,
    deliveryClass: row.deliveryClass,
    idempotencyKey: row.idempotencyKey,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    updatedAt: row.updatedAt,
    holdUntil: row.state === 'held' ? row.holdUntil : null,
    nextAttemptAt: row.nextAttemptAt,
    attempts: row.attempts,
    error: row.error,
    input: row.draft,
    remote: row.remote,
  };
}

const titleSchema = z.object({ title: z.string() });

function titleOf(db: ReadDb, issueId: string): string {
  const row = prepare(db, 'SELECT title FROM issues WHERE id = ?').get(issueId);
  return row === undefined ? issueId : titleSchema.parse(row).title;
}

export function withTitles(db: ReadDb, rows: readonly ActionRow[]): Action[] {
  return rows.map((row) => toAction(row, titleOf(db, row.issueId)));
}

/** Those that exist, in the order asked for. */
export function getActions(db: ReadDb, ids: readonly string[]): Action[] {
  return withTitles(db, findActions(db, ids));
}

/** A page of the outbox, newest first, with the counts of all states. No states = all. */
export function outboxPage(
  db: ReadDb,
  {
    states,
    offset,
    limit,
  }: { readonly states: readonly ActionState[]; readonly offset: number; readonly limit: number },
): {
  readonly total: number;
  readonly actions: readonly Action[];
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
} {
  const byState = countActions(db);
  const total = byState
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .reduce((sum, { count }) => sum + count, 0);
  return { total, actions: withTitles(db, listActions(db, states, offset, limit)), byState };
}
