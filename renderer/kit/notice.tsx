import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './notice.module.css';

type Props = {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** What an empty place says: what would be here and what to do. */
export function Empty({ icon, title, children, action }: Props) {
  return (
    <div className={styles.empty} role="status">
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** A failed call, in place of what it should have brought. */
export function Failed({
  error,
  what,
  retry,
}: {
  readonly error: unknown;
  readonly what: string;
  readonly retry?: () => void;
}) {
  return (
    <div className={styles.empty} role="alert">
      <div className={styles.bad}>
        <IconAlertTriangle size={22} stroke={1.6} aria-hidden="true" />
      </div>
      <p className={styles.title}>{what}</p>
      <div className={styles.words}>{failureWords(error)}</div>
      {retry !== undefined && (
        <div className={styles.action}>
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
