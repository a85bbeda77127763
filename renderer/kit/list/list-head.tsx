import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { announce } from '#renderer/kit/announce.tsx';
import { type Column, directionOf, nextSort } from './column.ts';
import styles from './list.module.css';
import { moveColumn } from './move-column.ts';
import { ResizeHandle } from './resize-handle.tsx';
import { changeLayout, layoutOf, showLayout } from './use-layout.ts';

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

  const withWidth = ({ id, minWidth }: Column<Row, Sort>, width: number) => ({
    widths: { ...layoutOf(view).widths, [id]: Math.max(minWidth, Math.round(width)) },
  });
  const resizeBy = (column: Column<Row, Sort>, from: number, by: number) => {
    const change = withWidth(column, from + by);
    changeLayout(view, change);
    announce(`${column.heading}: ${change.widths[column.id]} pixels wide.`);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: Column<Row, Sort>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const sorts = event.key === 'Enter' || event.key === ' ';
    if (by === 0 && !sorts) return;
    event.preventDefault();
    if (sorts) return sortBy(column);
    const neighbour = seen[seen.indexOf(column) + by];
    if (event.shiftKey) return resizeBy(column, event.currentTarget.offsetWidth, by * step);
    if (event.altKey) return moveColumn(view, all, column.id, neighbour?.id);
    if (neighbour === undefined) return;
    setStop(neighbour.id);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-heading="${neighbour.id}"]`)?.focus();
  };
  const sortBy = (column: Column<Row, Sort>) => {
    const next = nextSort(column.sort, sort);
    if (next === undefined) return announce(`${column.heading} does not sort.`);
    onSort(next);
    announce(`Sorted by ${column.heading.toLowerCase()}, ${directionOf(column.sort, next)}.`);
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
            style={{ display: `var(--show-${column.id}, flex)` }}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(dragged, column.id)}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(dragged)) event.preventDefault();
            }}
            onDrop={(event) => {
              moveColumn(view, all, event.dataTransfer.getData(dragged), column.id);
            }}
            onFocus={() => setStop(column.id)}
            onClick={() => sortBy(column)}
            onKeyDown={(event) => onKeyDown(event, column)}
          >
            <span className={column.headingUnseen === true ? 'unseen' : styles.name}>{column.heading}</span>
            {direction === 'ascending' && <IconArrowUp size={12} stroke={2} aria-hidden="true" />}
            {direction === 'descending' && <IconArrowDown size={12} stroke={2} aria-hidden="true" />}
            <ResizeHandle
              onResize={(width) => showLayout(view, withWidth(column, width))}
              onEnd={(width) => changeLayout(view, withWidth(column, width))}
            />
          </span>
        );
      })}
    </div>
  );
}
