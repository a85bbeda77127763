import type { WindowSearch } from './read-window.ts';
import type { TradingGridSettings } from '../connection-settings.ts';
import type { WatchList } from './watch-list.ts';

/** Ids in one search: below 50 kB of text, and below the 1,024 clauses that search engines take. */
const mostAtOnce = 500;

/** Searches for changes of the entries on the watch list, whatever state they are in now. None for an empty list. */
export function recoverySearches({ fieldMap }: TradingGridSettings, watched: WatchList): readonly WindowSearch[] {
  const field = fieldMap.fields.transactionId;
  const searches: WindowSearch[] = [];
  if (field === null) return searches;
  const ids = watched.ids();
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    const anyOf = ids.slice(start, start + mostAtOnce).map((value) => ({ field, value }));
    searches.push({ field: 'statusdate', query: null, anyOf });
  }
  return searches;
}
