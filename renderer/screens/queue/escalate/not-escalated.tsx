import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { failureWords } from '#renderer/data/failure.ts';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './escalate-dialog.module.css';
import { type Edits, openEscalate } from './open.ts';

/** Says that nothing was asked for, and keeps what was written: it can be opened again for the same issues. */
export function sayNotEscalated(error: unknown, ids: readonly string[], edits: Edits): void {
  const id = `not escalated ${ids.join()}`;
  const open = () => {
    if (openEscalate(ids, edits)) notifications.hide(id);
  };
  notifications.show({
    id,
    color: 'red',
    role: 'alert',
    autoClose: false,
    message: (
      <div className={styles.refused}>
        <p>
          {counted(ids.length, 'issue')} could not be escalated. {failureWords(error)}
        </p>
        <Button size="compact-xs" variant="default" onClick={open}>
          {ids.length === 1 ? 'Open the case again' : 'Open the cases again'}
        </Button>
      </div>
    ),
  });
}
