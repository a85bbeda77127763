import type { Column } from '#renderer/kit/list/column.ts';
import styles from './partner-column.module.css';

/** The partner that a row is about, in every list that has one. `rest` is what a list says of it by itself. */
export function partnerColumn<Sort extends string>(
  rest: Pick<Column<never, Sort>, 'priority' | 'sort'>,
): Column<{ readonly partner: string }, Sort> {
  return {
    id: 'partner',
    heading: 'Partner',
    width: 150,
    minWidth: 96,
    line: 1,
    cell: ({ partner }) => (
      <span className={styles.partner} title={partner}>
        {partner}
      </span>
    ),
    ...rest,
  };
}
