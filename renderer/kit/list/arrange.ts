import type { Measures } from './column.ts';
import type { Layout } from './layout.ts';

/** Pixels between two columns, before the first and after the last; the style sheet has them too. */
const gap = 8;
const edges = { start: 6, end: 12 };

/** Pixels below which a row has two lines. */
export const twoLinesBelow = 560;

/** Pixels of the column of check boxes. */
const checkWidth = 28;

/** Pixels of a row that has no columns. */
const least = edges.start + checkWidth + edges.end;

/** All columns in a person's order. One that was never moved follows the one that it follows by itself. */
export function ordered<C extends Pick<Measures, 'id'>>(
  columns: readonly C[],
  { order }: Pick<Layout, 'order'>,
): readonly C[] {
  const result = order.flatMap((id) => columns.filter((column) => column.id === id));
  columns.forEach((column, at) => {
    if (result.includes(column)) return;
    const before = columns[at - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, column);
  });
  return result;
}

/** The columns that were chosen, in their order. One that has to stay cannot be left out. */
export function chosen<C extends Measures>(
  columns: readonly C[],
  layout: Pick<Layout, 'order' | 'hidden'>,
): readonly C[] {
  return ordered(columns, layout).filter(({ id, priority }) => priority === 0 || !layout.hidden.includes(id));
}

/** Of these columns, those for which there is room in `room` pixels; the least important go first, and those that need a wider list. */
export function fitting(columns: readonly Measures[], room: number): ReadonlySet<string> {
  const left = new Set(columns.filter(({ from = 0 }) => from <= room));
  const needed = () => {
    let sum = least;
    for (const { minWidth } of left) sum += minWidth + gap;
    return sum;
  };
  for (const column of columns.toSorted((a, b) => b.priority - a.priority)) {
    if (column.priority === 0 || needed() <= room) break;
    left.delete(column);
  }
  return new Set([...left].map(({ id }) => id));
}

/**
 * The one template of the grid: the check boxes, then each column that is shown. Where there is less room than the
 * columns would like, each gives up the same share of what it can; what is left over goes to the one that grows.
 */
export function templateOf(
  columns: readonly Measures[],
  shown: ReadonlySet<string>,
  widths: Layout['widths'],
  room: number,
): string {
  const measured = columns
    .filter(({ id }) => shown.has(id))
    .map(({ id, minWidth, width, grows }) => ({ minWidth, grows, width: Math.max(minWidth, widths[id] ?? width) }));
  const left = room - least - measured.reduce((sum, { minWidth }) => sum + minWidth + gap, 0);
  const wanted = measured.reduce((sum, { minWidth, width }) => sum + width - minWidth, 0);
  const share = wanted === 0 ? 0 : Math.max(0, Math.min(1, left / wanted));
  const tracks = measured.map(({ minWidth, width, grows }) => {
    const pixels = Math.floor(minWidth + (width - minWidth) * share);
    return grows === true ? `minmax(${pixels}px, 1fr)` : `${pixels}px`;
  });
  return [`${checkWidth}px`, ...tracks].join(' ');
}

/** The order after a column was put where another one is. */
export function movedTo(
  columns: readonly Pick<Measures, 'id'>[],
  layout: Pick<Layout, 'order'>,
  id: string,
  place: string,
): readonly string[] {
  const ids = ordered(columns, layout).map((column) => column.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(place)];
  if (from < 0 || to < 0) return ids;
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  return ids;
}
