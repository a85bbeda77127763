import { second } from '#shared/lib/time.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { LensEntry, LensPage } from './lens.ts';
import type { LensSearch } from './lens-query.ts';
import type { Window } from './window.ts';

export type WindowSearch = Pick<LensSearch, 'query' | 'anyOf'> & {
  /** The date that must lie in the window. */
  readonly field: string;
};

export type ReadWindowOptions = {
  readonly window: Window;
  readonly search: WindowSearch;
  readonly pageSize: number;
  readonly random: () => number;
  idOf(entry: LensEntry): string;
  run(search: LensSearch): Promise<LensPage>;
  /** Told at the end how many entries of the window could not be read, where there were any. */
  unreadable?(count: number): void;
};

/** Deeper pages than this are not asked for: search engines refuse them. */
const deepestOffset = 10_000;
const mostReads = 3;

/** Yields every page of a window, some entries perhaps twice. Returns only when the window was read to its end; else throws. */
export async function* readWindow(options: ReadWindowOptions): AsyncGenerator<readonly LensEntry[], void, undefined> {
  if (options.window.mode === 'scroll') return yield* readByScroll(options);
  const ever = new Set<string>();
  for (let read = 1; ; read += 1) {
    const seen = new Set<string>();
    let total: number | null = null;
    let steady = true;
    for (let done = false; !done; ) {
      // By what was really seen, so that a page with entries twice does not make us jump over others.
      const offset = seen.size;
      const page = await options.run(searchFor(options, { count: options.pageSize, offset }, 0));
      if (page.total !== null && page.total >= deepestOffset) return yield* readByScroll(options);
      // Entries that change while we read leave the window, and what stood behind them moves up past the offset.
      if (offset > 0 && page.total !== total) steady = false;
      total = page.total;
      const moved = note(options, page, seen, `at ${offset}`);
      yield page.entries;
      const came = page.entries.length + (page.unreadable ?? 0);
      done = total === null ? came < options.pageSize : seen.size >= total;
      if (!done && !moved) {
        steady = false;
        done = true;
      }
    }
    for (const id of seen) ever.add(id);
    if (steady || (read > 1 && total !== null && ever.size >= total)) return tellUnreadable(options, seen);
    if (read === mostReads) throw incomplete(ever.size, total);
  }
}

async function* readByScroll(options: ReadWindowOptions): AsyncGenerator<readonly LensEntry[], void, undefined> {
  // Lens keeps the place of a scroll by its text. A read that broke off must not be continued, so each begins elsewhere.
  const shift = (1 + Math.floor(options.random() * 58)) * second;
  const seen = new Set<string>();
  let total = 0;
  let pages = 0;
  for (;;) {
    const page = await options.run(searchFor(options, 'scroll', shift));
    total = Math.max(total, page.total ?? 0);
    // Only the empty page is the end: totals of large results may be cut off.
    if (page.entries.length + (page.unreadable ?? 0) === 0) break;
    if (!note(options, page, seen, `page ${pages++}`)) throw stuck();
    yield page.entries;
  }
  if (seen.size < total) throw incomplete(seen.size, total);
  tellUnreadable(options, seen);
}

/** Marks the places of entries that could not be read among the ids of those that could. */
const place = '\0';

function tellUnreadable(options: ReadWindowOptions, seen: ReadonlySet<string>): void {
  const count = [...seen].filter((id) => id.startsWith(place)).length;
  if (count > 0) options.unreadable?.(count);
}

function searchFor(options: ReadWindowOptions, page: LensSearch['page'], shift: number): LensSearch {
  const { field, query, anyOf } = options.search;
  const { from, to } = options.window;
  return { query, range: { field, from: from - shift, to }, anyOf, page };
}

/** Adds the page's ids, and places for those without; false where it brought none that is new. */
function note(options: ReadWindowOptions, page: LensPage, seen: Set<string>, where: string): boolean {
  const before = seen.size;
  for (const entry of page.entries) seen.add(options.idOf(entry));
  for (let n = 0; n < (page.unreadable ?? 0); n += 1) seen.add(`${place}${where}/${n}`);
  return seen.size > before;
}

function stuck(): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    'trading-grid.paging',
    'Lens sent the same page of transactions twice, so the rest can not be read.',
    { next: 'Try again. If it stays, report this message to the people who look after Gridline.' },
  );
}

function incomplete(received: number, total: number | null): ConnectorError {
  return new ConnectorError(
    'unavailable',
    'trading-grid.incomplete',
    `Lens announced ${total ?? 'more'} transactions but sent ${received}. The same time will be read again.`,
  );
}
