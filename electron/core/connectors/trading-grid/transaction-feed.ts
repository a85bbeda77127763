import { z } from 'zod';
import type { NewEvent } from '#shared/model/event.ts';
import type { TransactionSeen } from '#shared/model/payloads.ts';
import type { ConnectorContext, Feed, FeedPage } from '../connector.ts';
import type { TradingGridClient } from './client.ts';
import { type LensEntry, searchLens } from './lens.ts';
import type { LensSearch } from './lens-query.ts';
import { readWindow, type WindowSearch } from './read-window.ts';
import type { TradingGridSettings } from './settings.ts';
import { fetchSiblings, missingMessages } from './siblings.ts';
import { idOf, toTransaction, transactionEvent } from './transaction.ts';
import { planWindows } from './window.ts';

/** Up to which point in the source's time everything was read. */
const cursorSchema = z.object({ passed: z.number() }).nullable().catch(null);

/** Newest failures whose siblings have been asked for, so that an overlap does not ask again. */
const mostRemembered = 20_000;

/**
 * A feed over windows of time: each window is searched with every search given, and the cursor moves only when all of
 * it was read. Entries come again in overlaps; equal ones have equal source ids.
 */
export function createTransactionFeed(
  context: ConnectorContext,
  client: TradingGridClient,
  readSettings: () => TradingGridSettings,
  searches: (settings: TradingGridSettings) => readonly WindowSearch[],
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

    for (const window of windows) {
      for (const search of searches(settings)) {
        const pages = readWindow({
          window,
          search,
          pageSize: settings.pageSize,
          random: context.random,
          idOf: (entry) => idOf(entry, settings.fieldMap),
          run,
        });
        for await (const entries of pages) {
          const events = toEvents(await withSiblings(entries.map(toOurs)));
          if (events.length > 0) yield { events, cursor: null };
        }
      }
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
