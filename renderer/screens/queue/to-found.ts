import { useRoute } from '#renderer/app/router.ts';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { cursorTo } from './cursor.ts';
import { indexOf } from './row-window.ts';
import { useQueue } from './store.ts';

let stop: (() => void) | undefined;

/** Goes on where the cursor is; where what was found is without it, to the open issue or the first. False: not answered yet. */
function arrive(asked: string): boolean {
  const { search, answered, window, cursor } = useQueue.getState();
  if (search !== asked) return true;
  if (answered !== asked) return false;
  const { issueId } = useRoute.getState();
  // Also where a key has gone on among the rows that were there meanwhile, and are gone.
  if (cursor === null || indexOf(window, cursor) < 0)
    cursorTo(issueId === null ? 0 : Math.max(0, indexOf(window, issueId)));
  return true;
}

/** From the search box into what it finds: an issue that is open gives way to the first one, as soon as there is one. */
export function toFound(): void {
  stop?.();
  stop = undefined;
  focusList();
  const asked = useQueue.getState().search;
  if (asked === '' || arrive(asked)) return;
  stop = useQueue.subscribe(() => {
    if (!arrive(asked)) return;
    stop?.();
    stop = undefined;
  });
}
