import { useLinkState } from '#renderer/data/link-state.ts';
import { say } from './toast.tsx';

/** Whether the core can be asked to do something now; says so where it can't, before anything looks done. */
export function canReachCore(): boolean {
  const { state } = useLinkState.getState();
  if (state === 'open') return true;
  say(
    state === 'refused'
      ? 'Gridline was restarted, so nothing was changed. Open the new address that it printed.'
      : 'The connection to Gridline is lost, so nothing was changed. Try again once it is back.',
  );
  return false;
}
