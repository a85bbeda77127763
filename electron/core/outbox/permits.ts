import { type ActionPermits, stateRules } from '#shared/model/action-state.ts';
import type { ActionRow } from '../store/actions.ts';

/** What a person may do with this action: what its state permits, and what is known of earlier attempts. */
export function permits({ state, doubtful, error }: Pick<ActionRow, 'state' | 'doubtful' | 'error'>): ActionPermits {
  const { cancel, retry, settle } = stateRules[state];
  return {
    // An attempt whose answer was lost may have taken effect: calling that cancelled would be a guess.
    cancel: cancel && !doubtful,
    // What came back because its connection stopped is in the queue with the reason: trying now wakes the connection.
    retry: retry || (state === 'queued' && error !== null),
    settle,
  };
}
