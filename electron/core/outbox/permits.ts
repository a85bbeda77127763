import { type ActionPermits, stateRules } from '#shared/model/action/action-state.ts';
import { textKey } from '#shared/lib/words.ts';
import type { ActionRow } from '../store/tables/actions.ts';

type Asked = Pick<ActionRow, 'state' | 'doubtful' | 'error' | 'requestedBy' | 'approval'>;

/** What this person may do with this action: what its state permits, and what is known of earlier attempts. */
export function permits({ state, doubtful, error, requestedBy, approval }: Asked, actor: string): ActionPermits {
  const { cancel, retry, settle, approve } = stateRules[state];
  return {
    // An attempt whose answer was lost may have taken effect: calling that cancelled would be a guess.
    cancel: cancel && !doubtful,
    // What came back because its connection stopped is in the queue with the reason: trying now wakes the connection.
    retry: retry || (state === 'queued' && error !== null),
    settle,
    approve: approve && mayApprove(requestedBy, approval, actor),
  };
}

/** Four eyes: where another person is needed, nobody lets go out what they asked for themselves. */
function mayApprove(requestedBy: string, approval: ActionRow['approval'], actor: string): boolean {
  return approval === 'anyone' || (approval === 'another person' && textKey(actor) !== textKey(requestedBy));
}
