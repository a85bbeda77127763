import { Modal } from '@mantine/core';
import { useUnsaved } from '#renderer/app/unsaved.ts';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { counted } from '#renderer/ui/count-words.ts';
import styles from './escalate-dialog.module.css';
import { EscalateForm } from './escalate-form.tsx';
import { leaveEscalate, useEscalate } from './open.ts';

/** Shows exactly what will be written before it is; Enter confirms. */
export function EscalateDialog() {
  const ids = useEscalate((escalate) => escalate.ids);
  // While it is asked what becomes of the text, Escape is an answer to that.
  const asked = useUnsaved((unsaved) => unsaved.leaving !== null);
  return (
    <Modal
      opened={ids.length > 0}
      onClose={leaveEscalate}
      closeOnEscape={!asked}
      closeOnClickOutside={!asked}
      trapFocus={!asked}
      size={620}
      yOffset="9vh"
      title={ids.length <= 1 ? 'Escalate to Salesforce' : `Escalate ${counted(ids.length, 'issue')} to Salesforce`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ title: styles.title ?? '', header: styles.header ?? '', body: styles.body ?? '' }}
    >
      {ids.length > 0 && (
        <Boundary place="The case">
          <EscalateForm key={ids.join()} ids={ids} />
        </Boundary>
      )}
    </Modal>
  );
}
