import { Button } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { Action } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { Command } from '#renderer/app/commands/command.ts';
import { runCommand } from '#renderer/app/commands/table.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import type { Column } from '#renderer/kit/list/column.ts';
import { When } from '#renderer/kit/time.tsx';
import { partnerColumn } from '#renderer/parts/columns/partner-column.tsx';
import styles from './columns.module.css';
import { approve, cancel, retry, settle } from './commands.ts';
import { saysOf } from './words.ts';

/** The one order that the core has. */
export type OutboxSort = 'newest';

/** What can be done with an action, in the order in which it is offered, each with what its button says. */
export function offersOf({ can, state }: Action): readonly { readonly command: Command; readonly label: string }[] {
  return [
    { may: can.approve, command: approve },
    { may: can.settle, command: settle },
    { may: can.retry, command: retry, label: stateRules[state].waits ? 'Try now' : retry.label },
    { may: can.cancel, command: cancel },
  ].flatMap(({ may, command, label = command.label }) => (may ? [{ command, label }] : []));
}

/** A shortcut for the pointer: the keyboard has the commands, and a finger the open action. */
function Offers({ action }: { readonly action: Action }) {
  const press = (command: Command) => (event: MouseEvent) => {
    event.stopPropagation();
    runCommand(command, { kind: 'cursor', ids: [action.id] });
  };
  return (
    <span className={styles.offers}>
      {offersOf(action).map(({ command, label }) => (
        <Button key={command.id} size="compact-xs" variant="default" tabIndex={-1} onClick={press(command)}>
          {label}
        </Button>
      ))}
    </span>
  );
}

function Says({ action }: { readonly action: Action }) {
  const { tone, sentences } = saysOf(action);
  const words = sentences.join(' ');
  return (
    <span className={styles.says} data-tone={tone} title={words}>
      {words}
    </span>
  );
}

/** The columns of the outbox. */
export const actionColumns: readonly Column<Action, OutboxSort>[] = [
  {
    id: 'state',
    heading: 'State',
    width: 146,
    minWidth: 146,
    priority: 0,
    line: 1,
    cell: (action) => <ActionChipView chip={action} />,
  },
  partnerColumn({ priority: 3 }),
  {
    id: 'issue',
    heading: 'Issue',
    width: 320,
    minWidth: 150,
    grows: true,
    priority: 0,
    line: 2,
    cell: (action) => <span title={action.issueTitle}>{action.issueTitle}</span>,
  },
  {
    id: 'says',
    heading: 'What happened',
    width: 300,
    minWidth: 140,
    grows: true,
    priority: 2,
    cell: (action) => <Says action={action} />,
  },
  {
    id: 'to',
    heading: 'To',
    width: 120,
    minWidth: 80,
    priority: 6,
    cell: (action) => <span className={styles.quiet}>{action.to?.name ?? '–'}</span>,
  },
  {
    id: 'by',
    heading: 'Requested by',
    width: 104,
    minWidth: 80,
    priority: 7,
    cell: (action) => <span className={styles.quiet}>{action.requestedBy}</span>,
  },
  {
    id: 'when',
    heading: 'When',
    width: 84,
    minWidth: 84,
    align: 'end',
    priority: 4,
    line: 1,
    sort: { descending: 'newest' },
    cell: (action) => (
      <span className={styles.quiet}>
        <When at={action.updatedAt} />
      </span>
    ),
  },
  {
    id: 'offers',
    heading: 'What you can do',
    headingUnseen: true,
    width: 216,
    minWidth: 96,
    priority: 5,
    cell: (action) => <Offers action={action} />,
  },
];
