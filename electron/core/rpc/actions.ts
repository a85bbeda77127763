import { goesToPeople, splitAsked } from '../outbox/requests/effects.ts';
import { checkEdits, editableFields } from '../outbox/requests/check-edits.ts';
import { readUndoMs, requestActions } from '../outbox/requests/request.ts';
import { approveActions, cancelActions, retryActions, settleUnknown } from '../outbox/requests/change.ts';
import { type After, findAction as findRow } from '../store/tables/actions.ts';
import { getActions, outboxPage, toActions } from '../outbox/read.ts';
import type { Millis } from '#shared/lib/time.ts';
import { capabilities } from '#shared/model/action/capability.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import { actionsOf } from '../connections/source.ts';
import { BadInputError, NotFoundError } from '../failure.ts';
import type { Workspace } from '../workspace.ts';
import { os } from './implement.ts';
import { previewAction } from './preview-action.ts';
import { findAction, newAction, readWanted } from '../outbox/requests/find-action.ts';

const never = new AbortController().signal;

/** Throws `NotFoundError`, and `BadInputError` where no such receipt can come of that action. */
function afterOf(
  { store, clock, connections }: Workspace,
  { action, receipts, withinMs }: { action: string; receipts: readonly ReceiptKind[]; withinMs: Millis | null },
): Pick<After, 'action' | 'receipts' | 'until'> {
  const target = store.read((db) => findRow(db, action));
  if (target === null) throw new NotFoundError('action', action, 'The outbox lists them: gridline outbox --json.');
  const open = connections.open(target.connection);
  const manifest = open && actionsOf(open).find(({ name }) => name === target.action)?.manifest;
  const possible: readonly ReceiptKind[] = manifest?.receipts ?? capabilities[target.capability].receipts;
  const impossible = receipts.find((kind) => !possible.includes(kind));
  if (impossible !== undefined) {
    throw new BadInputError(
      'after',
      `what can come of a ${target.noun}: ${possible.join(', ') || 'nothing'}`,
      impossible,
    );
  }
  return { action: target.id, receipts, until: withinMs === null ? null : clock.now() + withinMs };
}

export const actions = {
  preview: os.actions.preview.handler(({ input, context, signal }) =>
    previewAction(context.workspace, input, signal ?? never),
  ),

  request: os.actions.request.handler(async ({ input, context, signal = never }) => {
    const workspace = context.workspace;
    const found = findAction(workspace, input.action);
    const { manifest, handler } = found;
    const { clock } = workspace;
    if (goesToPeople(manifest)) await workspace.recipientKey.ready();
    const fields = await editableFields(input.overrides, { manifest, handler }, { clock, signal });
    const reader = workspace.reader();
    const after = input.after === null ? null : afterOf(workspace, input.after);
    const undoMs = input.immediately ? 0 : workspace.store.read((db) => readUndoMs(db));
    // Nothing runs between the two: what was read is still so, and the write lock is held for the writing alone.
    const { wanted, leftOut, asked } = workspace.store.read((db) => {
      const split = splitAsked(db, found, readWanted(db, workspace, input), input);
      const edits = checkEdits(fields, input, split.groups.length);
      const effects = split.left.map((effect) => ({
        ...newAction(found, effect, { edits, purpose: input.purpose }),
        after,
      }));
      return { wanted: effects, leftOut: split.leftOut, asked: split.asked };
    });
    const outcome = workspace.store.write((db) => requestActions(db, wanted, { ...workspace.acting(), undoMs }), {
      durable: true,
    });
    workspace.actionsChanged(outcome.issueIds);
    const known = asked.flatMap(({ action }) => action ?? []);
    const rows = new Map([...known, ...outcome.actions].map((row) => [row.id, row]));
    return {
      actions: workspace.store.read((db) => toActions(db, [...rows.values()], reader)),
      already: [...new Set(asked.map(({ issueId }) => issueId))],
      undoUntil: reader.now + undoMs,
      leftOut,
    };
  }),

  cancel: os.actions.cancel.handler(({ input, context }) => {
    const workspace = context.workspace;
    const outcome = workspace.store.write((db) => cancelActions(db, input.ids, workspace.acting()), { durable: true });
    workspace.actionsChanged(outcome.issueIds);
    // Those that were taken back before are taken back: a second press is no reason for alarm.
    const cancelled = new Set(outcome.actions.filter(({ state }) => state === 'cancelled').map(({ id }) => id));
    return { cancelled: [...cancelled], tooLate: input.ids.filter((id) => !cancelled.has(id)) };
  }),

  retry: os.actions.retry.handler(({ input, context }) => {
    const workspace = context.workspace;
    const outcome = workspace.store.write((db) => retryActions(db, input.ids, workspace.acting()), { durable: true });
    // Whoever tries again has put right what stopped the connection, or wants to hear what still does.
    for (const connection of new Set(outcome.actions.map((action) => action.connection))) {
      workspace.connections.resume(connection, ['set-up']);
    }
    workspace.actionsChanged(outcome.issueIds);
    // What such a stop sent back to the queue is there already.
    const queued = new Set(outcome.actions.filter(({ state }) => state === 'queued').map(({ id }) => id));
    return { queued: [...queued], refused: input.ids.filter((id) => !queued.has(id)) };
  }),

  settle: os.actions.settle.handler(({ input, context }) => {
    const workspace = context.workspace;
    const outcome = workspace.store.write((db) => settleUnknown(db, input.ids, workspace.acting()), { durable: true });
    workspace.actionsChanged(outcome.issueIds);
    const settled = new Set(outcome.changed);
    return { settled: [...settled], refused: input.ids.filter((id) => !settled.has(id)) };
  }),

  approve: os.actions.approve.handler(({ input, context }) => {
    const workspace = context.workspace;
    const undoMs = workspace.store.read((db) => readUndoMs(db));
    const outcome = workspace.store.write((db) => approveActions(db, input.ids, { ...workspace.acting(), undoMs }), {
      durable: true,
    });
    workspace.actionsChanged(outcome.issueIds);
    const approved = new Set(outcome.changed);
    return { approved: [...approved], refused: input.ids.filter((id) => !approved.has(id)) };
  }),

  get: os.actions.get.handler(({ input, context }) => {
    const workspace = context.workspace;
    return { actions: workspace.store.read((db) => getActions(db, input.ids, workspace.reader())) };
  }),

  list: os.actions.list.handler(({ input, context }) => {
    const workspace = context.workspace;
    const page = workspace.store.read((db) => outboxPage(db, { ...input, ...workspace.reader() }));
    return { total: page.total, actions: [...page.actions], byState: [...page.byState] };
  }),
};
