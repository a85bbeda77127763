import { Button } from '@mantine/core';
import { counted } from '#renderer/ui/count-words.ts';
import { runCommand } from '#renderer/app/commands.ts';
import { clearSelection, selectAll } from './cursor.ts';
import styles from './selection-bar.module.css';
import { useQueue } from './store.ts';

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
      <span className={styles.space} />
      <Button
        onClick={() => runCommand('escalate')}
        rightSection={<kbd aria-hidden="true">e</kbd>}
        classNames={{ section: styles.key ?? '' }}
      >
        Escalate
      </Button>
      <Button variant="default" onClick={() => runCommand('acknowledge')}>
        Acknowledge
      </Button>
      <Button variant="default" onClick={() => runCommand('resolve')}>
        Resolve
      </Button>
      <Button variant="default" onClick={() => runCommand('assign to me')}>
        Assign to me
      </Button>
      <Button variant="subtle" color="gray" onClick={clearSelection}>
        Clear
      </Button>
    </div>
  );
}
