import type { ReactNode } from 'react';
import styles from './wide-table.module.css';

/** A heading: its name, or more where it is not seen or not at the left. */
type Heading = string | { readonly name: string; readonly unseen?: boolean; readonly className?: string | undefined };

type Props = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly headings: readonly Heading[];
  /** Its rows. */
  readonly children: ReactNode;
};

/** What the last column has, where that is buttons: heard and not seen. */
export const offers: Heading = { name: 'What you can do', unseen: true };

/** A table of few rows, which scrolls to the side by itself where there is no room for its columns. */
export function WideTable({ label, className, headings, children }: Props) {
  return (
    <div className={styles.wide} tabIndex={0} role="group" aria-label={label}>
      <table className={className}>
        <thead>
          <tr>
            {headings
              .map((heading) => (typeof heading === 'string' ? { name: heading } : heading))
              .map(({ name, unseen = false, className: own }) => (
                <th key={name} className={own}>
                  {unseen ? <span className="unseen">{name}</span> : name}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
