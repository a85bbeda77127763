import { Modal } from '@mantine/core';
import { counted } from '#renderer/ui/count-words.ts';
import styles from './escalate-dialog.module.css';
import { EscalateForm } from './escalate-form.tsx';
import { closeEscalate, useEscalate } from './open.ts';

/** Shows exactly what will be written before it is; Enter confirms. */
export function EscalateDialog() {
  const ids = useEscalate((escalate) => escalate.ids);
  return (
    <Modal
      opened={ids.length > 0}
      onClose={closeEscalate}
      size={620}
      yOffset="9vh"
      title={ids.length <= 1 ? 'Escalate to Salesforce' : `Escalate ${counted(ids.length, 'issue')} to Salesforce`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ title: styles.title ?? '', header: styles.header ?? '', body: styles.body ?? '' }}
    >
      {ids.length > 0 && <EscalateForm key={ids.join()} ids={ids} />}
    </Modal>
  );
}
