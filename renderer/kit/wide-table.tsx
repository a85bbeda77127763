import type { ReactNode } from 'react';
import styles from './wide-table.module.css';

type Props = { readonly label: string; readonly className?: string | undefined; readonly children: ReactNode };

/** A table of few rows, which scrolls to the side by itself where there is no room for its columns. */
export function WideTable({ label, className, children }: Props) {
  return (
    <div className={styles.wide} tabIndex={0} role="group" aria-label={label}>
      <table className={className}>{children}</table>
    </div>
  );
}
