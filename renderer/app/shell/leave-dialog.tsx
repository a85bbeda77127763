import { Button, Modal } from '@mantine/core';
import { useLayoutEffect, useState } from 'react';
import styles from './leave-dialog.module.css';
import { discardAndGo, saveAndGo, stayHere, useUnsaved } from '#renderer/app/unsaved.ts';

/** Asks what becomes of what was written and not saved, before it would be lost. */
export function LeaveDialog() {
  const leaving = useUnsaved((unsaved) => unsaved.leaving);
  const [saving, setSaving] = useState(false);
  const editors = [...(leaving?.what.values() ?? [])];
  const canSave = editors.length > 0 && editors.every(({ save }) => save !== null);
  const save = async () => {
    setSaving(true);
    try {
      await saveAndGo();
    } finally {
      setSaving(false);
    }
  };
  const askedAt = leaving?.askedAt ?? null;
  // The Escape that asks to leave a form must not answer the question too: only one pressed after that does. Heard from
  // when the question is on screen, however late that is drawn.
  useLayoutEffect(() => {
    if (askedAt === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.timeStamp > askedAt) stayHere();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [askedAt]);
  return (
    <Modal
      opened={askedAt !== null}
      onClose={stayHere}
      title="You have unsaved changes"
      size={420}
      yOffset="16vh"
      zIndex={300}
      closeOnEscape={false}
    >
      <p>These would be lost:</p>
      <ul className={styles.list}>
        {editors.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Button variant="subtle" color="gray" disabled={saving} onClick={discardAndGo}>
          Discard
        </Button>
        <Button variant="default" data-autofocus={canSave ? undefined : true} disabled={saving} onClick={stayHere}>
          Stay
        </Button>
        {canSave && (
          <Button data-autofocus loading={saving} onClick={() => void save()}>
            Save
          </Button>
        )}
      </div>
    </Modal>
  );
}
