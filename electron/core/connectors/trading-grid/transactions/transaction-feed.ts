import { z } from 'zod';
import { day, hour, type Millis, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { codeOf, type ExchangeReport } from '#shared/model/feed/exchange.ts';
import type { ConnectorContext } from '../../connection.ts';
import type { Feed, FeedPage } from '../../feed.ts';
import { createKnownTexts } from '../../sdk/repeats.ts';
import type { TradingGridClient } from '../gateway/client.ts';
import { recoverySearches, type WatchList } from './watch-list.ts';
import type { Lens, LensEntry } from '../lens/lens.ts';
import type { LensSearch } from '../lens/query.ts';
import { readWindow, type WindowSearch, planWindows, type Window } from './read-window.ts';
import type { TradingGridSettings } from '../connection-settings.ts';
import { createSecondLooks } from './second-looks.ts';
import { knownAhead, latestOf } from '../gateway/server-time.ts';
import { fetchSiblings, missingMessages } from './siblings.ts';
import { idOf, lacksMessage, toTransaction, transactionEvent } from './transaction.ts';

/** Up to which point in the source's time everything was read. */
const cursorSchema = z.object({ passed: z.number() }).nullable().catch(null);

/** Newest failures whose siblings have been asked for, so that an overlap does not ask again. */
const mostRemembered = 20_000;

/** Once a day the last two are read again, for what became visible later than any overlap reaches. */
const sweepEvery = day;
const sweepOver = 2 * day;
const sweepAgain = hour;
/** A cursor ahead of the clock by less is a clock that was corrected in passing. */
const tolerated = minute;

type Fresh = { readonly textHash: string; readonly transaction: ExchangeReport };
/** What a page brings: entries of which something may be news, and how many are in the journal as they are. */
type News = { readonly fresh: readonly Fresh[]; readonly known: number };

type FeedPlan = {
  /** The feed's id. */
  readonly name: string;
  readonly searches: (settings: TradingGridSettings) => readonly WindowSearch[];
  /** Entries in trouble are noted here. */
  readonly watched: WatchList;
  /** Whether this feed asks what became of them. */
  readonly heals: boolean;
};

/**
 * A feed over windows of time: each window is searched with every search given, and the cursor moves only when all of
 * it was read. Entries come again in overlaps; those whose text is known go no further, and equal ones have equal source ids.
 */
export function createTransactionFeed(
  context: ConnectorContext,
  client: Pick<TradingGridClient, 'clockAhead' | 'signIn'>,
  lens: Lens,
  readSettings: () => TradingGridSettings,
  { name, searches, watched, heals }: FeedPlan,
): Feed {
  const askedFor = new Set<string>();
  const again = createSecondLooks(context, name);
  const known = createKnownTexts(mostRemembered);
  let sweepFailed: Millis | null = null;
  let lastNotes: string | null = null;
  let reading: Promise<unknown> = Promise.resolve();

  async function* poll(request: Parameters<Feed>[0]): AsyncGenerator<FeedPage, void, undefined> {
    const settings = readSettings();
    const run = (search: LensSearch) => lens.search(settings, search, request.signal);
    const sent = new Set<string>();
    /** Nothing is read of an entry whose text is known. Its text is the entry as it stands in the page, which is one JSON document. */
    const readNew = (entries: readonly LensEntry[]): News => {
      const fresh: Fresh[] = [];
      let again = 0;
      for (const entry of entries) {
        const textHash = known.hashOf(JSON.stringify(entry));
        if (!known.has(textHash)) {
          fresh.push({ textHash, transaction: toTransaction(entry, settings.fieldMap, settings.lensUrl) });
        } else if (!sent.has(textHash)) {
          sent.add(textHash);
          again += 1;
        }
      }
      return { fresh, known: again };
    };
    // Trading Grid stamps its entries by its own clock, which is known from its answers: one at least, before planning.
    await client.signIn(request.signal);
    const began = context.clock.now();
    const now = latestOf(began, client.clockAhead());
    const cursor = cursorSchema.parse(request.cursor)?.passed ?? null;
    // A cursor in the future was set by a clock that was wrong: it does not say what was read.
    const passed = cursor !== null && cursor > now + tolerated ? null : cursor;
    const windows = planWindows({ ...settings, passed, now });

    const toEvents = (transactions: readonly ExchangeReport[]): readonly NewEvent[] =>
      transactions
        .map((transaction) => transactionEvent(transaction, context.clock.now()))
        .filter(({ sourceId }) => !sent.has(sourceId) && sent.add(sourceId));

    const read = (window: Window, search: WindowSearch, unreadable = (count: number) => again.missed(window, count)) =>
      readWindow({
        window,
        search,
        pageSize: settings.pageSize,
        random: context.random,
        idOf: (entry) => idOf(entry, settings.fieldMap),
        run,
        unreadable,
      });

    async function* journaled(news: News): AsyncGenerator<FeedPage, void, undefined> {
      const transactions = news.fresh.map(({ transaction }) => transaction);
      const events = toEvents(transactions);
      if (events.length > 0 || news.known > 0) yield { events, known: news.known, cursor: null };
      // Only now are they in the journal: what is forgotten before that would never be asked for again.
      watched.note(transactions);
      for (const { textHash, transaction } of news.fresh) {
        // One whose words are still to be found beside it must be looked at again.
        if (!lacksMessage(transaction) || askedFor.has(askKey(transaction))) known.add(textHash);
      }
    }

    async function* healed(
      from: Millis,
      to: Millis,
      unreadable?: (count: number) => void,
    ): AsyncGenerator<FeedPage, void, undefined> {
      for (const search of recoverySearches(settings, watched)) {
        const wanted = new Set(search.anyOf.map(({ value }) => value));
        for await (const entries of read({ from, to, mode: 'pages' }, search, unreadable)) {
          // Should Lens take the ids as a wish beside the range, the others are left to the searches for problems.
          const news = readNew(entries);
          const fresh = news.fresh.filter(({ transaction }) => wanted.has(transaction.exchangeId));
          yield* journaled({ ...news, fresh });
        }
      }
    }

    const withSiblings = async (news: News): Promise<News> => {
      const field = settings.fieldMap.fields.correlationId;
      const unasked = news.fresh.map(({ transaction }) => transaction).filter((one) => !askedFor.has(askKey(one)));
      const wanted = field === null ? [] : missingMessages(unasked);
      if (field === null || wanted.length === 0) return news;
      const siblings = await fetchSiblings(wanted, field, settings.pageSize, run);
      if (askedFor.size > mostRemembered) askedFor.clear();
      if (siblings.whole) for (const one of unasked) askedFor.add(askKey(one));
      const more = readNew(siblings.entries);
      return { fresh: [...news.fresh, ...more.fresh], known: news.known + more.known };
    };

    /** Reads a stretch of time that the cursor has passed. Gives how many entries of it can't be read. */
    async function* onceMore(stretch: {
      readonly from: Millis;
      readonly to: Millis;
    }): AsyncGenerator<FeedPage, number> {
      let missing = 0;
      const count = (more: number) => void (missing += more);
      const window: Window = { ...stretch, mode: 'pages' };
      if (heals) yield* healed(window.from, window.to, count);
      for (const search of searches(settings)) {
        for await (const entries of read(window, search, count)) {
          yield* journaled(await withSiblings(readNew(entries)));
        }
      }
      watched.save();
      return missing;
    }

    async function* secondLook(): AsyncGenerator<FeedPage, void, undefined> {
      const gap = again.due();
      if (gap !== null) again.looked(gap, yield* onceMore(gap));
    }

    /** What it can't do now it does within the hour; that must not hold up the feed itself. */
    async function* sweep(): AsyncGenerator<FeedPage, void, undefined> {
      const key = `swept:${name}`;
      const swept = context.cache.get(key)?.at ?? null;
      if (swept === null) return context.cache.set(key, true);
      const since = (at: Millis) => Math.abs(context.clock.now() - at);
      if (since(swept) < sweepEvery || (sweepFailed !== null && since(sweepFailed) < sweepAgain)) return;
      try {
        yield* onceMore({ from: now - sweepOver, to: now });
        context.cache.set(key, true);
        sweepFailed = null;
      } catch (error) {
        if (request.signal.aborted) throw error;
        sweepFailed = context.clock.now();
        context.log('warn', 'The last two days could not be read again', { feed: name, error: String(error) });
      }
    }

    const [first] = windows;
    // Before any cursor moves: a look that fails is then made again over the same time.
    if (heals && first !== undefined) yield* healed(first.from, windows.at(-1)?.to ?? first.to);
    for (const window of windows) {
      for (const search of searches(settings)) {
        for await (const entries of read(window, search)) {
          yield* journaled(await withSiblings(readNew(entries)));
        }
      }
      watched.save();
      // Never past what Trading Grid's own clock had reached, whatever ours says.
      const reached = Math.min(window.to, began + Math.min(0, knownAhead(client.clockAhead())));
      yield { events: [], cursor: { passed: reached }, cursorAt: reached };
    }
    yield* secondLook();
    yield* sweep();
    const lacking = lens.lacking(settings);
    const notes = [...again.notes(), ...(lacking === null ? [] : [lacking])];
    if (lastNotes !== JSON.stringify(notes)) yield { events: [], cursor: null, notes };
    lastNotes = JSON.stringify(notes);
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

function askKey(transaction: ExchangeReport): string {
  return `${transaction.exchangeId}@${transaction.reports.delivery.at ?? 0}@${codeOf(transaction) ?? ''}`;
}
