import type { ReactNode } from 'react';
import styles from './scroll-area.module.css';

type Props = { readonly label: string; readonly children: ReactNode };

/** What scrolls below the heading of a screen, by keyboard too. */
export function ScrollArea({ label, children }: Props) {
  return (
    <div className={styles.area} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
