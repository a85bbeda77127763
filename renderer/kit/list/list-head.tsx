import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { movedTo } from './arrange.ts';
import { type Column, directionOf, nextSort } from './column.ts';
import styles from './list.module.css';
import { ResizeHandle } from './resize-handle.tsx';
import { changeLayout, layoutOf } from './use-layout.ts';

type Sorting<Sort extends string> = { readonly sort: Sort; readonly onSort: (sort: Sort) => void };

type Props<Row, Sort extends string> = Sorting<Sort> & {
  readonly view: string;
  /** All columns of the list. */
  readonly all: readonly Column<Row, Sort>[];
  /** Those that were chosen. */
  readonly columns: readonly Column<Row, Sort>[];
  readonly shown: ReadonlySet<string>;
};

/** What is dragged, so that nothing but a heading can be dropped on one. */
const dragged = 'application/x-gridline-column';

/** Pixels by which a key makes a column wider. */
const step = 16;

const keyHelp = 'Shift and an arrow key change the width; Alt and an arrow key move the column.';

/** The headings. One stop of the Tab key; arrow keys go from one to the next, and Enter sorts. */
export function ListHead<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { view, all, columns, shown, sort, onSort } = props;
  const [stop, setStop] = useState<string | null>(null);
  const seen = columns.filter(({ id }) => shown.has(id));
  const current = seen.find(({ id }) => id === stop) ?? seen[0];

  const resize = (column: Column<Row, Sort>, width: number) => {
    const { widths } = layoutOf(view);
    changeLayout(view, { widths: { ...widths, [column.id]: Math.max(column.minWidth, Math.round(width)) } });
  };
  const moveTo = (id: string, place: string | undefined) => {
    if (place !== undefined) changeLayout(view, { order: movedTo(all, layoutOf(view), id, place) });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: Column<Row, Sort>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const sorts = event.key === 'Enter' || event.key === ' ';
    if (by === 0 && !sorts) return;
    event.preventDefault();
    if (sorts) return sortBy(column);
    const neighbour = seen[seen.indexOf(column) + by];
    if (event.shiftKey) return resize(column, event.currentTarget.offsetWidth + by * step);
    if (event.altKey) return moveTo(column.id, neighbour?.id);
    if (neighbour === undefined) return;
    setStop(neighbour.id);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-heading="${neighbour.id}"]`)?.focus();
  };
  const sortBy = (column: Column<Row, Sort>) => {
    const next = nextSort(column.sort, sort);
    if (next !== undefined) onSort(next);
  };

  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <span role="columnheader" aria-colindex={1}>
        <span className="unseen">Selected</span>
      </span>
      {columns.map((column, at) => {
        const direction = directionOf(column.sort, sort);
        return (
          <span
            key={column.id}
            role="columnheader"
            aria-colindex={at + 2}
            aria-sort={column.sort === undefined ? undefined : (direction ?? 'none')}
            aria-description={keyHelp}
            tabIndex={column === current ? 0 : -1}
            className={styles.heading}
            data-heading={column.id}
            data-align={column.align}
            data-sorts={column.sort !== undefined || undefined}
            style={{ display: `var(--show-${column.id})` }}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(dragged, column.id)}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(dragged)) event.preventDefault();
            }}
            onDrop={(event) => moveTo(event.dataTransfer.getData(dragged), column.id)}
            onFocus={() => setStop(column.id)}
            onClick={() => sortBy(column)}
            onKeyDown={(event) => onKeyDown(event, column)}
          >
            <span className={column.headingUnseen === true ? 'unseen' : styles.name}>{column.heading}</span>
            {direction === 'ascending' && <IconArrowUp size={12} stroke={2} aria-hidden="true" />}
            {direction === 'descending' && <IconArrowDown size={12} stroke={2} aria-hidden="true" />}
            <ResizeHandle onResize={(width) => resize(column, width)} />
          </span>
        );
      })}
    </div>
  );
}
