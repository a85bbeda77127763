import { assertNever } from '#shared/lib/assert-never.ts';
import { setOwner, setStatus } from '#renderer/features/queue/act.ts';
import {
  clearSelection,
  cursorTo,
  extendSelection,
  moveCursor,
  selectAll,
  targets,
  toggleSelected,
} from '#renderer/features/queue/cursor.ts';
import { focusSearch } from '#renderer/features/queue/focus.ts';
import { useQueue } from '#renderer/features/queue/store.ts';
import { undoLast } from '#renderer/features/queue/undo.ts';
import { openEscalate } from '#renderer/features/escalate/open.ts';
import { focusComment } from '#renderer/features/detail/focus-comment.ts';
import { coreNow } from '#renderer/ui/now.ts';
import { useInfo } from './info.ts';
import type { Command } from './key-map.ts';
import { closeIssue, goTo, openIssue, useRoute } from './router.ts';
import { useShell } from './shell-state.ts';

const page = 20;

function back(): void {
  const { issueId } = useRoute.getState();
  if (useQueue.getState().selected.size > 0) clearSelection();
  else if (issueId !== null) closeIssue();
}

/** Does what a key or a button asks for. Returns false for what has no meaning on the present screen. */
export function runCommand(command: Command): boolean {
  switch (command) {
    case 'go queue':
      goTo('queue');
      return true;
    case 'go outbox':
      goTo('outbox');
      return true;
    case 'go connections':
      goTo('connections');
      return true;
    case 'go settings':
      goTo('settings');
      return true;
    case 'help':
      useShell.setState({ help: true });
      return true;
    case 'undo':
      undoLast(coreNow());
      return true;
    default:
      return useRoute.getState().screen === 'queue' && runInQueue(command);
  }
}

type QueueCommand = Exclude<Command, `go ${string}` | 'help' | 'undo'>;

function runInQueue(command: QueueCommand): boolean {
  switch (command) {
    case 'down':
      moveCursor(1);
      break;
    case 'up':
      moveCursor(-1);
      break;
    case 'page down':
      moveCursor(page);
      break;
    case 'page up':
      moveCursor(-page);
      break;
    case 'first':
      cursorTo(0);
      break;
    case 'last':
      cursorTo(useQueue.getState().window.total - 1);
      break;
    case 'extend down':
      extendSelection(1);
      break;
    case 'extend up':
      extendSelection(-1);
      break;
    case 'open': {
      const { cursor } = useQueue.getState();
      if (cursor !== null) openIssue(cursor);
      break;
    }
    case 'back':
      back();
      break;
    case 'select':
      toggleSelected(useRoute.getState().issueId ?? undefined);
      break;
    case 'select all':
      void selectAll();
      break;
    case 'escalate':
      openEscalate(targets());
      break;
    case 'acknowledge':
      void setStatus(targets(), 'acknowledged');
      break;
    case 'resolve':
      void setStatus(targets(), 'resolved');
      break;
    case 'assign to me': {
      const { info } = useInfo.getState();
      if (info !== undefined) void setOwner(targets(), info.actor);
      break;
    }
    case 'search':
      focusSearch();
      break;
    case 'comment':
      focusComment();
      break;
    default:
      return assertNever(command);
  }
  return true;
}
