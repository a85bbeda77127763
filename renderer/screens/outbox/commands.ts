import type { Action } from '#shared/model/action/action.ts';
import type { ActionPermits } from '#shared/model/action/action-state.ts';
import { type Command, defineCommand, type Targets } from '#renderer/app/commands/command.ts';
import { openIssue } from '#renderer/app/router.ts';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { approveActions, cancelActions, retryActions, settleActions } from './act.ts';
import { actionPane } from './focus-pane.ts';
import {
  actionsOf,
  clearSelection,
  closeAction,
  cursorTo,
  extendSelection,
  moveCursor,
  select,
  targets,
  toggleSelected,
  useOutbox,
} from './store.ts';

const page = 20;

type Row = Pick<Command, 'id' | 'label' | 'keys'>;

const command = (row: Row & Partial<Command>): Command =>
  defineCommand({ group: 'Outbox', where: 'outbox', run: () => undefined, ...row, id: `outbox.${row.id}` });

const moving = (id: string, label: string, keys: readonly string[], move: () => void): Command =>
  command({
    id,
    label,
    keys,
    repeats: true,
    run: () => {
      move();
      focusList();
    },
  });

/** Closes the action; the keyboard goes back to where it came from. */
export function leaveAction(): void {
  closeAction();
  focusList();
}

export function openAction(): void {
  useOutbox.setState({ open: true });
  actionPane.enter();
}

function onActions({ kind }: Targets): true | string {
  if (kind === 'gone')
    return 'The action you were on is no longer in this list, so nothing was done. Move on from there.';
  return kind === 'none' ? 'Pick an action first.' : true;
}

type Acting = Row & {
  readonly may: keyof ActionPermits;
  /** Why not, where none of them permits it. */
  readonly none: string;
  readonly act: (ids: readonly string[]) => Promise<void>;
};

const permitted = (ids: readonly string[], may: keyof ActionPermits): readonly Action[] =>
  actionsOf(ids).filter(({ can }) => can[may]);

const acting = ({ may, none, act, ...row }: Acting): Command =>
  command({
    ...row,
    targets,
    enabled: (on) => {
      const picked = onActions(on);
      return picked === true ? permitted(on.ids, may).length > 0 || none : picked;
    },
    run: ({ ids }) => void act(permitted(ids, may).map(({ id }) => id)),
  });

export const approve = acting({
  id: 'approve',
  label: 'Approve',
  keys: ['a'],
  may: 'approve',
  none: 'This does not wait for your approval.',
  act: approveActions,
});

export const settle = acting({
  id: 'settle',
  label: 'Mark as delivered',
  keys: ['d'],
  may: 'settle',
  none: 'Only an action whose outcome is unknown can be marked as delivered.',
  act: settleActions,
});

export const retry = acting({
  id: 'retry',
  label: 'Send again',
  keys: ['s'],
  may: 'retry',
  none: 'This cannot be sent again.',
  act: retryActions,
});

export const cancel = acting({
  id: 'cancel',
  label: 'Cancel',
  keys: ['c'],
  may: 'cancel',
  none: 'It is too late to cancel this.',
  act: cancelActions,
});

export const toIssue = command({
  id: 'issue',
  label: 'Open its issue',
  keys: ['i'],
  targets: () => {
    const { cursor } = useOutbox.getState();
    return cursor === null ? { kind: 'none', ids: [] } : { kind: 'cursor', ids: [cursor] };
  },
  enabled: ({ ids }) => actionsOf(ids).length > 0 || 'Pick an action first.',
  run: ({ ids }) => actionsOf(ids).forEach(({ issueId }) => openIssue(issueId)),
});

export const back = command({
  id: 'back',
  label: 'Clear the selection, then close the action',
  keys: ['Escape'],
  run: () => (useOutbox.getState().selected.size > 0 ? clearSelection() : leaveAction()),
});

/** What can be done in the outbox. */
export const outboxCommands: readonly Command[] = [
  command({
    id: 'open',
    label: 'Open the action',
    keys: ['o', 'Enter'],
    enabled: () => useOutbox.getState().cursor !== null || 'Pick an action first.',
    run: openAction,
  }),
  toIssue,
  approve,
  settle,
  retry,
  cancel,
  command({
    id: 'select',
    label: 'Select or deselect the action',
    keys: ['x'],
    enabled: () => useOutbox.getState().cursor !== null || 'Pick an action first.',
    run: () => {
      const { cursor } = useOutbox.getState();
      if (cursor !== null) toggleSelected(cursor);
    },
  }),
  moving('extend-down', 'Extend the selected actions down', ['Shift+j', 'Shift+ArrowDown'], () => extendSelection(1)),
  moving('extend-up', 'Extend the selected actions up', ['Shift+k', 'Shift+ArrowUp'], () => extendSelection(-1)),
  command({
    id: 'select-all',
    label: 'Select all that are shown',
    keys: ['Mod+a'],
    run: () => select(useOutbox.getState().rows.map(({ id }) => id)),
  }),
  back,
  moving('next', 'Next action', ['j', 'ArrowDown'], () => moveCursor(1)),
  moving('previous', 'Previous action', ['k', 'ArrowUp'], () => moveCursor(-1)),
  moving('page-down', '20 actions down', ['PageDown'], () => moveCursor(page)),
  moving('page-up', '20 actions up', ['PageUp'], () => moveCursor(-page)),
  moving('first', 'To the newest action', ['g g', 'Home'], () => cursorTo(0)),
  moving('last', 'To the oldest action', ['Shift+g', 'End'], () => cursorTo(useOutbox.getState().total - 1)),
];
