import type { Millis } from '#shared/lib/time.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { type ActionRow, actionTable, findAction } from '../../store/tables/actions.ts';
import type { WriteDb } from '../../store/db.ts';
import { approvedEvent, cancelledEvent, requestedEvent, settledEvent } from '../events.ts';
import { isForErased } from '../erased-recipient.ts';
import { afterPersonSays } from '../next-state.ts';
import { permits } from '../permits.ts';
import { type ActionContext, leaving, type Outcome } from './request.ts';

function each(
  db: WriteDb,
  ids: readonly string[],
  context: ActionContext,
  change: (row: ActionRow) => { readonly row: ActionRow; readonly event: NewEvent } | null,
): Outcome {
  const events: NewEvent[] = [];
  const changed: string[] = [];
  const actions: ActionRow[] = [];
  for (const id of new Set(ids)) {
    const known = findAction(db, id);
    if (known === null) continue;
    const next = change(known);
    actions.push(next?.row ?? known);
    if (next === null) continue;
    actionTable.update(db, known, next.row);
    events.push(next.event);
    changed.push(id);
  }
  const { issueIds } = context.ingest(db, events);
  return { actions, changed, issueIds };
}

/** Takes back what has not left. What may have left already (an unclear attempt) can't be taken back. */
export function cancelActions(db: WriteDb, ids: readonly string[], context: ActionContext): Outcome {
  return each(db, ids, context, (known) => {
    if (!permits(known, context.person).cancel) return null;
    const row: ActionRow = {
      ...known,
      state: 'cancelled',
      updatedAt: context.now,
      holdUntil: null,
      nextAttemptAt: null,
      error: null,
    };
    return { row, event: cancelledEvent(row, context.person, context.now) };
  });
}

/** Lets go out what waited for somebody's word. Left alone where it does not, or where this person may not. */
export function approveActions(
  db: WriteDb,
  ids: readonly string[],
  context: ActionContext & { readonly undoMs: Millis },
): Outcome {
  return each(db, ids, context, (known) => {
    if (!permits(known, context.person).approve) return null;
    // Whoever lets it go says that it has not left: so a backup asks.
    const { now, undoMs } = context;
    const row = { ...known, ...afterPersonSays(known), ...leaving(known.after, now, undoMs), updatedAt: now };
    return { row, event: approvedEvent(row, context.person, context.now) };
  });
}

/** Tries again now. For an unknown one that may be sent at most once, this is the person's word that it did not happen. */
export function retryActions(db: WriteDb, ids: readonly string[], context: ActionContext): Outcome {
  return each(db, ids, context, (known) => {
    if (!stateRules[known.state].retry || isForErased(known)) return null;
    const row: ActionRow = {
      ...known,
      state: 'queued',
      updatedAt: context.now,
      requests: known.requests + 1,
      holdUntil: null,
      nextAttemptAt: context.now,
      firstAttemptAt: null,
      attempts: 0,
      ...afterPersonSays(known),
      error: null,
    };
    return { row, event: requestedEvent(row, context.person, context.now) };
  });
}

/** The person's word that an unknown one did happen. */
export function settleUnknown(db: WriteDb, ids: readonly string[], context: ActionContext): Outcome {
  return each(db, ids, context, (known) => {
    if (!permits(known, context.person).settle) return null;
    // The attempt has been settled as unknown under its own number already.
    const row: ActionRow = {
      ...known,
      state: 'handed over',
      updatedAt: context.now,
      requests: known.requests + 1,
      doubtful: false,
      error: null,
    };
    return { row, event: settledEvent(row, context.now, context.person) };
  });
}
