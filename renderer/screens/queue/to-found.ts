import { useRoute } from '#renderer/app/router.ts';
import { holdKeys } from '#renderer/app/keys/held.ts';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { cursorTo } from './cursor.ts';
import { indexOf } from './row-window.ts';
import { useQueue } from './store.ts';

let stop: (() => void) | undefined;

/** Goes on where the cursor is; where what was found is without it, to the open issue or the first. */
function arrive(): void {
  const { window, cursor } = useQueue.getState();
  if (cursor !== null && indexOf(window, cursor) >= 0) return;
  const { issueId } = useRoute.getState();
  cursorTo(issueId === null ? 0 : Math.max(0, indexOf(window, issueId)));
}

/**
 * From the search box into what it finds: an issue that is open gives way to the first one, as soon as there is one. Keys
 * that are pressed before the answer is there are meant for what is found, and not for the rows of the search before it.
 */
export function toFound(): void {
  stop?.();
  focusList();
  const { search: asked, answered: had } = useQueue.getState();
  if (asked === '') return;
  if (had === asked) return arrive();
  const held = holdKeys();
  const follow = useQueue.subscribe(({ search, answered, error, problem }) => {
    if (search === asked && answered === asked) {
      // First of all: arriving is told here too.
      follow();
      stop = undefined;
      arrive();
      held.release();
    } else if (search !== asked || error !== undefined || problem !== null) stop?.();
  });
  stop = () => {
    follow();
    held.drop();
    stop = undefined;
  };
}
