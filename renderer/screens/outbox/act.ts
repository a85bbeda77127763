import { takeBackActions } from '#renderer/data/actions.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';

let acted: ReadonlySet<string> = new Set();

/** Whether something was done with an action here last: then that is why it is no longer where it was. */
export const sentAway = (id: string): boolean => acted.has(id);

export async function retryActions(ids: readonly string[]): Promise<void> {
  acted = new Set(ids);
  try {
    const { queued, refused } = await rpc.actions.retry({ ids: [...ids] });
    const left = refused.length === 0 ? '' : ` ${counted(refused.length, 'action')} cannot be sent again.`;
    say(`${counted(queued.length, 'action')} queued again.${left}`);
  } catch (error) {
    sayFailed('Nothing was sent again.', error);
  }
}

/** A person's word that they did arrive. */
export async function settleActions(ids: readonly string[]): Promise<void> {
  acted = new Set(ids);
  try {
    const { settled, refused } = await rpc.actions.settle({ ids: [...ids] });
    const left =
      refused.length === 0 ? '' : ` For ${counted(refused.length, 'action')}, the outcome was already known.`;
    say(`${counted(settled.length, 'action')} marked as delivered.${left}`);
  } catch (error) {
    sayFailed('Nothing was marked as delivered.', error);
  }
}

export async function cancelActions(ids: readonly string[]): Promise<void> {
  acted = new Set(ids);
  try {
    const { cancelled, tooLate } = await takeBackActions(ids);
    const late =
      tooLate.length === 0
        ? ''
        : ` ${counted(tooLate.length, 'action')} could not be cancelled: already sent, or possibly sent.`;
    say(`${counted(cancelled.length, 'action')} cancelled.${late}`);
  } catch (error) {
    sayFailed('Nothing was cancelled.', error);
  }
}

export async function approveActions(ids: readonly string[]): Promise<void> {
  acted = new Set(ids);
  try {
    const { approved, refused } = await rpc.actions.approve({ ids: [...ids] });
    const left =
      refused.length === 0
        ? ''
        : ` ${counted(refused.length, 'action')} not approved: someone else has to, or it is no longer waiting.`;
    say(`${counted(approved.length, 'action')} approved.${left}`);
  } catch (error) {
    sayFailed('Nothing was approved.', error);
  }
}
