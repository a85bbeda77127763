import { create } from 'zustand';
import type { Action } from '#shared/model/action/action.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { stepTo } from '#renderer/kit/list/step.ts';

type OutboxState = {
  /** The rows that are here, from the one at `from` on; the list has `total`. */
  readonly rows: readonly Action[];
  readonly from: number;
  readonly total: number;
  /** The action that the keys act on; null until the person has moved. It may have left the list. */
  readonly cursor: string | null;
  /** Its place, kept when it has left the list. */
  readonly cursorIndex: number;
  /** Where the cursor goes once the rows of that place are here. */
  readonly wanted: number | null;
  readonly selected: ReadonlySet<string>;
  /** What is selected or under the cursor, as it was told last: it may not be among the rows that are here. */
  readonly kept: ReadonlyMap<string, Action>;
  /** Whether the action under the cursor is open beside the list. */
  readonly open: boolean;
  /** What is open, as the core told it last. */
  readonly opened: Action | null;
};

const nothing: OutboxState = {
  rows: [],
  from: 0,
  total: 0,
  cursor: null,
  cursorIndex: -1,
  wanted: null,
  selected: new Set(),
  kept: new Map(),
  open: false,
  opened: null,
};

export const useOutbox = create<OutboxState>(() => nothing);

type Rows = Pick<OutboxState, 'rows' | 'from'>;

/** Where an action is in the list; -1 where it is not among the rows that are here. */
function indexIn({ rows, from }: Rows, id: string): number {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? -1 : from + at;
}

export const rowAt = ({ rows, from }: Rows, index: number): Action | undefined => rows[index - from];

/** Whether a place of the list is none of those that are here: then nobody knows what is there. */
const isElsewhere = ({ rows, from }: Rows, index: number): boolean =>
  index >= 0 && (index < from || index >= from + rows.length);

const same = (one: Action, other: Action): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Takes in what the core says. The cursor stays with its action. Where that has left the list because another state is shown
 * or because of what the person did, the one that moved up takes over; where it left by itself the cursor stays behind with it, so
 * that the next key does nothing to a neighbour that nobody has looked at. What is selected stays so while it may be in a part of
 * the list that is not here.
 */
export function takeRows(
  answered: readonly Action[],
  sentAway: (id: string) => boolean,
  { from = 0, total = answered.length, another = false } = {},
): void {
  useOutbox.setState((before) => {
    const known = new Map([...before.kept, ...before.rows.map((row) => [row.id, row] as const)]);
    const rows = answered.map((row) => {
      const old = known.get(row.id);
      return old !== undefined && same(old, row) ? old : row;
    });
    for (const row of rows) known.set(row.id, row);
    const here = new Set(rows.map(({ id }) => id));
    const isWhole = another || rows.length >= total;
    const selected = new Set([...before.selected].filter((id) => here.has(id) || !isWhole));
    const kept = new Map([...known].filter(([id]) => selected.has(id) || id === before.cursor));
    const { cursor } = before;
    const wanted = another ? null : before.wanted;
    const now = { rows, from, total, selected, kept, wanted };
    const arrived = wanted === null ? undefined : rowAt(now, Math.min(wanted, total - 1));
    if (arrived !== undefined) return { ...now, ...placeOf(now, arrived), wanted: null };
    if (cursor === null) return now;
    const at = indexIn(now, cursor);
    if (at >= 0) return { ...now, cursorIndex: at };
    const index = Math.min(before.cursorIndex, total - 1);
    const heir = rowAt(now, index);
    if (heir === undefined || !(another || sentAway(cursor))) return now;
    return { ...now, cursor: heir.id, cursorIndex: index };
  });
}

/** Puts the cursor on a row: at once where that is here, else when it comes. */
export function cursorTo(index: number): void {
  useOutbox.setState((now) => {
    const bounded = Math.max(0, Math.min(now.total - 1, index));
    const row = rowAt(now, bounded);
    return row === undefined ? { wanted: bounded } : { ...placeOf(now, row), wanted: null };
  });
}

const placeOf = (now: Rows, { id }: Action) => ({ cursor: id, cursorIndex: indexIn(now, id) });

/** The action that is open; null where none is. */
export const openedId = ({ open, cursor }: Pick<OutboxState, 'open' | 'cursor'>): string | null =>
  open ? cursor : null;

/** Opens an action, whether or not it is in the list. */
export function cursorToAction(id: string): void {
  useOutbox.setState((now) => ({ open: true, cursor: id, cursorIndex: indexIn(now, id) }));
}

export function closeAction(): void {
  useOutbox.setState({ open: false, opened: null });
}

/** Where the cursor's action is in the list; -1 where it is not. */
export function cursorAt(now: Rows & Pick<OutboxState, 'cursor' | 'cursorIndex'>): number {
  if (now.cursor === null) return -1;
  return isElsewhere(now, now.cursorIndex) ? now.cursorIndex : indexIn(now, now.cursor);
}

export function moveCursor(delta: number): void {
  const now = useOutbox.getState();
  const at = now.cursor === null ? null : cursorAt(now);
  cursorTo(stepTo({ at, was: now.cursorIndex, count: now.total }, delta));
}

export function select(ids: readonly string[]): void {
  keepSelected((selected) => new Set([...selected, ...ids]));
}

export function toggleSelected(id: string): void {
  keepSelected((selected) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    return next;
  });
}

/** Changes what is selected, and keeps what is known of it. */
function keepSelected(change: (selected: ReadonlySet<string>) => ReadonlySet<string>): void {
  useOutbox.setState(({ selected: before, kept, rows, cursor }) => {
    const selected = change(before);
    const known = [...kept, ...rows.map((row) => [row.id, row] as const)];
    return { selected, kept: new Map(known.filter(([id]) => selected.has(id) || id === cursor)) };
  });
}

export function extendSelection(delta: number): void {
  const { cursor: from } = useOutbox.getState();
  moveCursor(delta);
  const { cursor: to } = useOutbox.getState();
  select([from, to].filter((id) => id !== null));
}

/** Selects from the cursor to a row, as Shift and a click do. */
export function selectTo(index: number): void {
  const { rows, from, cursorIndex } = useOutbox.getState();
  const [first, last] = [Math.min(cursorIndex, index), Math.max(cursorIndex, index)];
  select(rows.slice(Math.max(0, first - from), last - from + 1).map(({ id }) => id));
}

export function clearSelection(): void {
  useOutbox.setState({ selected: new Set() });
}

/** What keys act on: the selection, else the action that is open or under the cursor, and never its neighbour. */
export function targets(): Targets {
  const now = useOutbox.getState();
  const { selected, cursor, opened } = now;
  if (selected.size > 0) return { kind: 'selection', ids: [...selected] };
  if (cursor === null) return { kind: 'none', ids: [] };
  if (opened?.id === cursor) return { kind: 'open', ids: [cursor] };
  return cursorAt(now) < 0 ? { kind: 'gone', ids: [] } : { kind: 'cursor', ids: [cursor] };
}

/** Those of the actions that are here. */
export function actionsOf(ids: readonly string[]): readonly Action[] {
  const { rows, kept, opened } = useOutbox.getState();
  const known = new Map([...kept, ...(opened === null ? [] : [[opened.id, opened] as const])]);
  for (const row of rows) known.set(row.id, row);
  return ids.flatMap((id) => known.get(id) ?? []);
}
