import type { Action } from '#shared/model/action/action.ts';
import { capital } from '#shared/lib/sentence.ts';
import { waitOf } from './waits.tsx';

/** What an action says of itself besides its state. The first sentence tells what happened, with `tone`; the rest, what to do. */
export type ActionSays = { readonly tone: 'bad' | 'warn' | 'plain'; readonly sentences: readonly string[] };

const lookFirst =
  'Gridline will not send it again by itself. Look in the other system first: if it is there, choose "Mark as delivered". If not, choose "Send again".';

const broken = 'The connection broke after it was sent, so it may or may not have happened.';

function remoteWords({ noun, remote, remark }: Action): string | null {
  const parts = [
    remark,
    remote === null || remote.status === null ? null : `${capital(noun)} status: ${remote.status}`,
    remote === null || remote.owner === null ? null : `owner: ${remote.owner}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

const present = (...sentences: readonly (string | null)[]): readonly string[] =>
  sentences.filter((each, at) => each !== null && sentences.indexOf(each) === at).filter((each) => each !== null);

export function saysOf(action: Action): ActionSays {
  const { state, error } = action;
  const wait = waitOf(action);
  if (state === 'outcome unknown') return { tone: 'warn', sentences: [error?.message ?? broken, lookFirst] };
  if (error !== null) {
    return {
      tone: error.family === 'transient' ? 'warn' : 'bad',
      sentences: present(error.message, error.next, wait),
    };
  }
  return { tone: 'plain', sentences: present(wait ?? remoteWords(action)) };
}
