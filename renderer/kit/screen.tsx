import type { ReactNode } from 'react';
import styles from './screen.module.css';

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A screen with a heading line; the part below it scrolls. */
export function Screen({ title, aside, children }: Props) {
  return (
    <section className={styles.screen} aria-label={title}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {aside}
      </header>
      {children}
    </section>
  );
}
