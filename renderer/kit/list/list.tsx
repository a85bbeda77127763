import { type FocusEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { number } from '#renderer/kit/count-words.ts';
import button from '#renderer/kit/small-button.module.css';
import { chosen, fitting, templateOf, twoLinesBelow } from './arrange.ts';
import type { Column } from './column.ts';
import { ListHead } from './list-head.tsx';
import styles from './list.module.css';
import { type Choosing, ListRow, placed, type RowProps } from './list-row.tsx';
import { type Group, rowAtOrUnder, slotsOf } from './slots.ts';
import { elementHeight } from './tall-scroll.ts';
import { useCursor } from './use-cursor.ts';
import { useLayout } from './use-layout.ts';
import { useScroll } from './use-scroll.ts';

/** Rows that are drawn above and below what is seen. */
const spare = 6;

/** Which rows are on screen, by their index; `atTop` = scrolled to the very top. */
export type Seen = { readonly first: number; readonly last: number; readonly atTop: boolean };

type Props<Row, Sort extends string> = {
  /** Under which name the layout of the columns is kept. */
  readonly view: string;
  /** What the rows are, for screen readers: `Issues`. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly count: number;
  /** There may be more rows than `count`. */
  readonly more: boolean;
  /** Undefined while the row is not here yet. A row that has not changed is the same object. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly idOf: (row: Row) => string;
  readonly marksOf: (row: Row) => RowProps<Row>['marks'];
  readonly groups?: readonly Group[];
  /** The row that keys act on, and its index; -1 where it is not among the rows that are here. */
  readonly cursor: string | null;
  readonly cursorAt: number;
  readonly choosing: Choosing<Row>;
  readonly onClick: (row: Row, index: number, event: MouseEvent) => void;
  readonly onSeen: (seen: Seen) => void;
  /** How many rows came in above what is on screen since the beginning. What one looks at stays where it is. */
  readonly shifted: number;
  readonly busy: boolean;
  /** Stands for a row that could not be drawn. */
  readonly brokenRow: string;
  /** What lies over the rows. */
  readonly renderOver?: (toTop: () => void) => ReactNode;
};

/** A list of any length, its columns data: only the rows on screen exist, and the keyboard is where the cursor is. */
export function List<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { view, columns: all, count, cursor, cursorAt, idOf, choosing } = props;
  const grid = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const layout = useLayout(view);
  const { order, hidden, widths, grouped } = layout;
  const columns = useMemo(() => chosen(all, { order, hidden }), [all, order, hidden]);
  const groups = grouped ? props.groups : undefined;
  const slots = useMemo(() => slotsOf(count, groups), [count, groups]);

  const scroller = useScroll(rows, slots.count);
  const { scroll, to } = scroller;
  const { top, lead, room, rowHeight } = scroll;
  const twoLines = room < twoLinesBelow;
  const lastSlot = Math.max(0, slots.count - 1);
  const from = Math.min(lastSlot, Math.floor(top / rowHeight));
  const until = Math.min(lastSlot, Math.ceil((top + scroll.view) / rowHeight));

  const seenFrom = rowAtOrUnder(slots, from);
  const seenUntil = rowAtOrUnder(slots, until);
  const atTop = top < rowHeight / 2;
  const { onSeen } = props;
  useEffect(() => onSeen({ first: seenFrom, last: seenUntil, atTop }), [onSeen, seenFrom, seenUntil, atTop]);

  const cursorSlot = cursorAt < 0 ? -1 : slots.of(cursorAt);
  const drawn: number[] = [];
  for (let slot = Math.max(0, from - spare); slot <= Math.min(slots.count - 1, until + spare); slot += 1)
    drawn.push(slot);
  // The row that has the focus stays, however far away: the focus would be lost with it.
  if (cursorSlot >= 0 && !drawn.includes(cursorSlot)) drawn.push(cursorSlot);
  const onFocusLost = useCursor({ grid, rows, cursor, slot: cursorSlot, scroller, shifted: props.shifted });

  const shown = useMemo(
    () => (twoLines ? new Set(columns.map(({ id }) => id)) : fitting(columns, room)),
    [columns, twoLines, room],
  );
  const style: Record<`--${string}`, string> = {
    '--columns': templateOf(columns, shown, widths, room),
    '--row': `${rowHeight}px`,
    '--room': `${room}px`,
  };
  for (const { id } of columns) {
    if (shown.has(id)) continue;
    style[`--show-${id}`] = 'none';
    // A column may stand in another one where there is no room for it.
    style[`--instead-${id}`] = 'flex';
  }

  const renderSlot = (slot: number): ReactNode => {
    const found = slots.at(slot);
    const y = slot * rowHeight - lead;
    if (found.kind === 'group') {
      return (
        <div
          key={`group ${found.group.id}`}
          role="row"
          aria-rowindex={slot + 2}
          className={styles.group}
          style={placed(y)}
          data-group={found.group.id}
        >
          <span role="gridcell" aria-colspan={columns.length + 1}>
            {found.group.heading} <span className={styles.count}>{number(found.group.count)}</span>
            {choosing.group !== undefined && (
              <button
                type="button"
                className={`${button.text} ${styles.whole}`}
                tabIndex={-1}
                aria-label={`Select all ${number(found.group.count)}: ${found.group.heading}`}
                onClick={() => choosing.group?.(found.group.id)}
              >
                Select all
              </button>
            )}
          </span>
        </div>
      );
    }
    const row = props.rowAt(found.index);
    if (row === undefined) return <div key={slot} className={styles.ghost} style={placed(y)} />;
    const id = idOf(row);
    const onClick = (event: MouseEvent) => props.onClick(row, found.index, event);
    const broken = () => (
      <div
        role="row"
        aria-rowindex={slot + 2}
        className={styles.broken}
        style={placed(y)}
        {...props.marksOf(row)}
        onClick={onClick}
      >
        <span role="gridcell">{props.brokenRow}</span>
      </div>
    );
    return (
      <Boundary key={id} place={props.label} about={row} renderBroken={broken}>
        <ListRow
          id={id}
          row={row}
          columns={columns}
          twoLines={twoLines}
          slot={slot}
          top={y}
          cursor={id === cursor}
          selected={choosing.isSelected(id)}
          choosing={choosing}
          marks={props.marksOf(row)}
          onClick={onClick}
          onFocusLost={onFocusLost}
        />
      </Boundary>
    );
  };

  return (
    <div className={styles.wrap}>
      <div
        ref={grid}
        className={styles.grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.more ? -1 : slots.count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={props.busy}
        tabIndex={cursorSlot < 0 ? 0 : -1}
        data-two-lines={twoLines || undefined}
        style={style}
        onFocus={toCursorRow}
      >
        <ListHead view={view} all={all} columns={columns} shown={shown} sort={props.sort} onSort={props.onSort} />
        <div ref={rows} role="rowgroup" className={styles.scroller} data-list-scroller="">
          {count > 0 && (
            <div
              role="presentation"
              className={styles.space}
              style={{ height: elementHeight({ list: slots.count * rowHeight, view: 0 }) }}
            >
              {drawn.map(renderSlot)}
            </div>
          )}
          {props.busy && count === 0 && <div className={styles.loading} aria-hidden="true" />}
        </div>
      </div>
      {props.renderOver?.(() => to(0))}
    </div>
  );
}

/** Who comes to the list as a whole comes to the row under the cursor, once that is drawn. */
function toCursorRow(event: FocusEvent<HTMLElement>): void {
  const node = event.currentTarget;
  if (event.target !== node) return;
  queueMicrotask(() => {
    if (document.activeElement === node)
      node.querySelector<HTMLElement>('[data-cursor]')?.focus({ preventScroll: true });
  });
}
