import { Button } from '@mantine/core';
import { counted } from '#renderer/kit/count-words.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { acknowledge, actOn, assignToMe, escalate, resolve } from './commands.ts';
import { clearSelection } from './cursor.ts';
import { selectAll } from './select-many.ts';
import styles from './selection-bar.module.css';
import { useQueue } from './store.ts';

const actions = [escalate, acknowledge, resolve, assignToMe, actOn];

/** What can be done with the selected issues; there only while some are. */
export function SelectionBar() {
  const selected = useQueue((queue) => queue.selected);
  const count = selected.size;
  const total = useQueue((queue) => queue.window.total);
  if (count === 0) return null;
  const targets: Targets = { kind: 'selection', ids: [...selected] };
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected issues" data-selection-bar="">
      <span className={styles.count}>{counted(count, 'issue')} selected</span>
      {count < total && (
        <button type="button" className={styles.all} onClick={() => void selectAll()}>
          Select all matching
        </button>
      )}
      <Button variant="subtle" color="gray" onClick={clearSelection}>
        Clear
      </Button>
      <span className={styles.space} />
      <div className={styles.actions}>
        {actions.map((command, at) => (
          <CommandButton key={command.id} command={command} targets={targets} primary={at === 0} />
        ))}
      </div>
    </div>
  );
}
