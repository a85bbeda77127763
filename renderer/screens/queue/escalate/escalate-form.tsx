import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { useEditor } from '#renderer/app/unsaved.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { wasCancelled } from '#renderer/data/failure.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { confirmEscalation } from './confirm.ts';
import styles from './escalate-dialog.module.css';
import { EscalateFailed } from './escalate-failed.tsx';
import { FieldsOfMany } from './fields-of-many.tsx';
import { FieldsOfOne } from './fields-of-one.tsx';
import { closeEscalate, composer, type Edits, escalateAction, leaveEscalate, useEscalate } from './open.ts';
import { PreviewSummary } from './preview-summary.tsx';

function send(ids: readonly string[], preview: ActionPreview, edits: Edits): void {
  // The dialog is closed by the first Enter; a second one before it is gone must not send again.
  if (useEscalate.getState().ids !== ids || !canReachCore()) return;
  closeEscalate();
  if (preview.count > 0) void confirmEscalation(ids, preview, edits);
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>
          <IconInfoCircle size={15} stroke={1.8} aria-hidden="true" />
          {warning}
        </li>
      ))}
    </ul>
  );
}

/** The form of the case. Enter confirms from anywhere but a long text, where Ctrl+Enter does. */
export function EscalateForm({ ids }: { readonly ids: readonly string[] }) {
  const [preview, setPreview] = useState<ActionPreview>();
  const [error, setError] = useState<unknown>();
  const begun = useEscalate((escalate) => escalate.edits);
  const [edits, setEdits] = useState<Edits>(begun);
  const eager = useEscalate((escalate) => escalate.eager);

  useEffect(() => {
    const abort = new AbortController();
    rpc.actions.preview({ issueIds: [...ids], action: escalateAction }, { signal: abort.signal }).then(
      (told) => {
        setPreview(told);
        useEscalate.setState({ where: told.where });
      },
      (failure: unknown) => {
        if (!wasCancelled(failure)) setError(failure);
      },
    );
    return () => abort.abort();
  }, [ids]);

  useEffect(() => {
    if (eager && preview !== undefined) send(ids, preview, edits);
  }, [eager, preview, ids, edits]);

  const dirty = Object.keys(edits.fields).length > 0 || edits.note.trim() !== '';
  useEditor(composer, dirty, { name: 'The case you are writing', save: null, discard: closeEscalate, kept: false });

  const confirm = () => {
    if (preview === undefined) useEscalate.setState({ eager: true });
    else send(ids, preview, edits);
  };

  if (error !== undefined) return <EscalateFailed error={error} />;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    const inText = event.target instanceof HTMLTextAreaElement;
    if (inText && !event.ctrlKey && !event.metaKey) return;
    if (event.target instanceof HTMLButtonElement && event.target.dataset.confirm === undefined) return;
    if (event.target instanceof Element && event.target.closest('summary') !== null) return;
    event.preventDefault();
    confirm();
  };
  const count = preview?.count ?? ids.length;

  return (
    <div onKeyDown={onKeyDown} className={styles.form}>
      <div className={styles.scroll}>
        {preview === undefined && <div className={styles.loading} role="status" aria-label="Preparing the case" />}
        {preview !== undefined && (
          <>
            <PreviewSummary preview={preview} />
            {count === 1 && <FieldsOfOne fields={preview.fields} edits={edits} onChange={setEdits} />}
            {count > 1 && <FieldsOfMany ids={ids} preview={preview} edits={edits} onChange={setEdits} />}
            <Warnings warnings={preview.warnings} />
          </>
        )}
      </div>
      <footer className={styles.foot}>
        {count > 0 && (
          <>
            <span className={styles.hint}>Nothing is sent until the time to undo is over.</span>
            <Button variant="subtle" color="gray" onClick={leaveEscalate}>
              Cancel
            </Button>
          </>
        )}
        <Button
          data-autofocus
          data-confirm
          onClick={confirm}
          rightSection={
            <kbd aria-hidden="true" className={styles.key}>
              Enter
            </kbd>
          }
        >
          {count === 0 ? 'Close' : count > 1 ? `Create ${counted(count, 'case')}` : 'Create the case'}
        </Button>
      </footer>
    </div>
  );
}
