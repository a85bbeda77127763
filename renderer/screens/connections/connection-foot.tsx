import { Button } from '@mantine/core';
import type { ConnectionState } from '#shared/model/connection.ts';
import { Outcome } from '#renderer/kit/form/form-foot.tsx';
import type { Form } from '#renderer/kit/form/use-edits.ts';
import styles from './connections.module.css';
import { Disconnect } from './disconnect.tsx';
import type { Trial } from './use-trial.ts';

type Props = {
  readonly connection: ConnectionState;
  readonly form: Omit<Form<unknown>, 'change'>;
  readonly trial: Trial;
  /** Given while it is being added. */
  readonly onDrop?: () => void;
};

/** Save and test, sign in, disconnect; and what became of it. */
export function ConnectionFoot({ connection, form, trial, onDrop }: Props) {
  const { busy, trouble } = trial;
  const signsIn = connection.status === 'needs sign-in';
  return (
    <div className={styles.buttons} data-dirty={form.dirty || undefined}>
      <Button
        type="submit"
        variant={signsIn ? 'default' : 'filled'}
        loading={busy === 'test'}
        disabled={busy !== null && busy !== 'test'}
      >
        Save and test
      </Button>
      {connection.signIn && (
        <Button
          variant={signsIn ? 'filled' : 'default'}
          loading={busy === 'sign-in'}
          disabled={busy !== null && busy !== 'sign-in'}
          onClick={trial.signIn}
        >
          Sign in
        </Button>
      )}
      {onDrop !== undefined && (
        <Button variant="subtle" color="gray" disabled={busy !== null} onClick={onDrop}>
          Cancel
        </Button>
      )}
      {connection.status !== 'not connected' && <Disconnect busy={busy !== null} onDisconnect={trial.disconnect} />}
      {busy === 'sign-in' && (
        <span className={styles.waiting} role="status">
          Complete the sign-in in your browser.
          <button type="button" onClick={trial.stopWaiting}>
            Stop waiting
          </button>
        </span>
      )}
      <Outcome form={form} saving="Saving…" />
      {trouble !== undefined && (
        <p className={styles.problem} role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
