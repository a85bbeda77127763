import { type Command, defineCommand, type Targets } from '#renderer/app/commands/command.ts';
import { closeIssue, openIssue, useRoute } from '#renderer/app/router.ts';
import { infoNow } from '#renderer/data/info.ts';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { setOwner, setStatus } from './act.ts';
import { clearSelection, cursorTo, extendSelection, moveCursor, toggleSelected } from './cursor.ts';
import { composeFor } from './compose.ts';
import { focusSearch } from './focus.ts';
import { group } from './group.ts';
import { focusComment } from './issue/focus-comment.ts';
import { issuePane } from './issue/focus-pane.ts';
import { hasOutside, openOutside } from './issue/open-outside.ts';
import { groupAtCursor, selectAll, selectGroup } from './select-many.ts';
import { useQueue } from './store.ts';
import { current, targets } from './targets.ts';

const page = 20;

/** Whoever moves in the queue is there: Enter must not press the button that was clicked before. */
const moving = (id: string, label: string, keys: readonly string[], move: () => void): Command =>
  defineCommand({
    id: `queue.${id}`,
    label,
    group: 'Move',
    keys,
    where: 'queue',
    repeats: true,
    run: () => {
      move();
      focusList();
    },
  });

export const nextIssue = moving('next', 'Next issue', ['j', 'ArrowDown'], () => moveCursor(1));
export const previousIssue = moving('previous', 'Previous issue', ['k', 'ArrowUp'], () => moveCursor(-1));

const moves: readonly Command[] = [
  nextIssue,
  previousIssue,
  moving('page-down', '20 issues down', ['PageDown'], () => moveCursor(page)),
  moving('page-up', '20 issues up', ['PageUp'], () => moveCursor(-page)),
  moving('first', 'To the top', ['g g', 'Home'], () => cursorTo(0)),
  moving('last', 'To the bottom', ['Shift+g', 'End'], () => cursorTo(useQueue.getState().window.total - 1)),
];

export const searchQueue = defineCommand({
  id: 'queue.search',
  label: 'Search the queue',
  group: 'Move',
  keys: ['/'],
  where: 'queue',
  run: () => focusSearch(),
});

/** Closes the issue; the keyboard goes back to where it came from. */
export function leaveIssue(): void {
  closeIssue();
  focusList();
}

export const closeOrClear = defineCommand({
  id: 'queue.back',
  label: 'Clear the selection, then close the issue',
  group: 'Move',
  keys: ['Escape'],
  where: 'queue',
  run: () => {
    if (useQueue.getState().selected.size > 0) return clearSelection();
    leaveIssue();
  },
});

const open = defineCommand({
  id: 'queue.open',
  label: 'Open the issue',
  group: 'Move',
  keys: ['o', 'Enter'],
  where: 'queue',
  enabled: () => useQueue.getState().cursor !== null || 'Pick an issue first.',
  run: () => {
    const { cursor } = useQueue.getState();
    if (cursor === null) return;
    openIssue(cursor);
    issuePane.enter();
  },
});

/** Nothing is ever done with another issue than the one that was meant. */
function onIssues({ kind }: Targets): true | string {
  if (kind === 'gone')
    return 'The issue you were on is no longer in this list, so nothing was done. Choose another one.';
  if (kind === 'choosing') return 'The issues are still being selected, so nothing was done. Try again in a moment.';
  return kind === 'none' ? 'Pick an issue first.' : true;
}

type Acting = Pick<Command, 'id' | 'label' | 'keys'> & { readonly act: (ids: readonly string[]) => void };

const acting = ({ id, label, keys, act }: Acting): Command =>
  defineCommand({
    id: `queue.${id}`,
    label,
    group: 'Act',
    keys,
    where: 'queue',
    targets,
    enabled: onIssues,
    run: ({ ids }) => act(ids),
  });

export const escalate = acting({
  id: 'escalate',
  label: 'Escalate',
  keys: ['e'],
  act: (ids) => composeFor(ids, 'case.create'),
});

