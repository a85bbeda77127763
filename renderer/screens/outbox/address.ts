import { setParams, useRoute } from '#renderer/app/router.ts';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { outboxParams } from './params.ts';
import { closeAction, cursorToAction, openedId, useOutbox } from './store.ts';

/** Keeps the open action and the address saying the same, until the returned function is called. */
export function followAddress(): () => void {
  let taking = false;
  const take = () => {
    const { screen, params } = useRoute.getState();
    if (screen !== 'outbox') return;
    const { action } = outboxParams.read(params);
    const open = openedId(useOutbox.getState());
    if (action === (open ?? '')) return;
    taking = true;
    if (action !== '') cursorToAction(action);
    else {
      closeAction();
      focusList();
    }
    taking = false;
  };
  take();
  const stopTaking = useRoute.subscribe(({ params }, before) => {
    if (params !== before.params) take();
  });
  const stopWriting = useOutbox.subscribe((now, before) => {
    const [open, was] = [openedId(now), openedId(before)];
    if (taking || open === was) return;
    const { state } = outboxParams.read(useRoute.getState().params);
    // Going on from one to the next is no step of its own.
    setParams(
      'outbox',
      outboxParams.write({ state, action: open ?? '' }),
      open !== null && was !== null ? 'in place' : 'step',
    );
  });
  return () => {
    stopTaking();
    stopWriting();
  };
}
