import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { goTo } from '#renderer/app/router.ts';
import { failureOf } from '#renderer/client/failure.ts';
import styles from './escalate-dialog.module.css';
import { closeEscalate } from './open.ts';

/** Why there is nothing to confirm, and the way out. */
export function EscalateFailed({ error }: { readonly error: unknown }) {
  const failure = failureOf(error);
  const main = useRef<HTMLButtonElement>(null);
  // The dialog placed the focus before there was an answer.
  useEffect(() => main.current?.focus(), []);
  const notConnected = failure.code === 'NOT_CONNECTED';
  const connect = () => {
    closeEscalate();
    goTo('connections');
  };
  return (
    <div className={styles.failed} role="alert">
      <p className={styles.failedTitle}>{notConnected ? `${failure.message}.` : 'The case could not be prepared.'}</p>
      <p>
        {notConnected ? '' : failure.message} {failure.next}
      </p>
      <footer className={styles.foot}>
        <Button variant="subtle" color="gray" onClick={closeEscalate} ref={notConnected ? undefined : main}>
          Close
        </Button>
        {notConnected && (
          <Button onClick={connect} ref={main}>
            Open connections
          </Button>
        )}
      </footer>
    </div>
  );
}
