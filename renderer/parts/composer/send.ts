import type { ActionPreview } from '#shared/contract/actions.ts';
import type { Action, ActionChip } from '#shared/model/action/action.ts';
import { capital } from '#shared/lib/sentence.ts';
import { didWords } from '#shared/model/action/action-meaning.ts';
import { remember } from '#renderer/app/undo.ts';
import { coreNow } from '#renderer/data/now.ts';
import { takeBackActions, chipsByIssue, requestActions } from '#renderer/data/actions.ts';
import { beginChange, type Change } from '#renderer/data/issues/changes.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { rememberHeld } from '#renderer/kit/held-until.ts';
import { clearPassing, say } from '#renderer/kit/toast.tsx';
import { sayDone } from '#renderer/kit/undo-toast.tsx';
import { type Draft, openIds, overridesOf, recipientsOf } from './draft.ts';
import { sayNotSent } from './not-sent.tsx';
import type { Wish } from './open.ts';

async function takeBack(change: Change, actions: readonly Action[], { noun, where }: ActionPreview): Promise<void> {
  clearPassing();
  const { cancelled, tooLate } = await takeBackActions(actions.map((action) => action.id));
  const gone = new Set(cancelled);
  change.settle(
    chipsByIssue(actions.map((action) => (gone.has(action.id) ? { ...action, state: 'cancelled' as const } : action))),
  );
  if (tooLate.length === 0) say(`Taken back: ${counted(cancelled.length, noun)} not sent.`);
  else say(`${counted(tooLate.length, noun)} may have been sent already; look in ${where} if that was not wanted.`);
}

/** Puts it into the outbox. The rows show it at once; there is a way back until the undo window closes. */
export async function send(wish: Wish, preview: ActionPreview, draft: Draft): Promise<void> {
  const { connector, connection, action, noun, did, where } = preview;
  const whole = wish.whole === true;
  // What is to be left out of an incident the core knows.
  const ids = whole ? wish.ids : openIds(wish.ids, preview);
  const { heldBack } = preview;
  const state = heldBack.some(({ reason }) => reason === 'awaiting approval') ? 'awaiting approval' : 'held';
  const waiting: ActionChip = { id: 'pending', connector, connection, action, noun, state, reference: null, url: null };
  const change = beginChange(ids, { chips: [waiting] });
  const asked = requestActions({
    issueIds: [...ids],
    whole,
    action,
    overrides: { ...overridesOf(draft, preview, wish.ids) },
    note: draft.note,
    purpose: draft.purpose,
    to: recipientsOf(draft),
  });
  const what = capital(didWords(did, { issue: (whole ? wish.about : null) ?? counted(ids.length, 'issue'), where }));
  const { undo, stands, forget } = remember(what, async () => takeBack(change, (await asked).actions, preview));
  try {
    const { actions, undoUntil } = await asked;
    if (!stands()) return;
    const held = actions.some((one) => one.state === 'held');
    if (held) {
      rememberHeld(
        actions.map((one) => one.id),
        undoUntil,
      );
    }
    change.settle(chipsByIssue(actions));
    const waits = state === 'awaiting approval' ? ' It waits for approval.' : '';
    const message = `${what}.${waits}`;
    if (held && undoUntil > coreNow()) sayDone({ message, about: whole ? null : wish.about }, undo, undoUntil);
    else say(message);
  } catch (error) {
    forget();
    change.takeBack();
    sayNotSent(error, wish, { preview, draft });
  }
}
