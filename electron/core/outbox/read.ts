import { z } from 'zod';
import { plural } from '#shared/lib/sentence.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Action, ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { Acting } from '../ingest.ts';
import { pauseNow } from '../connections/pause.ts';
import { type ActionRow, findAction, findActions, countActions, listActions } from '../store/tables/actions.ts';
import { actionsOfEffect, issuesWithSeveral } from '../store/tables/asked-actions.ts';
import { allConnections, type ConnectionRow, findConnection } from '../store/tables/connections.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { issuesOfSets } from '../store/tables/sets.ts';
import { permits, stopped, type Way, whyNotSent } from './permits.ts';

type Named = {
  readonly ids: readonly string[];
  readonly title: string;
  readonly partner: string;
};

/** Who looks, and when: what may be done depends on both. */
export type Reader = Acting & { readonly now: Millis };

/** An action as the outbox view shows it. */
function toAction(
  row: ActionRow,
  {
    issue,
    way,
    others,
    reader,
    awaited,
  }: { issue: Named; way: Way; others: readonly string[]; reader: Reader; awaited: ActionRow | null },
): Action {
  return {
    id: row.id,
    connector: row.connector,
    connection: row.connection,
    action: row.action,
    capability: row.capability,
    countsAs: row.countsAs,
    noun: row.noun,
    state: row.state,
    reference: row.reference,
    url: row.url,
    issueId: issue.ids[0] ?? row.issueId,
    issueIds: issue.ids,
    issueTitle: issue.title,
    partner: issue.partner,
    to: row.to && { name: row.to.name, person: row.to.person },
    deliveryClass: row.deliveryClass,
    idempotencyKey: row.idempotencyKey,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    updatedAt: row.updatedAt,
    holdUntil: row.state === 'held' ? row.holdUntil : null,
    nextAttemptAt: row.nextAttemptAt,
    attempts: row.attempts,
    can: permits(row, reader),
    error: row.error,
    remark: others.length === 0 ? row.remark : [row.remark ?? [], alsoOpen(row, others)].flat().join(' '),
    waitsFor: stateRules[row.state].waits ? (stopped(row, way)?.words ?? null) : null,
    notSent: whyNotSent(row, way, reader, awaited),
    input: row.draft,
    remote: row.remote,
  };
}

const named = z.array(z.tuple([z.string(), z.string(), z.string()]));

/** The issues that each of these actions is about, and what to call them. */
function issuesOf(db: ReadDb, subjects: readonly string[]): (subject: string) => Named {
  const sets = issuesOfSets(db, subjects);
  const ids = subjects.flatMap((subject) => sets.get(subject) ?? [subject]);
  const sql = 'SELECT i.id, i.title, i.partner FROM json_each(?) AS wanted JOIN issues i ON i.id = wanted.value';
  const rows = named.parse(prepare(db, sql).raw().all(JSON.stringify(ids)));
  const known = new Map(rows.map(([id, title, partner]) => [id, { ids: [id], title, partner }]));
  return (subject) => {
    const one = known.get(subject);
    if (one !== undefined) return one;
    const several = (sets.get(subject) ?? []).flatMap((id) => known.get(id) ?? []);
    const [first] = several;
    if (first === undefined) return { ids: [subject], title: subject, partner: '' };
    const others = several.length - 1;
    const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;
    return { ids: several.flatMap((each) => each.ids), title: `${first.title}${more}`, partner: first.partner };
  };
}

/** With what each one needs to be understood: its issue's title and partner, and why it waits. */
export function toActions(db: ReadDb, rows: readonly ActionRow[], reader: Reader): Action[] {
  const connections = new Map(allConnections(db).map((row) => [row.id, row]));
  const standing = rows.filter(standsOutside).map(({ issueId }) => issueId);
  const several = standing.length === 0 ? new Set<string>() : issuesWithSeveral(db, standing);
  const issueOf = issuesOf(
    db,
    rows.map(({ issueId }) => issueId),
  );
  return rows.map((row) =>
    toAction(row, {
      reader,
      issue: issueOf(row.issueId),
      awaited: row.state === 'awaiting receipt' && row.after !== null ? findAction(db, row.after.action) : null,
      way: wayOf(connections.get(row.connection), reader.now),
      others: several.has(row.issueId) && standsOutside(row) ? othersOpen(db, row) : [],
    }),
  );
}

/** How the way through a connection stands. */
export function wayThrough(db: ReadDb, connection: string, now: Millis): Way {
  return wayOf(findConnection(db, connection) ?? undefined, now);
}

function wayOf(connection: ConnectionRow | undefined, now: Millis): Way {
  return { connected: connection !== undefined, pause: pauseNow(connection?.pause ?? null, now) };
}

/** It took effect, and nobody outside has closed it. */
function standsOutside({ state, remote }: ActionRow): boolean {
  return stateRules[state].tookEffect && remote?.closed !== true;
}

/**
 * What the same effect made under other keys and is open as well: it was deleted, made anew, and is back. One for another
 * purpose or another person was asked for beside it, and is none of these.
 */
function othersOpen(db: ReadDb, row: ActionRow): readonly string[] {
  return actionsOfEffect(db, row)
    .filter((one) => one.purpose === row.purpose && one.recipient === row.recipient)
    .filter((one) => one.id !== row.id && one.remoteId !== row.remoteId && standsOutside(one))
    .map(({ reference, id }) => reference ?? id);
}

function alsoOpen({ reference, id, noun }: ActionRow, others: readonly string[]): string {
  return `This issue has ${others.length + 1} open ${plural(noun)}, ${[reference ?? id, ...others].join(' and ')}, since one that had been deleted is back. Close all but one, or merge them.`;
}

/** Those that exist, in the order asked for. */
export function getActions(db: ReadDb, ids: readonly string[], reader: Reader): Action[] {
  return toActions(db, findActions(db, ids), reader);
}

/** A page of the outbox, newest first, with the counts of all states. No states = all. */
export function outboxPage(
  db: ReadDb,
  {
    states,
    offset,
    limit,
    ...reader
  }: Reader & {
    readonly states: readonly ActionState[];
    readonly offset: number;
    readonly limit: number;
  },
): {
  readonly total: number;
  readonly actions: readonly Action[];
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
} {
  const byState = countActions(db);
  const total = byState
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .reduce((sum, { count }) => sum + count, 0);
  return { total, actions: toActions(db, listActions(db, states, offset, limit), reader), byState };
}
