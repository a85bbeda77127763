import { type Millis, minute, second } from '#shared/lib/time.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { LensEntry, LensPage } from '../lens/lens.ts';
import type { LensSearch } from '../lens/query.ts';

export type WindowSearch = Pick<LensSearch, 'query' | 'anyOf'> & {
  /** The date that must lie in the window. */
  readonly field: string;
};

type ReadWindowOptions = {
  readonly window: Window;
  readonly search: WindowSearch;
  readonly pageSize: number;
  readonly random: () => number;
  idOf(entry: LensEntry): string;
  run(search: LensSearch): Promise<LensPage>;
  /** Told at the end how many entries of the window could not be read, where there were any. */
  unreadable?(count: number): void;
};

/** Deeper pages than this are not asked for: search engines refuse them. Nor are totals from here on believed. */
export const deepestOffset = 10_000;
const mostReads = 3;
/** Pages in a row in which nothing could be read: a few may stand at the end, more are no answer. */
const mostBlank = 3;
/** In one read. Far more than a window holds, but not without end, whatever the pages bring. */
const mostPages = 2_000;

/** Yields every page of a window, some entries perhaps twice. Returns only when the window was read to its end; else throws. */
export async function* readWindow(options: ReadWindowOptions): AsyncGenerator<readonly LensEntry[], void, undefined> {
  if (options.window.mode === 'scroll') return yield* readByScroll(options);
  const ever = new Set<string>();
  for (let read = 1; ; read += 1) {
    const seen = new Set<string>();
    let total: number | null = null;
    let steady = true;
    let blank = 0;
    let pages = 0;
    for (let done = false; !done; ) {
      // By what was really seen, so that a page with entries twice does not make us jump over others.
      const offset = seen.size;
      const page = await options.run(searchFor(options, { count: options.pageSize, offset }, 0));
      if (Math.max(page.total ?? 0, offset) >= deepestOffset) return yield* readByScroll(options);
      if ((pages += 1) > mostPages) throw endless(pages);
      // Entries that change while we read leave the window, and what stood behind them moves up past the offset.
      if (offset > 0 && page.total !== total) steady = false;
      total = page.total;
      const fresh = note(options, page, seen, `at ${offset}`);
      const moved = seen.size > offset;
      yield page.entries;
      const came = page.entries.length + (page.unreadable ?? 0);
      done = total === null ? came < options.pageSize : seen.size >= total;
      // A full page of entries that can't be read may be one of many; a short one that others follow is none.
      const isBlank = moved && fresh === 0 && (page.entries.length > 0 || came < options.pageSize);
      blank = isBlank ? blank + 1 : 0;
      if (!done && blank === mostBlank) throw blankPages();
      if (!done && !moved) {
        steady = false;
        done = true;
      }
    }
    for (const id of seen) ever.add(id);
    if (steady || (read > 1 && total !== null && ever.size >= total)) {
      return tellUnreadable(options, [...seen].filter((id) => id.startsWith(place)).length);
    }
    if (read === mostReads) throw incomplete(ever.size, total);
  }
}

async function* readByScroll(options: ReadWindowOptions): AsyncGenerator<readonly LensEntry[], void, undefined> {
  // Lens keeps the place of a scroll by its text. A read that broke off must not be continued, so each begins elsewhere.
  const shift = (1 + Math.floor(options.random() * 58)) * second;
  const seen = new Set<string>();
  let total: number | null = null;
  let lost = 0;
  let lostBefore = 0;
  let blank = 0;
  for (let pages = 1; ; pages += 1) {
    if (pages > mostPages) throw endless(pages);
    const page = await options.run(searchFor(options, 'scroll', shift));
    if (page.total !== null) total = Math.max(total ?? 0, page.total);
    const unreadable = page.unreadable ?? 0;
    // Only the empty page is the end: totals of large results may be cut off.
    if (page.entries.length + unreadable === 0) break;
    const fresh = note(options, page, seen, `page ${pages}`);
    if (fresh === 0 && unreadable === 0) throw stuck();
    lost += unreadable;
    if (fresh > 0) {
      blank = 0;
      lostBefore = lost;
    } else if ((blank += 1) === mostBlank) {
      // Where all that was announced has come, they are how this Lens says that nothing more comes.
      if (total === null || total >= deepestOffset || seen.size - lost < total) throw blankPages();
      return tellUnreadable(options, lostBefore);
    }
    yield page.entries;
  }
  if (seen.size < (total ?? 0)) throw incomplete(seen.size, total);
  tellUnreadable(options, lost);
}

