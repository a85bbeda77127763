import type { ExchangeReport } from '#shared/model/feed/exchange.ts';
import type { LensEntry, LensPage } from '../lens/lens.ts';
import type { LensSearch } from '../lens/query.ts';
import { deepestOffset } from './read-window.ts';
import { hasMessage, lacksMessage } from './transaction.ts';

/** One search names at most so many processes: search engines limit the clauses of a query. */
const mostAtOnce = 1000;
const mostPages = 100;

/** Correlation ids of entries that failed without saying why, where no entry beside them says it. */
export function missingMessages(transactions: readonly ExchangeReport[]): readonly string[] {
  const explained = new Set(transactions.filter(hasMessage).map(({ processId }) => processId));
  const wanted = transactions
    .filter((transaction) => lacksMessage(transaction) && !explained.has(transaction.processId))
    .map(({ processId }) => processId)
    .filter((id) => id !== null);
  return [...new Set(wanted)];
}

/** Every entry of these processes, in as few searches as can be: usually one. `whole`: none of them was unreadable. */
export async function fetchSiblings(
  correlationIds: readonly string[],
  field: string,
  pageSize: number,
  run: (search: LensSearch) => Promise<LensPage>,
): Promise<{ readonly entries: readonly LensEntry[]; readonly whole: boolean }> {
  const found: LensEntry[] = [];
  let whole = true;
  for (let start = 0; start < correlationIds.length; start += mostAtOnce) {
    const anyOf = correlationIds.slice(start, start + mostAtOnce).map((value) => ({ field, value }));
    for (let offset = 0, pages = 0; ; ) {
      const page = await run({ query: null, range: null, anyOf, page: { count: pageSize, offset } });
      found.push(...page.entries);
      const came = page.entries.length + (page.unreadable ?? 0);
      if (came > page.entries.length) whole = false;
      offset += came;
      if (came === 0 || (page.total === null ? came < pageSize : offset >= page.total)) break;
      // These only add words to entries that are known: what comes without end is not worth waiting for.
      if (offset >= deepestOffset || (pages += 1) === mostPages) {
        whole = false;
        break;
      }
    }
  }
  return { entries: found, whole };
}
