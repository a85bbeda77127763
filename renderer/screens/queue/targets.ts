import type { Targets } from '#renderer/app/commands/command.ts';
import { useRoute } from '#renderer/app/router.ts';
import { indexOf } from './row-window.ts';
import { type QueueState, useQueue } from './store.ts';

type Looked = Pick<QueueState, 'selected' | 'choosing' | 'cursor' | 'window'>;

/**
 * What keys act on: the selection, else the open issue, else the row under the cursor. The one place that decides: keys, the
 * palette and the key hints on the open issue all ask here.
 */
export function targetsOf({ selected, choosing, cursor, window }: Looked, openId: string | null): Targets {
  if (choosing) return { kind: 'choosing', ids: [] };
  if (selected.size > 0) return { kind: 'selection', ids: [...selected] };
  return currentOf({ cursor, window }, openId);
}

/** The one issue a person is at, whatever is selected besides. */
export function currentOf({ cursor, window }: Pick<Looked, 'cursor' | 'window'>, openId: string | null): Targets {
  if (openId !== null) return { kind: 'open', ids: [openId] };
  if (cursor === null) return { kind: 'none', ids: [] };
  return indexOf(window, cursor) < 0 ? { kind: 'gone', ids: [] } : { kind: 'cursor', ids: [cursor] };
}

export const targets = (): Targets => targetsOf(useQueue.getState(), useRoute.getState().issueId);

export const current = (): Targets => currentOf(useQueue.getState(), useRoute.getState().issueId);
