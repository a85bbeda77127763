import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { rpc } from '#renderer/client/rpc.ts';
import { wasCancelled } from '#renderer/client/failure.ts';
import { counted } from '#renderer/ui/count-words.ts';
import { confirmEscalation } from './confirm.ts';
import styles from './escalate-dialog.module.css';
import { EscalateFailed } from './escalate-failed.tsx';
import { closeEscalate, escalateAction, useEscalate } from './open.ts';
import { PreviewField } from './preview-field.tsx';
import { PreviewSummary } from './preview-summary.tsx';

type Edits = Readonly<Record<string, string>>;

function send(ids: readonly string[], preview: ActionPreview, edits: Edits): void {
  // The dialog is closed by the first Enter; a second one before it is gone must not send again.
  if (useEscalate.getState().ids !== ids) return;
  closeEscalate();
  if (preview.count > 0) void confirmEscalation(ids, preview, edits);
}

/** The form of the case. Enter confirms from anywhere but the long text, where Ctrl+Enter does. */
export function EscalateForm({ ids }: { readonly ids: readonly string[] }) {
  const [preview, setPreview] = useState<ActionPreview>();
  const [error, setError] = useState<unknown>();
  const [edits, setEdits] = useState<Edits>({});
  const eager = useEscalate((escalate) => escalate.eager);

  useEffect(() => {
    const abort = new AbortController();
    rpc.actions
      .preview({ issueIds: [...ids], action: escalateAction }, { signal: abort.signal })
      .then(setPreview, (failure: unknown) => {
        if (!wasCancelled(failure)) setError(failure);
      });
    return () => abort.abort();
  }, [ids]);

  useEffect(() => {
    if (eager && preview !== undefined) send(ids, preview, edits);
  }, [eager, preview, ids, edits]);

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
  const set = (key: string, value: string, original: string) => {
    const { [key]: _, ...others } = edits;
    setEdits(value === original ? others : { ...others, [key]: value });
  };

  return (
    <div onKeyDown={onKeyDown} className={styles.form}>
      <div className={styles.scroll}>
        {preview === undefined && <div className={styles.loading} role="status" aria-label="Preparing the case" />}
        {preview !== undefined && (
          <>
            <PreviewSummary preview={preview} />
            {preview.count > 0 &&
              preview.fields.map((field) => (
                <PreviewField
                  key={field.key}
                  field={field}
                  value={edits[field.key] ?? field.value}
                  onChange={(value) => set(field.key, value, field.value)}
                />
              ))}
            {preview.warnings.length > 0 && (
              <ul className={styles.warnings}>
                {preview.warnings.map((warning) => (
                  <li key={warning}>
                    <IconInfoCircle size={15} stroke={1.8} aria-hidden="true" />
                    {warning}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      <footer className={styles.foot}>
        <span className={styles.hint}>Nothing leaves before the time to undo is over.</span>
        <Button variant="subtle" color="gray" onClick={closeEscalate}>
          Cancel
        </Button>
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
          {preview?.count === 0
            ? 'Close'
            : (preview?.count ?? ids.length) > 1
              ? `Write ${counted(preview?.count ?? ids.length, 'case')}`
              : 'Write the case'}
        </Button>
      </footer>
    </div>
  );
}
