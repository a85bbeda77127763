import type { ReactNode } from 'react';
import styles from './section.module.css';

type Props = { readonly title: string; readonly note?: ReactNode; readonly children: ReactNode };

/** A titled part of a page, set off by a hairline. */
export function Section({ title, note, children }: Props) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </div>
      {children}
    </section>
  );
}
