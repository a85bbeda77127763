import type { ReactNode } from 'react';
import styles from './settings.module.css';

type Props = {
  readonly name: string;
  readonly help?: string;
  /** An item of a part that has a heading of its own. */
  readonly within?: boolean;
  readonly children: ReactNode;
};

/** One setting: its name and what it is for, and beside them its value. */
export function Item({ name, help, within = false, children }: Props) {
  const Heading = within ? 'h3' : 'h2';
  return (
    <div className={styles.item} data-wide={within || undefined}>
      <div>
        <Heading>{name}</Heading>
        {help !== undefined && <p className={styles.help}>{help}</p>}
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  );
}
