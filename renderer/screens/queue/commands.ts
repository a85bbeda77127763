import { setOwner, setStatus } from './act.ts';
import { clearSelection, cursorTo, extendSelection, moveCursor, selectAll, toggleSelected } from './cursor.ts';
import { focusQueue, focusSearch } from './focus.ts';
import { composeFor } from './compose.ts';
import { focusComment } from './issue/focus-comment.ts';
import { enterPane } from './issue/focus-pane.ts';
import { useQueue } from './store.ts';
import { current, type Targets, targets } from './targets.ts';
import type { ScreenCommands } from '#renderer/app/commands.ts';
import { closeIssue, openIssue } from '#renderer/app/router.ts';
import { useInfo } from '#renderer/data/info.ts';
import { say } from '#renderer/kit/toast.tsx';

const page = 20;

/** Does something with what a key means, or says why it did nothing: never with another issue instead. */
function on(meant: Targets, act: (ids: readonly string[]) => void): void {
  if (meant.kind === 'gone')
    say('The issue you were on is no longer in this list, so nothing was done. Press j to continue from there.');
  else if (meant.kind === 'none') say('Pick an issue first: j moves down, Enter opens it.');
  else act(meant.ids);
}

function assignToMe(ids: readonly string[]): void {
  const { info } = useInfo.getState();
  if (info !== undefined) void setOwner(ids, info.actor);
}

/** Whoever moves in the queue is there: Enter must not press the button that was clicked before. */
function moving(move: () => void): () => void {
  return () => {
    move();
    focusQueue();
  };
}

export const queueCommands: ScreenCommands = {
  down: moving(() => moveCursor(1)),
  up: moving(() => moveCursor(-1)),
  'page down': moving(() => moveCursor(page)),
  'page up': moving(() => moveCursor(-page)),
  first: moving(() => cursorTo(0)),
  last: moving(() => cursorTo(useQueue.getState().window.total - 1)),
  'extend down': moving(() => extendSelection(1)),
  'extend up': moving(() => extendSelection(-1)),
  open: () => {
    const { cursor } = useQueue.getState();
    if (cursor === null) return;
    openIssue(cursor);
    enterPane();
  },
  back: () => {
    if (useQueue.getState().selected.size > 0) return clearSelection();
    closeIssue();
    focusQueue();
  },
  select: () => on(current(), (ids) => ids.forEach(toggleSelected)),
  'select all': () => void selectAll(),
  escalate: () => on(targets(), (ids) => composeFor(ids, 'case.create')),
  act: () => on(targets(), (ids) => composeFor(ids, null)),
  acknowledge: () => on(targets(), (ids) => void setStatus(ids, 'acknowledged')),
  resolve: () => on(targets(), (ids) => void setStatus(ids, 'resolved')),
  'assign to me': () => on(targets(), assignToMe),
  search: () => focusSearch(),
  comment: () => focusComment(),
};
