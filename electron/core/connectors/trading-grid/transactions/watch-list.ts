import { z } from 'zod';
import { day, type Millis } from '#shared/lib/time.ts';
import type { ExchangeReport } from '#shared/model/feed/exchange.ts';
import type { ConnectorContext } from '../../connection.ts';
import { isLensId, latestOf } from './transaction.ts';
import { standingOf } from './reports.ts';
import type { WindowSearch } from './read-window.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

/** More than this at once is a day on which nobody waits for single entries to heal. */
export const mostWatched = 2_000;
const longest: Millis = 14 * day;
const cacheKey = 'watched-transactions';
const storedSchema = z.array(z.tuple([z.string(), z.number()])).catch([]);

/** Entries last seen in trouble. The problem search does not bring them when they are well again, so they are asked for by id. */
export type WatchList = {
  /** Transaction ids, the newest trouble first. */
  ids(): readonly string[];
  /** Puts those in trouble on the list and takes those that are well off it; an older state than the known one is left aside. */
  note(transactions: readonly ExchangeReport[]): void;
  /** Keeps the list beyond the process, where it changed. */
  save(): void;
};

export function createWatchList({ cache, clock, log }: Pick<ConnectorContext, 'cache' | 'clock' | 'log'>): WatchList {
  let loaded: Map<string, Millis> | null = null;
  let changed = false;
  const watched = (): Map<string, Millis> => (loaded ??= new Map(storedSchema.parse(cache.get(cacheKey)?.value)));

  const trim = (): void => {
    const list = watched();
    for (const [id, at] of list) if (clock.now() - at > longest) list.delete(id);
    const tooMany = list.size - mostWatched;
    if (tooMany <= 0) return;
    const oldest = [...list].toSorted(([, a], [, b]) => a - b).slice(0, tooMany);
    for (const [id] of oldest) list.delete(id);
    log('warn', 'More entries are in trouble than are watched; the oldest are left to their people', { tooMany });
  };

  return {
    ids: () => [...watched()].toSorted(([, a], [, b]) => b - a).map(([id]) => id),
    note(transactions) {
      const list = watched();
      for (const transaction of transactions) {
        const id = transaction.exchangeId;
        if (!isLensId(id)) continue;
        const known = list.get(id);
        const at = latestOf(transaction);
        if (known !== undefined && known > at) continue;
        const standing = standingOf(transaction);
        if (standing === 'well') changed = list.delete(id) || changed;
        else if (standing === 'in trouble' && known !== at) {
          list.set(id, at);
          changed = true;
        }
      }
    },
    save() {
      if (!changed) return;
      trim();
      cache.set(
        cacheKey,
        [...watched()].map(([id, at]) => [id, at]),
      );
      changed = false;
    },
  };
}

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
