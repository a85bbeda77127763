import { notifications } from '@mantine/notifications';
import type { ActionPreview } from '#shared/contract/actions.ts';
import type { Action, ActionChip } from '#shared/model/action.ts';
import { rpc } from '#renderer/client/rpc.ts';
import { clearSelection } from '#renderer/features/queue/cursor.ts';
import { nextRequest, refreshQueue } from '#renderer/features/queue/load.ts';
import { addPatch, dropPatches } from '#renderer/features/queue/patch.ts';
import { useQueue } from '#renderer/features/queue/store.ts';
import { remember } from '#renderer/features/queue/undo.ts';
import { sayDone } from '#renderer/features/queue/undo-toast.tsx';
import { counted } from '#renderer/ui/count-words.ts';
import { rememberHeld } from '#renderer/ui/held-until.ts';
import { coreNow } from '#renderer/ui/now.ts';
import { say, sayFailed } from '#renderer/ui/toast.tsx';
import { escalateAction } from './open.ts';

const chipOf = ({ id, connector, action, state, reference, url }: Action): ActionChip => ({
  id,
  connector,
  action,
  state,
  reference,
  url,
});

function show(actions: readonly Action[]): void {
  useQueue.setState(({ patches }) => {
    let next = patches;
    for (const action of actions) {
      next = addPatch(next, [action.issueId], { chips: [chipOf(action)], settledAt: nextRequest() - 1 });
    }
    return { patches: next };
  });
  refreshQueue();
}

async function takeBack(actions: readonly Action[]): Promise<void> {
  notifications.clean();
  const { cancelled, tooLate } = await rpc.actions.cancel({ ids: actions.map((action) => action.id) });
  const gone = new Set(cancelled);
  show(actions.filter((action) => gone.has(action.id)).map((action) => ({ ...action, state: 'cancelled' as const })));
  if (tooLate.length === 0) say(`Taken back: ${counted(cancelled.length, 'case')} not written.`);
  else
    say(`${counted(tooLate.length, 'case')} may have been sent already; close it in Salesforce if it is not wanted.`);
}

/** Puts the escalations into the outbox. The rows show it at once; there is a way back until the undo window closes. */
export async function confirmEscalation(
  ids: readonly string[],
  preview: ActionPreview,
  overrides: Readonly<Record<string, string>>,
): Promise<void> {
  const already = new Set(preview.already);
  const fresh = ids.filter((id) => !already.has(id));
  const waiting: ActionChip = {
    id: 'pending',
    connector: preview.connector,
    action: escalateAction,
    state: 'held',
    reference: null,
    url: null,
  };
  clearSelection();
  useQueue.setState(({ patches }) => ({ patches: addPatch(patches, fresh, { chips: [waiting], settledAt: null }) }));
  const asked = rpc.actions.request({ issueIds: [...fresh], action: escalateAction, overrides: { ...overrides } });
  const what = `Escalated ${counted(fresh.length, 'issue')} to Salesforce`;
  const { undo, stands, forget } = remember(what, async () => takeBack((await asked).actions));
  try {
    const { actions, undoUntil } = await asked;
    if (!stands()) return;
    rememberHeld(
      actions.map((action) => action.id),
      undoUntil,
    );
    show(actions);
    if (undoUntil > coreNow()) sayDone(`${what}.`, undo, undoUntil);
    else say(`${what}.`);
  } catch (error) {
    forget();
    useQueue.setState(({ patches }) => ({ patches: dropPatches(patches, fresh) }));
    sayFailed(`${counted(fresh.length, 'issue')} could not be escalated.`, error);
  }
}
