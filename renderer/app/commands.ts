import { setOwner, setStatus } from '#renderer/features/queue/act.ts';
import {
  clearSelection,
  cursorTo,
  extendSelection,
  moveCursor,
  selectAll,
  toggleSelected,
} from '#renderer/features/queue/cursor.ts';
import { focusSearch } from '#renderer/features/queue/focus.ts';
import { useQueue } from '#renderer/features/queue/store.ts';
import { current, type Targets, targets } from '#renderer/features/queue/targets.ts';
import { undoLast } from '#renderer/features/queue/undo.ts';
import { openEscalate } from '#renderer/features/escalate/open.ts';
import { focusComment } from '#renderer/features/detail/focus-comment.ts';
import { say } from '#renderer/ui/toast.tsx';
import { useInfo } from './info.ts';
import type { Command } from './key-map.ts';
import { closeIssue, goTo, openIssue, useRoute } from './router.ts';
import { useShell } from './shell-state.ts';

const page = 20;

/** Does something with what a key means, or says why it did nothing: never with another issue instead. */
function on(meant: Targets, act: (ids: readonly string[]) => void): void {
  if (meant.kind === 'gone')
    say('The issue you were on has left this part of the list. Nothing was done; j goes on from there.');
  else if (meant.kind === 'none') say('Choose an issue first: j moves down, Enter opens it.');
  else act(meant.ids);
}

function assignToMe(ids: readonly string[]): void {
  const { info } = useInfo.getState();
  if (info !== undefined) void setOwner(ids, info.actor);
}

const everywhere = {
  'go queue': () => goTo('queue'),
  'go outbox': () => goTo('outbox'),
  'go connections': () => goTo('connections'),
  'go settings': () => goTo('settings'),
  help: () => useShell.setState({ help: true }),
  undo: () => undoLast(),
} satisfies Partial<Record<Command, () => void>>;

type Everywhere = keyof typeof everywhere;

const inQueue: Readonly<Record<Exclude<Command, Everywhere>, () => void>> = {
  down: () => moveCursor(1),
  up: () => moveCursor(-1),
  'page down': () => moveCursor(page),
  'page up': () => moveCursor(-page),
  first: () => cursorTo(0),
  last: () => cursorTo(useQueue.getState().window.total - 1),
  'extend down': () => extendSelection(1),
  'extend up': () => extendSelection(-1),
  open: () => {
    const { cursor } = useQueue.getState();
    if (cursor !== null) openIssue(cursor);
  },
  back: () => {
    if (useQueue.getState().selected.size > 0) clearSelection();
    else closeIssue();
  },
  select: () => on(current(), (ids) => ids.forEach(toggleSelected)),
  'select all': () => void selectAll(),
  escalate: () => on(targets(), openEscalate),
  acknowledge: () => on(targets(), (ids) => void setStatus(ids, 'acknowledged')),
  resolve: () => on(targets(), (ids) => void setStatus(ids, 'resolved')),
  'assign to me': () => on(targets(), assignToMe),
  search: () => focusSearch(),
  comment: () => focusComment(),
};

const worksEverywhere = (command: Command): command is Everywhere => command in everywhere;

/** Does what a key or a button asks for. Returns false for what has no meaning on the present screen. */
export function runCommand(command: Command): boolean {
  if (worksEverywhere(command)) {
    everywhere[command]();
    return true;
  }
  if (useRoute.getState().screen !== 'queue') return false;
  inQueue[command]();
  return true;
}