export const actOn = acting({
  id: 'act',
  label: 'Act…',
  keys: ['t'],
  act: (ids) => composeFor(ids, null),
});

export const acknowledge = acting({
  id: 'acknowledge',
  label: 'Acknowledge',
  keys: ['a'],
  act: (ids) => void setStatus(ids, 'acknowledged'),
});

export const resolve = acting({
  id: 'resolve',
  label: 'Resolve',
  keys: ['r'],
  act: (ids) => void setStatus(ids, 'resolved'),
});

export const reopen = acting({
  id: 'reopen',
  label: 'Reopen',
  keys: [],
  act: (ids) => void setStatus(ids, 'open'),
});

export const assignToMe = acting({
  id: 'assign-to-me',
  label: 'Assign to me',
  keys: ['m'],
  act: (ids) => {
    const info = infoNow();
    if (info !== undefined) void setOwner(ids, info.actor);
  },
});

export const takeOut = acting({
  id: 'take-out',
  label: 'Take out of the incident',
  keys: [],
  act: (ids) => void group(ids, 'alone'),
});

const putTogether: Command = {
  ...acting({
    id: 'put-together',
    label: 'Put the selected into one incident',
    keys: [],
    act: (ids) => void group(ids, 'together'),
  }),
  enabled: ({ ids }) => ids.length > 1 || 'Select at least two issues of one partner first.',
};

const byRules = acting({
  id: 'by-rules',
  label: 'Let the rules group it again',
  keys: [],
  act: (ids) => void group(ids, 'rules'),
});

const comment = defineCommand({
  id: 'queue.comment',
  label: 'Comment',
  group: 'Act',
  keys: ['c'],
  where: 'queue',
  enabled: () => useRoute.getState().issueId !== null || 'Open an issue first.',
  run: () => focusComment(),
});

export const openInOtherSystem = defineCommand({
  id: 'queue.open-outside',
  label: 'Open in the other system',
  group: 'Act',
  keys: ['Shift+o'],
  where: 'queue',
  enabled: () => {
    if (useRoute.getState().issueId === null) return 'Open an issue first.';
    return hasOutside() || 'Nothing was created in another system for this issue yet.';
  },
  run: openOutside,
});

const select = defineCommand({
  id: 'queue.select',
  label: 'Select or deselect',
  group: 'Select',
  keys: ['x'],
  where: 'queue',
  targets: current,
  enabled: onIssues,
  run: ({ ids }) => ids.forEach(toggleSelected),
});

const extend = (id: string, label: string, keys: readonly string[], delta: number): Command => ({
  ...moving(id, label, keys, () => extendSelection(delta)),
  group: 'Select',
});

const selectMatching = defineCommand({
  id: 'queue.select-all',
  label: 'Select everything that matches',
  group: 'Select',
  keys: ['Mod+a'],
  where: 'queue',
  run: () => void selectAll(),
});

const selectWholeGroup = defineCommand({
  id: 'queue.select-group',
  label: 'Select the group',
  group: 'Select',
  keys: ['Shift+x'],
  where: 'queue',
  enabled: () =>
    groupAtCursor() !== null || 'Group the queue first, in its column settings, and go to an issue of a group.',
  run: () => {
    const group = groupAtCursor();
    if (group !== null) void selectGroup(group);
  },
});

/** What can be done in the queue, as the help lists it. */
export const queueCommands: readonly Command[] = [
  ...moves,
  open,
  closeOrClear,
  searchQueue,
  escalate,
  acknowledge,
  resolve,
  reopen,
  assignToMe,
  actOn,
  takeOut,
  putTogether,
  byRules,
  comment,
  openInOtherSystem,
  select,
  extend('extend-down', 'Extend the selection down', ['Shift+j', 'Shift+ArrowDown'], 1),
  extend('extend-up', 'Extend the selection up', ['Shift+k', 'Shift+ArrowUp'], -1),
  selectMatching,
  selectWholeGroup,
];
