import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './selection-bar.module.css';

type Props = {
  /** `Selected issues` */
  readonly label: string;
  /** `3 issues` */
  readonly count: string;
  /** A way to select more; null where there is no more. */
  readonly more: { readonly label: string; readonly run: () => void } | null;
  readonly onClear: () => void;
  /** What can be done with them. */
  readonly children: ReactNode;
};

/** What can be done with the selected rows of a list; below it, while some are selected. */
export function SelectionBar({ label, count, more, onClear, children }: Props) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={label} data-selection-bar="">
      <span className={styles.count}>{count} selected</span>
      {more !== null && (
        <Button variant="subtle" onClick={more.run}>
          {more.label}
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
      <span className={styles.space} />
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
