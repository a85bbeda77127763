import type { QueueRow } from './rows.ts';

/** Rows to a page of the cache; requests are made for whole pages. */
export const pageSize = 100;

/** Pages kept; those farthest from the screen go first. */
const keptPages = 40;

export type Page = { readonly rows: readonly QueueRow[]; readonly stale: boolean };

/**
 * The part of a long result that is in memory. Our own, where everything else is kept by TanStack Query: one jumps to row
 * 700,000 by the scrollbar, and an infinite query holds the pages from the first one on and asks for all of them, one after
 * another, when something has changed. Here pages lie anywhere, those in sight alone are asked for anew, in one call, and
 * what comes in above them moves the list by as much.
 */
export type RowWindow = {
  readonly total: number;
  /** True where counting stopped: `total` is then "at least". */
  readonly more: boolean;
  readonly pages: ReadonlyMap<number, Page>;
  /** How many rows came in above what is on screen since the beginning; the list scrolls by the difference. */
  readonly shifted: number;
};

export const emptyWindow: RowWindow = { total: 0, more: false, pages: new Map(), shifted: 0 };

export type Range = { readonly first: number; readonly last: number };

/** The pages that hold rows `first` to `last` of `total`. */
export function pagesOf({ first, last }: Range, total: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.min(Math.max(0, total - 1), Math.max(0, last)) / pageSize);
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
}

export function rowAt(window: RowWindow, index: number): QueueRow | undefined {
  return window.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize];
}

/** The place of an issue in the queue; -1 when it is not among the rows in memory. */
export function indexOf(window: RowWindow, id: string): number {
  return indexWhere(window, (row) => row.id === id);
}

/** The place of the first such row; -1 when there is none among the rows in memory. */
export function indexWhere(window: RowWindow, isIt: (row: QueueRow) => boolean): number {
  for (const [page, { rows }] of window.pages) {
    const at = rows.findIndex(isIt);
    if (at >= 0) return page * pageSize + at;
  }
  return -1;
}

/** Pages of the range that are missing or out of date. */
export function wanting(window: RowWindow, range: Range): readonly number[] {
  return pagesOf(range, window.total).filter((page) => window.pages.get(page)?.stale ?? true);
}

export type Answer = {
  readonly firstPage: number;
  readonly pageCount: number;
  readonly total: number;
  readonly more: boolean;
  readonly rows: readonly QueueRow[];
};

const sameRow = (a: QueueRow, b: QueueRow) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Takes an answer in. `whole` = the result may have changed, so all other pages become stale; rows that are equal keep
 * their identity, so that nothing that did not change is drawn again. `anchor` is the issue that must not move on screen.
 */
export function takeAnswer(before: RowWindow, answer: Answer, whole: boolean, anchor: string | null): RowWindow {
  const known = new Map<string, QueueRow>();
  for (const { rows } of before.pages.values()) for (const row of rows) known.set(row.id, row);
  const pages = new Map<number, Page>();
  for (const [index, page] of before.pages) {
    if (index * pageSize < answer.total) pages.set(index, whole ? { ...page, stale: true } : page);
  }
  for (let page = 0; page < answer.pageCount; page += 1) {
    const rows = answer.rows.slice(page * pageSize, (page + 1) * pageSize).map((row) => {
      const old = known.get(row.id);
      return old !== undefined && sameRow(old, row) ? old : row;
    });
    // An empty page is kept too: asking for it again would only bring the same.
    if ((answer.firstPage + page) * pageSize < answer.total) pages.set(answer.firstPage + page, { rows, stale: false });
  }
  trim(pages, answer.firstPage);
  const after = { total: answer.total, more: answer.more, pages, shifted: before.shifted };
  return { ...after, shifted: before.shifted + shiftOf(before, answer, anchor) };
}

/** The rows in memory that this answer says nothing of: they are as old as they were. */
export function untold(window: RowWindow, { firstPage, pageCount, rows }: Answer): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [index, page] of window.pages) {
    if (index < firstPage || index >= firstPage + pageCount) for (const row of page.rows) ids.add(row.id);
  }
  for (const row of rows) ids.delete(row.id);
  return ids;
}

function shiftOf(before: RowWindow, answer: Answer, anchor: string | null): number {
  if (anchor === null) return 0;
  const was = indexOf(before, anchor);
  const at = answer.rows.findIndex((row) => row.id === anchor);
  return was < 0 || at < 0 ? 0 : answer.firstPage * pageSize + at - was;
}

function trim(pages: Map<number, Page>, around: number): void {
  if (pages.size <= keptPages) return;
  const farthest = [...pages.keys()].toSorted((a, b) => Math.abs(b - around) - Math.abs(a - around));
  for (const page of farthest.slice(0, pages.size - keptPages)) pages.delete(page);
}
