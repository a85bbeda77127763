import { useLinkState } from '#renderer/data/link-state.ts';
import { say } from './toast.tsx';

/** Whether the core can be asked to do something now; says so where it can't, before anything looks done. */
export function canReachCore(): boolean {
  if (useLinkState.getState().state === 'open') return true;
  say('The connection to Gridline is lost, so nothing was changed. Try again once it is back.');
  return false;
}
