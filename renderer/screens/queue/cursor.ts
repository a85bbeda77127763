import { openIssue, useRoute } from '#renderer/app/router.ts';
import { stepTo } from '#renderer/kit/list/step.ts';
import { indexOf, rowAt } from './row-window.ts';
import { none, toggled, withAll, without } from './selection.ts';
import { useQueue } from './store.ts';

/** Puts the cursor on a row that is in memory; the open detail follows. */
export function cursorTo(index: number): void {
  const { window } = useQueue.getState();
  const bounded = Math.max(0, Math.min(window.total - 1, index));
  const row = rowAt(window, bounded);
  if (row === undefined) return;
  useQueue.setState({ cursor: row.id, cursorIndex: bounded });
  if (useRoute.getState().issueId !== null) openIssue(row.id);
}

export function moveCursor(delta: number): void {
  const { cursor, cursorIndex, window } = useQueue.getState();
  const at = cursor === null ? null : indexOf(window, cursor);
  cursorTo(stepTo({ at, was: cursorIndex, count: window.total }, delta));
}

export function extendSelection(delta: number): void {
  const { cursor, selected } = useQueue.getState();
  const from = cursor === null ? [] : [cursor];
  moveCursor(delta);
  const { cursor: to } = useQueue.getState();
  useQueue.setState({ selected: withAll(selected, to === null ? from : [...from, to]) });
}

export function toggleSelected(id: string): void {
  useQueue.setState(({ selected }) => ({ selected: toggled(selected, id) }));
}

/** Selects from the cursor to a row, as Shift and a click do. */
export function selectTo(index: number): void {
  const { window, selected, cursorIndex } = useQueue.getState();
  const from = Math.max(0, Math.min(cursorIndex, index));
  const ids: string[] = [];
  for (let at = from; at <= Math.max(cursorIndex, index); at += 1) {
    const row = rowAt(window, at);
    if (row !== undefined) ids.push(row.id);
  }
  useQueue.setState({ selected: withAll(selected, ids) });
}

/** Takes what was acted on out of the selection; what else is selected stays so. */
export function deselect(ids: readonly string[]): void {
  useQueue.setState(({ selected }) => ({ selected: without(selected, ids) }));
}

export function clearSelection(): void {
  useQueue.setState({ selected: none });
}
