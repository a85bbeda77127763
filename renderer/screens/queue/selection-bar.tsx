import { Button } from '@mantine/core';
import { counted } from '#renderer/kit/count-words.ts';
import { runCommand } from '#renderer/app/commands.ts';
import { clearSelection, selectAll } from './cursor.ts';
import styles from './selection-bar.module.css';
import { useQueue } from './store.ts';

const actions = [
  { command: 'escalate', name: 'Escalate', letter: 'e' },
  { command: 'acknowledge', name: 'Acknowledge', letter: 'a' },
  { command: 'resolve', name: 'Resolve', letter: 'r' },
  { command: 'assign to me', name: 'Assign to me', letter: 'm' },
  { command: 'act', name: 'Act…', letter: 't' },
] as const;

/** What can be done with the selected issues; there only while some are. */
export function SelectionBar() {
  const count = useQueue((queue) => queue.selected.size);
  const total = useQueue((queue) => queue.window.total);
  if (count === 0) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected issues">
      <span className={styles.count}>{counted(count, 'issue')} selected</span>
      {count < total && (
        <button type="button" className={styles.all} onClick={() => void selectAll()}>
          Select all that match
        </button>
      )}
      <Button variant="subtle" color="gray" onClick={clearSelection}>
        Clear
      </Button>
      <span className={styles.space} />
      <div className={styles.actions}>
        {actions.map(({ command, name, letter }, at) => (
          <Button
            key={command}
            variant={at === 0 ? 'filled' : 'default'}
            aria-keyshortcuts={letter}
            onClick={() => runCommand(command)}
            rightSection={<kbd aria-hidden="true">{letter}</kbd>}
            classNames={at === 0 ? { section: styles.key ?? '' } : {}}
          >
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
