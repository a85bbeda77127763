import { create } from 'zustand';
import type { Action } from '#shared/model/action/action.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { stepTo } from '#renderer/kit/list/step.ts';

type OutboxState = {
  readonly rows: readonly Action[];
  /** The action that the keys act on; null until the person has moved. It may have left the list. */
  readonly cursor: string | null;
  /** Its place, kept when it has left the list. */
  readonly cursorIndex: number;
  readonly selected: ReadonlySet<string>;
  /** Whether the action under the cursor is open beside the list. */
  readonly open: boolean;
  /** What is open, as the core told it last. */
  readonly opened: Action | null;
};

const nothing: OutboxState = {
  rows: [],
  cursor: null,
  cursorIndex: -1,
  selected: new Set(),
  open: false,
  opened: null,
};

export const useOutbox = create<OutboxState>(() => nothing);

const indexIn = (rows: readonly Action[], id: string): number => rows.findIndex((row) => row.id === id);

const same = (one: Action, other: Action): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Takes in what the core says. The cursor stays with its action. Where that has left the list because another state is shown
 * or because of what the person did, the one that moved up takes over; where it left by itself the cursor stays behind with it, so
 * that the next key does nothing to a neighbour that nobody has looked at.
 */
export function takeRows(answered: readonly Action[], sentAway: (id: string) => boolean): void {
  useOutbox.setState((before) => {
    const known = new Map(before.rows.map((row) => [row.id, row]));
    const rows = answered.map((row) => {
      const old = known.get(row.id);
      return old !== undefined && same(old, row) ? old : row;
    });
    const selected = new Set(rows.map(({ id }) => id).filter((id) => before.selected.has(id)));
    const { cursor } = before;
    if (cursor === null) return { rows, selected };
    const at = indexIn(rows, cursor);
    if (at >= 0) return { rows, selected, cursorIndex: at };
    const index = Math.min(before.cursorIndex, rows.length - 1);
    const heir = rows[index];
    if (heir === undefined || !sentAway(cursor)) return { rows, selected };
    return { rows, selected, cursor: heir.id, cursorIndex: index };
  });
}

export function cursorTo(index: number): void {
  useOutbox.setState(({ rows }) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[bounded];
    return row === undefined ? {} : { cursor: row.id, cursorIndex: bounded };
  });
}

/** The action that is open; null where none is. */
export const openedId = ({ open, cursor }: Pick<OutboxState, 'open' | 'cursor'>): string | null =>
  open ? cursor : null;

/** Opens an action, whether or not it is in the list. */
export function cursorToAction(id: string): void {
  useOutbox.setState(({ rows }) => ({ open: true, cursor: id, cursorIndex: indexIn(rows, id) }));
}

export function closeAction(): void {
  useOutbox.setState({ open: false, opened: null });
}

/** Where the cursor's action is in the list; -1 where it is not. */
export const cursorAt = ({ rows, cursor }: Pick<OutboxState, 'rows' | 'cursor'>): number =>
  cursor === null ? -1 : indexIn(rows, cursor);

export function moveCursor(delta: number): void {
  const now = useOutbox.getState();
  const at = now.cursor === null ? null : cursorAt(now);
  cursorTo(stepTo({ at, was: now.cursorIndex, count: now.rows.length }, delta));
}

export function select(ids: readonly string[]): void {
  useOutbox.setState(({ selected }) => ({ selected: new Set([...selected, ...ids]) }));
}

export function toggleSelected(id: string): void {
  useOutbox.setState(({ selected }) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    return { selected: next };
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
  const { rows, cursorIndex } = useOutbox.getState();
  const [from, to] = [Math.min(cursorIndex, index), Math.max(cursorIndex, index)];
  select(rows.slice(Math.max(0, from), to + 1).map(({ id }) => id));
}

export function clearSelection(): void {
  useOutbox.setState({ selected: new Set() });
}

/** What keys act on: the selection, else the action that is open or under the cursor, and never its neighbour. */
export function targets(): Targets {
  const { selected, cursor, opened, rows } = useOutbox.getState();
  if (selected.size > 0) return { kind: 'selection', ids: [...selected] };
  if (cursor === null) return { kind: 'none', ids: [] };
  if (opened?.id === cursor) return { kind: 'open', ids: [cursor] };
  return indexIn(rows, cursor) < 0 ? { kind: 'gone', ids: [] } : { kind: 'cursor', ids: [cursor] };
}

/** Those of the actions that are here. */
export function actionsOf(ids: readonly string[]): readonly Action[] {
  const { rows, opened } = useOutbox.getState();
  const wanted = new Set(ids);
  const here = rows.filter(({ id }) => wanted.has(id));
  return opened !== null && wanted.has(opened.id) && !rows.some(({ id }) => id === opened.id)
    ? [...here, opened]
    : here;
}
