import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/data/queries.ts';
import { openIssue } from '#renderer/app/router.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './drop-zone.module.css';
import { closeImport, useImport } from './import-files.ts';
import { importWords } from './import-words.ts';

/** What became of the files that were dropped. */
export function ImportResults() {
  const { open, busy, files, refused, error } = useImport();
  const inSandbox = useQuery(queries.info()).data?.mode === 'sandbox';
  const show = (id: string) => {
    closeImport();
    openIssue(id);
  };
  const title = busy ? 'Reading files…' : `${counted(files.length, 'file')} read`;
  return (
    <Modal opened={open} onClose={closeImport} title={title} size={560} yOffset="12vh">
      <ul className={styles.list} aria-live="polite">
        {files.map((file, at) => {
          const { tone, text } = importWords(file);
          const first = file.issues[0];
          return (
            <li key={`${file.path} ${at}`} data-tone={tone}>
              <b>{file.path}</b>
              <p>
                {text}{' '}
                {first !== undefined && (
                  <button type="button" onClick={() => show(first)}>
                    {file.issues.length === 1 ? 'Open the issue' : 'Open the first issue'}
                  </button>
                )}
              </p>
            </li>
          );
        })}
        {refused.map(({ name, why }) => (
          <li key={name} data-tone="bad">
            <b>{name}</b>
            <p>{why}</p>
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          The remaining files could not be read. {failureWords(error)}
        </p>
      )}
      {inSandbox && (
        <p className={styles.note}>You are in the sandbox: files you drop here are removed when you leave it.</p>
      )}
      <div className={styles.foot}>
        <Button variant={busy ? 'default' : 'filled'} data-autofocus onClick={closeImport}>
          {busy ? 'Stop' : 'Done'}
        </Button>
      </div>
    </Modal>
  );
}
