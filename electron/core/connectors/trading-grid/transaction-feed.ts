import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event.ts';
import type { TransactionSeen } from '#shared/model/payloads.ts';
import type { ConnectorContext, Feed, FeedPage } from '../connector.ts';
import type { TradingGridClient } from './client.ts';
import { healingSearches } from './healing.ts';
import { type LensEntry, searchLens } from './lens.ts';
import type { LensSearch } from './lens-query.ts';
import { readWindow, type WindowSearch } from './read-window.ts';
import type { TradingGridSettings } from './settings.ts';
import { fetchSiblings, missingMessages } from './siblings.ts';
import { idOf, toTransaction, transactionEvent } from './transaction.ts';
import type { WatchList } from './watch-list.ts';
import { planWindows, type Window } from './window.ts';

/** Up to which point in the source's time everything was read. */
const cursorSchema = z.object({ passed: z.number() }).nullable().catch(null);

/** Newest failures whose siblings have been asked for, so that an overlap does not ask again. */
const mostRemembered = 20_000;

type FeedPlan = {
  readonly searches: (settings: TradingGridSettings) => readonly WindowSearch[];
  /** Entries in trouble are noted here. */
  readonly watched: WatchList;
  /** Whether this feed asks what became of them. */
  readonly heals: boolean;
};

/**
 * A feed over windows of time: each window is searched with every search given, and the cursor moves only when all of
 * it was read. Entries come again in overlaps; equal ones have equal source ids.
 */
export function createTransactionFeed(
  context: ConnectorContext,
  client: TradingGridClient,
  readSettings: () => TradingGridSettings,
  { searches, watched, heals }: FeedPlan,
): Feed {
  const askedFor = new Set<string>();
  let reading: Promise<unknown> = Promise.resolve();

  async function* poll(request: Parameters<Feed>[0]): AsyncGenerator<FeedPage, void, undefined> {
    const settings = readSettings();
    const run = (search: LensSearch) => searchLens(client, settings, context.log, search, request.signal);
    const toOurs = (entry: LensEntry) => toTransaction(entry, settings.fieldMap, settings.lensUrl);
    const sent = new Set<string>();
    const windows = planWindows({
      ...settings,
      passed: cursorSchema.parse(request.cursor)?.passed ?? null,
      now: context.clock.now(),
    });

    const toEvents = (transactions: readonly TransactionSeen[]): readonly NewEvent[] =>
      transactions
        .map((transaction) => transactionEvent(transaction, context.clock.now()))
        .filter(({ sourceId }) => !sent.has(sourceId) && sent.add(sourceId));

    const read = (window: Window, search: WindowSearch) =>
      readWindow({
        window,
        search,
        pageSize: settings.pageSize,
        random: context.random,
        idOf: (entry) => idOf(entry, settings.fieldMap),
        run,
      });

    async function* journaled(transactions: readonly TransactionSeen[]): AsyncGenerator<FeedPage, void, undefined> {
      const events = toEvents(transactions);
      if (events.length > 0) yield { events, cursor: null };
      // Only now are they in the journal: what is forgotten before that would never be asked for again.
      watched.note(transactions);
    }

    async function* healed(from: Millis, to: Millis): AsyncGenerator<FeedPage, void, undefined> {
      for (const search of healingSearches(settings, watched)) {
        const wanted = new Set(search.anyOf.map(({ value }) => value));
        for await (const entries of read({ from, to, mode: 'pages' }, search)) {
          // Should Lens take the ids as a wish beside the range, the others are left to the searches for problems.
          yield* journaled(entries.map(toOurs).filter(({ transactionId }) => wanted.has(transactionId)));
        }
      }
    }

    const withSiblings = async (transactions: readonly TransactionSeen[]): Promise<readonly TransactionSeen[]> => {
      const field = settings.fieldMap.fields.correlationId;
      const fresh = transactions.filter((one) => !askedFor.has(askKey(one)));
      const wanted = field === null ? [] : missingMessages(fresh);
      if (field === null || wanted.length === 0) return transactions;
      const siblings = await fetchSiblings(wanted, field, settings.pageSize, run);
      if (askedFor.size > mostRemembered) askedFor.clear();
      for (const one of fresh) askedFor.add(askKey(one));
      return [...transactions, ...siblings.map(toOurs)];
    };

    const [first] = windows;
    // Before any cursor moves: a look that fails is then made again over the same time.
    if (heals && first !== undefined) yield* healed(first.from, windows.at(-1)?.to ?? first.to);
    for (const window of windows) {
      for (const search of searches(settings)) {
        for await (const entries of read(window, search)) {
          yield* journaled(await withSiblings(entries.map(toOurs)));
        }
      }
      watched.save();
      yield { events: [], cursor: { passed: window.to }, cursorAt: window.to };
    }
  }

  return async function* inTurn(request) {
    // Lens keeps one place for each scrolled query: two polls at once would take pages from each other.
    const before = reading;
    let release: () => void = () => undefined;
    reading = new Promise<void>((resolve) => {
      release = resolve;
    });
    try {
      await before;
      yield* poll(request);
    } finally {
      release();
    }
  };
}

function askKey(transaction: TransactionSeen): string {
  return `${transaction.transactionId}@${transaction.statusAt}@${transaction.errorCode ?? ''}`;
}
