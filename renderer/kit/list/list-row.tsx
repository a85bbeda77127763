import {
  type CSSProperties,
  memo,
  type MouseEvent,
  type ReactNode,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react';
import type { Column } from './column.ts';
import styles from './list.module.css';

/** What shows that a row is chosen, and the way to choose it without a keyboard. */
export type Choosing<Row> = {
  readonly isSelected: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  /** `Select Invoice 4711 rejected` */
  readonly label: (row: Row) => string;
  /** Selects all of a group, where that can be done. */
  readonly group?: (id: string) => void;
};

type CellsProps<Row> = { readonly row: Row; readonly columns: readonly Column<Row>[]; readonly twoLines: boolean };

function Cell<Row>({ row, column, at }: { readonly row: Row; readonly column: Column<Row>; readonly at: number }) {
  return (
    <span
      role="gridcell"
      aria-colindex={at + 2}
      className={styles.cell}
      data-column={column.id}
      data-align={column.align}
      data-grows={column.grows}
      data-fixed={column.minWidth === column.width || undefined}
      style={{ display: `var(--show-${column.id})` }}
    >
      {column.cell(row)}
    </span>
  );
}

/** The cells of a row. They are drawn again when the row itself or the columns change, not when the row moves or is chosen. */
function CellsOf<Row>({ row, columns, twoLines }: CellsProps<Row>): ReactNode {
  const cell = (column: Column<Row>) => <Cell key={column.id} row={row} column={column} at={columns.indexOf(column)} />;
  if (!twoLines) return columns.map(cell);
  return [1, 2].map((line) => (
    <span key={line} role="presentation" className={styles.line}>
      {columns.filter((column) => column.line === line).map(cell)}
    </span>
  ));
}

// What is memoised keeps its type only so.
const Cells = memo(CellsOf) as typeof CellsOf;

export type RowProps<Row> = CellsProps<Row> & {
  readonly id: string;
  /** Its place in the list, counted from 0. */
  readonly slot: number;
  /** Pixels from the top of the element that it is drawn in. */
  readonly top: number;
  readonly cursor: boolean;
  readonly selected: boolean;
  readonly choosing: Choosing<Row>;
  /** `data-` attributes for style sheets and tests. */
  readonly marks: Readonly<Record<`data-${string}`, string | undefined>>;
  readonly onClick: (event: MouseEvent) => void;
  /** The row goes away, and had the keyboard. */
  readonly onFocusLost: () => void;
};

export const placed = (top: number): CSSProperties => ({ transform: `translateY(${top}px)` });

export function ListRow<Row>(props: RowProps<Row>) {
  const { id, row, slot, top, cursor, selected, choosing, marks, onClick } = props;
  const node = useRef<HTMLDivElement>(null);
  const lose = useEffectEvent(() => props.onFocusLost());
  useLayoutEffect(() => {
    const element = node.current;
    return () => {
      if (element?.contains(document.activeElement) === true) lose();
    };
  }, []);
  return (
    <div
      ref={node}
      role="row"
      aria-rowindex={slot + 2}
      aria-selected={selected}
      tabIndex={cursor ? 0 : -1}
      className={styles.row}
      style={placed(top)}
      data-cursor={cursor || undefined}
      data-selected={selected || undefined}
      {...marks}
      onClick={onClick}
    >
      <span role="gridcell" aria-colindex={1} className={styles.check}>
        <input
          type="checkbox"
          checked={selected}
          tabIndex={-1}
          aria-label={choosing.label(row)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => choosing.toggle(id)}
        />
      </span>
      <Cells row={row} columns={props.columns} twoLines={props.twoLines} />
    </div>
  );
}
