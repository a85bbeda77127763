import { Button } from '@mantine/core';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { counted, number } from '#renderer/kit/count-words.ts';
import { approve, cancel, retry, settle } from './commands.ts';
import styles from './outbox.module.css';
import { actionsOf, clearSelection, select, useOutbox } from './store.ts';

/** What can be done with the selected actions; there only while some are. */
export function SelectionBar() {
  const { rows, selected, total } = useOutbox();
  const chosen = actionsOf([...selected]);
  if (chosen.length === 0) return null;
  const again = chosen.filter(({ can }) => can.retry);
  const offers = [
    { command: retry, of: again, label: again.every(({ state }) => stateRules[state].waits) ? 'Try now' : retry.label },
    { command: approve, of: chosen.filter(({ can }) => can.approve), label: approve.label },
    { command: settle, of: chosen.filter(({ can }) => can.settle), label: settle.label },
    { command: cancel, of: chosen.filter(({ can }) => can.cancel), label: cancel.label },
  ].filter(({ of }) => of.length > 0);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected actions" data-selection-bar="">
      <span>{counted(chosen.length, 'action')} selected</span>
      {rows.some(({ id }) => !selected.has(id)) && (
        <Button variant="subtle" onClick={() => select(rows.map(({ id }) => id))}>
          {rows.length < total ? `Select the ${number(rows.length)} shown here` : 'Select all'}
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={clearSelection}>
        Clear
      </Button>
      <span className={styles.space} />
      {offers.map(({ command, of, label }, at) => {
        const targets: Targets = { kind: 'selection', ids: of.map(({ id }) => id) };
        return (
          <CommandButton
            key={command.id}
            command={command}
            label={`${label} (${of.length})`}
            targets={targets}
            primary={at === 0}
          />
        );
      })}
    </div>
  );
}
