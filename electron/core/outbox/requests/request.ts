import type { Json } from '#shared/lib/json.ts';
import { type Millis, second } from '#shared/lib/time.ts';
import type { ActionState, Approval, DeliveryClass } from '#shared/model/action/action.ts';
import type { ActionMeaning } from '#shared/model/action/action-meaning.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { BadInputError } from '../../failure.ts';
import type { Ingest, Person } from '../../ingest.ts';
import { cancelSteps, planStep } from '../../store/tables/due-steps.ts';
import { isResolved, waitIsOver } from './awaited-receipts.ts';
import { type ActionRow, type After, actionByKey, actionTable } from '../../store/tables/actions.ts';
import { readPart } from '../../store/tables/records.ts';
import type { ReadDb, WriteDb } from '../../store/db.ts';
import type { SubjectPinned } from '#shared/model/event/kinds/action.ts';
import { pinnedEvent, requestedEvent } from '../events.ts';
import { type EffectIdentity, idempotencyKey } from './idempotency-key.ts';
import { requester } from '../permits.ts';

/** One effect that somebody wants. */
export type NewAction = {
  readonly issueId: string;
  /** Which episode of the issue, from 1, as this desk counts. */
  readonly episode: number;
  /** What its trouble goes by: see `markOf`. */
  readonly mark: string;
  /** Marks of the same episode that keys were made of before: where this effect is known by one, it keeps it. */
  readonly earlierMarks?: readonly string[];
  /** Where it is about several issues, which: `issueId` is the set's then. */
  readonly set?: SubjectPinned | null;
  readonly connector: string;
  readonly connection: string;
  /** With the connection in front: `crm.escalate`, `crm-2.escalate`. */
  readonly action: string;
  /** The same on every desk: see `stepOf`. */
  readonly step: string;
  readonly meaning: ActionMeaning;
  /** As the connection has it now. */
  readonly deliveryClass: DeliveryClass;
  /** Why another one is wanted beside the one that there is; empty text for the first. */
  readonly purpose: string;
  /** Whom it goes to, as `recipientPart` gives it; empty text where it goes to nobody in particular. */
  readonly recipient: string;
  /** Who that is; null where it goes to nobody in particular. */
  readonly to?: ActionRow['to'];
  /** Who has to let it go out first; null = nobody. */
  readonly approval: Approval | null;
  /** The receipt that has to come first; null or absent = none. */
  readonly after?: Pick<After, 'action' | 'receipts' | 'until'> | null;
  readonly draft: Json;
  /** Keys of which nothing stands outside any more (deleted, bounced, refused): asked for anew, the effect gets the next key. */
  readonly endedKeys?: ReadonlySet<string>;
  /** Keys that something stands for outside, or that nothing more may be sent for: no second is made. */
  readonly standingKeys?: ReadonlySet<string>;
  /** Whoever it goes to may be written to: an opt-out that was lifted is an end like any other. */
  readonly willing?: boolean;
};

export type Outcome = {
  /** The actions as they are now, in the order asked for; without those that another desk has sent already. */
  readonly actions: readonly ActionRow[];
  /** Those that were changed by this call. */
  readonly changed: readonly string[];
  readonly issueIds: readonly string[];
};

export type ActionContext = { readonly ingest: Ingest; readonly person: Person; readonly now: Millis };

/** How long a person can take something back. */
export function readUndoMs(db: ReadDb): Millis {
  return Math.round(readPart(db, 'undoSeconds') * second);
}

/**
 * Puts actions in the outbox, in the transaction of their cause. An issue that has one already for this occurrence keeps
 * it, and so does one that another desk sent something for, as far as that was heard of; one that was cancelled or failed for good is asked for anew under the same key. `undoMs` 0 = may leave at once.
 */
export function requestActions(
  db: WriteDb,
  wanted: readonly NewAction[],
  context: ActionContext & { readonly undoMs: Millis },
): Outcome {
  const events: NewEvent[] = [];
  const changed: string[] = [];
  const actions = wanted.flatMap((action) => {
    const { key, known, stands } = currentKey(db, action);
    if (stands) return known ?? [];
    if (action.after?.action === key) throw new BadInputError('after', 'another action', 'the one that is asked for');
    const after = action.after ? { ...action.after, evenResolved: isResolved(db, action.issueId), ended: null } : null;
    const row = waitingRow({ ...action, after }, key, known, context);
    if (known === null) actionTable.insert(db, row);
    else actionTable.update(db, known, row);
    // A set that is pinned already stays as it is: the journal knows it by its id.
    if (action.set) events.push(pinnedEvent(action.set, context.person, context.now));
    planEnd(db, row, known, context.now);
    events.push(requestedEvent(row, context.person, context.now));
    changed.push(row.id);
    return row;
  });
  const { issueIds } = context.ingest(db, events);
  return { actions, changed, issueIds };
}