/** Marks the places of entries that could not be read among the ids of those that could. */
const place = '\0';

function tellUnreadable(options: ReadWindowOptions, count: number): void {
  if (count > 0) options.unreadable?.(count);
}

function searchFor(options: ReadWindowOptions, page: LensSearch['page'], shift: number): LensSearch {
  const { field, query, anyOf } = options.search;
  const { from, to } = options.window;
  return { query, range: { field, from: from - shift, to }, anyOf, page };
}

/** Adds the page's ids, and places for those without. Gives how many ids are new: places say nothing of that. */
function note(options: ReadWindowOptions, page: LensPage, seen: Set<string>, where: string): number {
  const before = seen.size;
  for (const entry of page.entries) seen.add(options.idOf(entry));
  const fresh = seen.size - before;
  for (let n = 0; n < (page.unreadable ?? 0); n += 1) seen.add(`${place}${where}/${n}`);
  return fresh;
}

function stuck(): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    'trading-grid.paging',
    'Lens sent the same page of transactions twice, so the rest cannot be read.',
    { next: 'Try again. If it keeps happening, report this message to the people who look after Gridline.' },
  );
}

function blankPages(): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    'trading-grid.blank-pages',
    `Lens sent ${mostBlank} pages in a row with nothing to read, so it is not clear where the list of transactions ends.`,
    {
      next: 'The same period will be read again automatically. If this persists, ask OpenText whether Lens is working.',
    },
  );
}

function endless(pages: number): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    'trading-grid.endless',
    `Lens sent ${pages - 1} pages of transactions for one period without an end, so Gridline stopped reading.`,
    {
      next: 'The same period will be read again automatically. If this persists, ask OpenText whether Lens is working.',
    },
  );
}

function incomplete(received: number, total: number | null): ConnectorError {
  return new ConnectorError(
    'unavailable',
    'trading-grid.incomplete',
    `Lens announced ${total ?? 'more'} transactions but sent ${received}. The same period will be read again.`,
  );
}

/** A stretch of the source's time, read to its end before the next one starts. */
export type Window = { readonly from: Millis; readonly to: Millis; readonly mode: 'pages' | 'scroll' };

/**
 * From the last passed point (less the overlap) to now. What is longer than one catch-up window is cut into windows of
 * that size, read by scrolling; the last of them, up to now, is read by pages.
 */
export function planWindows(options: {
  readonly passed: Millis | null;
  readonly now: Millis;
  readonly overlapMs: Millis;
  readonly firstLookbackMs: Millis;
  readonly catchUpMs: Millis;
}): readonly Window[] {
  const now = Math.floor(options.now / second) * second;
  // A clock that was set back must not make a window that ends before it starts.
  const passed = options.passed === null ? now - options.firstLookbackMs : Math.min(options.passed, now);
  let from = options.passed === null ? passed : passed - options.overlapMs;
  const windows: Window[] = [];
  while (now - from > options.catchUpMs + options.overlapMs) {
    const to = from + options.catchUpMs;
    windows.push({ from, to, mode: 'scroll' });
    // A minute twice, since whether the ends belong to a range is not documented.
    from = to - minute;
  }
  return [...windows, { from, to: now, mode: 'pages' }];
}
