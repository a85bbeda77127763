import { Modal } from '@mantine/core';
import { useUnsaved } from '#renderer/app/unsaved.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './escalate-dialog.module.css';
import { EscalateForm } from './escalate-form.tsx';
import { leaveEscalate, useEscalate } from './open.ts';

/** `Escalate 3 issues to Europe`; where that goes is known a moment later. */
function titleOf(count: number, where: string | null): string {
  const what = count <= 1 ? 'Escalate' : `Escalate ${counted(count, 'issue')}`;
  return where === null ? what : `${what} to ${where}`;
}

/** Shows exactly what will be written before it is; Enter confirms. */
export function EscalateDialog() {
  const ids = useEscalate((escalate) => escalate.ids);
  const where = useEscalate((escalate) => escalate.where);
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
      title={titleOf(ids.length, where)}
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