/** What waits no longer than until a time ends then, whatever the process goes through. */
function planEnd(db: WriteDb, { id, after }: ActionRow, known: ActionRow | null, now: Millis): void {
  if (known !== null) cancelSteps(db, waitIsOver, id);
  if (after === null || after.until === null) return;
  planStep(db, { id: `${waitIsOver}:${id}`, kind: waitIsOver, about: id, dueAt: after.until, payload: null }, now);
}

/** What an effect is known by before anything was done about it. */
export type Asked = Omit<EffectIdentity, 'round'> &
  Pick<NewAction, 'earlierMarks' | 'endedKeys' | 'standingKeys' | 'willing'>;

export type CurrentKey = {
  readonly key: string;
  readonly known: ActionRow | null;
  /** Nothing more is to be sent for it: it was asked for here, or another desk has sent it. */
  readonly stands: boolean;
};

/** The key that an effect goes by. The first action about an episode pinned it; else it is that of the present trouble. */
export function currentKey(db: ReadDb, asked: Asked): CurrentKey {
  const all = [asked.mark, ...(asked.earlierMarks ?? [])].map((mark) => currentRound(db, { ...asked, mark }));
  const [present] = all;
  const found = all.find(({ stands }) => stands) ?? all.find(({ known }) => known !== null) ?? present;
  if (found === undefined) throw new Error('An effect has a key.');
  return found;
}

/** The first key of this effect that has not come to an end outside. The same on every desk that has heard of the end. */
function currentRound(db: ReadDb, asked: Asked): CurrentKey {
  for (let round = 0; ; round++) {
    const key = idempotencyKey({ ...asked, round });
    const known = actionByKey(db, key);
    // What is under way, or has taken effect here, knows better than what was told of the key before.
    if (known !== null && !mayAskAnew(known.state, asked)) return { key, known, stands: true };
    const hasEnded = asked.endedKeys?.has(key) === true;
    const stands = asked.standingKeys?.has(key) === true && !(hasEnded && asked.willing === true);
    if (known === null && stands) return { key, known, stands };
    if (!hasEnded && (known === null || !stateRules[known.state].spent)) return { key, known, stands: false };
  }
}

function mayAskAnew(state: ActionState, { willing }: Pick<Asked, 'willing'>): boolean {
  return stateRules[state].askAnew || (state === 'opted out' && willing === true);
}

function waitingRow(
  wanted: Omit<NewAction, 'after'> & Pick<ActionRow, 'after'>,
  key: string,
  known: ActionRow | null,
  { now, person, undoMs }: ActionContext & { readonly undoMs: Millis },
): ActionRow {
  const { issueId, episode, connector, connection, action, step, meaning, deliveryClass, draft } = wanted;
  const { purpose, recipient, approval, after, to = null } = wanted;
  const asked = {
    ...meaning,
    issueId,
    episode,
    connector,
    connection,
    action,
    step,
    deliveryClass,
    draft,
    purpose,
    recipient,
    to,
    approval,
    after,
  };
  return actionTable.make({
    ...asked,
    id: key,
    idempotencyKey: key,
    ...(approval === null ? leaving(after, now, undoMs) : stays),
    ...requester(person),
    requestedAt: now,
    updatedAt: now,
    requests: (known?.requests ?? 0) + 1,
    doubtful: known?.doubtful ?? false,
    reference: known?.reference ?? null,
    url: known?.url ?? null,
    remoteId: known?.remoteId ?? null,
    remote: known?.remote ?? null,
    remoteAt: known?.remoteAt ?? null,
  });
}

type Start = Pick<ActionRow, 'state' | 'holdUntil' | 'nextAttemptAt'>;

const stays: Start = { state: 'awaiting approval', holdUntil: null, nextAttemptAt: null };

/** On its way out, after the time in which it can be undone; or, where a receipt has to come first, waiting for that. */
export function leaving(after: After | null, now: Millis, undoMs: Millis): Start {
  if (after !== null) return { ...stays, state: 'awaiting receipt' };
  return {
    state: undoMs > 0 ? 'held' : 'queued',
    holdUntil: undoMs > 0 ? now + undoMs : null,
    nextAttemptAt: now + undoMs,
  };
}
