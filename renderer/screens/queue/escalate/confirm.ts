import { notifications } from '@mantine/notifications';
import type { ActionPreview } from '#shared/contract/actions.ts';
import type { Action, ActionChip } from '#shared/model/action/action.ts';
import { capital } from '#shared/lib/sentence.ts';
import { didWords } from '#shared/model/action/action-meaning.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { deselect } from '#renderer/screens/queue/cursor.ts';
import { nextRequest, refreshQueue } from '#renderer/screens/queue/load.ts';
import { nameOf } from '#renderer/screens/queue/name.ts';
import { addPatch, dropPatches } from '#renderer/screens/queue/patch.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { remember } from '#renderer/app/undo.ts';
import { sayDone } from '#renderer/kit/undo-toast.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import { rememberHeld } from '#renderer/kit/held-until.ts';
import { coreNow } from '#renderer/data/now.ts';
import { say } from '#renderer/kit/toast.tsx';
import { sayNotEscalated } from './not-escalated.tsx';
import type { Edits } from './open.ts';

const chipOf = ({ id, connector, connection, action, noun, state, reference, url }: Action): ActionChip => ({
  id,
  connector,
  connection,
  action,
  noun,
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

async function takeBack(actions: readonly Action[], { noun, where }: ActionPreview): Promise<void> {
  notifications.clean();
  const { cancelled, tooLate } = await rpc.actions.cancel({ ids: actions.map((action) => action.id) });
  const gone = new Set(cancelled);
  show(actions.filter((action) => gone.has(action.id)).map((action) => ({ ...action, state: 'cancelled' as const })));
  if (tooLate.length === 0) say(`Taken back: ${counted(cancelled.length, noun)} not created.`);
  else say(`${counted(tooLate.length, noun)} may have been sent already; close it in ${where} if it is not wanted.`);
}

/** The edits that may be sent: for several issues only what means the same for each of them. */
function allowed(preview: ActionPreview, edits: Edits, count: number): Record<string, string> {
  const keys = new Set(
    preview.fields.filter((field) => field.editable && (field.bulk || count === 1)).map(({ key }) => key),
  );
  return Object.fromEntries(Object.entries(edits.fields).filter(([key]) => keys.has(key)));
}

/** Puts the escalations into the outbox. The rows show it at once; there is a way back until the undo window closes. */
export async function confirmEscalation(ids: readonly string[], preview: ActionPreview, edits: Edits): Promise<void> {
  const about = nameOf(ids);
  const already = new Set(preview.already);
  const fresh = ids.filter((id) => !already.has(id));
  const waiting: ActionChip = {
    id: 'pending',
    connector: preview.connector,
    connection: preview.connection,
    action: preview.action,
    noun: preview.noun,
    state: 'held',
    reference: null,
    url: null,
  };
  deselect(ids);
  useQueue.setState(({ patches }) => ({ patches: addPatch(patches, fresh, { chips: [waiting], settledAt: null }) }));
  const asked = rpc.actions.request({
    issueIds: [...fresh],
    action: preview.action,
    overrides: allowed(preview, edits, fresh.length),
    note: edits.note,
  });
  const issue = counted(fresh.length, 'issue');
  const what = capital(didWords(preview.did, { issue, where: preview.where }));
  const { undo, stands, forget } = remember(what, async () => takeBack((await asked).actions, preview));
  try {
    const { actions, undoUntil } = await asked;
    if (!stands()) return;
    rememberHeld(
      actions.map((action) => action.id),
      undoUntil,
    );
    show(actions);
    if (undoUntil > coreNow()) sayDone({ message: `${what}.`, about }, undo, undoUntil);
    else say(`${what}.`);
  } catch (error) {
    forget();
    useQueue.setState(({ patches }) => ({ patches: dropPatches(patches, fresh) }));
    sayNotEscalated(error, fresh, edits);
  }
}
