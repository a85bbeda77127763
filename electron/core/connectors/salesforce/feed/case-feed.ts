import { z } from 'zod';
import { day, minute, type Millis, second } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Feed } from '../../feed.ts';
import { caseEvent, commentEvents, commentRow, keysOf, type Masters, withMerge } from './case-rows.ts';
import { commentSoql, createCaseQuery, type Wanted } from './case-query.ts';
import { runQuery } from '../org/query.ts';
import type { Org } from '../org/org.ts';

/**
 * A record can become visible minutes after the time it is stamped with: what a long transaction changes is stamped when
 * it is saved and seen when the transaction ends (SOAP API guide, getUpdated: `latestDateCovered`).
 */
const overlap: Millis = 15 * minute;
/** Between looks that far back, where they bring more than one page. */
const shortOverlap: Millis = minute;
const farLooksEvery: Millis = 5 * minute;
const page = 2_000;
/** Once a day all is read again: open cases whatever their stamp, and everything that changed in this time. */
const sweepsEvery: Millis = day;
const lookBack: Millis = 30 * day;
/** A cursor this far ahead of our clock was never the org's time: it is not moved beyond our own. */
const mostAhead: Millis = overlap;
/** Comments are asked for when a known case changed, and at least every so many polls. */
const commentsEvery = 5;
/** A case that changed so shortly after it was made has only been made. */
const making: Millis = 2 * second;
const mostRemembered = 50_000;

const cursorSchema = z.object({
  /** Latest change seen, in the org's time; null before the first. */
  cases: z.number().nullable(),
  comments: z.number().nullable(),
  /** Cases that ours were merged into, with the keys they stand for, and since when. */
  masters: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  /** Polls since comments were last asked for. */
  polls: z.number(),
  /** When all was read last, by our clock. */
  sweptAt: z.number().nullable(),
});
type Cursor = z.output<typeof cursorSchema>;
const start: Cursor = { cases: null, comments: null, masters: {}, polls: 0, sweptAt: null };

/**
 * Changes of our own cases, deletions too, and their comments. One API request when only new cases came; two when comments
 * are asked for.
 */
export function createCaseFeed(org: Org): Feed {
  const unread = (count: number) => org.log('warn', 'Some rows that Salesforce sent could not be read', { count });
  /** Source ids of what was handed on and stored already: it is not handed on again with every look back. */
  const stored = new Set<string>();
  const readCases = createCaseQuery(org, unread);
  /** The last look far back, and whether it brought more than a page. */
  let farLook: { readonly at: Millis; readonly isLong: boolean } | null = null;

  return async function* cases({ cursor, signal }) {
    const now = org.clock.now();
    const last = usable(cursorSchema.safeParse(cursor).data ?? start, now);
    if (cursor === null) stored.clear();
    const sweeps = last.cases === null || last.sweptAt === null || Math.abs(now - last.sweptAt) >= sweepsEvery;
    const looksFar = sweeps || farLook === null || !farLook.isLong || Math.abs(now - farLook.at) >= farLooksEvery;
    const wanted: Wanted = sweeps
      ? { since: (last.cases ?? now) - lookBack, openToo: last.cases !== null, masters: Object.keys(last.masters) }
      : {
          since: (last.cases ?? now) - (looksFar ? overlap : shortOverlap),
          openToo: false,
          masters: Object.keys(last.masters),
        };
    let masters: Masters = last.masters;

    let latest = last.cases;
    let read = 0;
    let changed = false;
    let made = false;
    for await (const rows of readCases(wanted, signal)) {
      const instanceUrl = await org.instanceUrl(signal);
      read += rows.length;
      const fresh: NewEvent[] = [];
      for (const row of rows) {
        // Some stamps lie ahead (imported records, a server whose clock is wrong): others change until then.
        latest = Math.max(latest ?? 0, Math.min(row.SystemModstamp, now));
        masters = withMerge(masters, row, now);
        const events = keysOf(row, masters).map((one) => caseEvent(row, one, instanceUrl, now));
        const news = events.filter(({ sourceId }) => !stored.has(sourceId));
        if (news.length === 0) continue;
        if (row.SystemModstamp - row.CreatedDate <= making) made = true;
        else changed = true;
        fresh.push(...news);
      }
      if (fresh.length > 0) yield { events: fresh, cursor: null };
      // Only now: whoever reads has stored the page when it asks for the next.
      remember(fresh);
    }
    if (looksFar) farLook = { at: now, isLong: read > page };

    let { comments } = last;
    // Not in the poll that brings the numbers of new cases: a burst should cost few requests.
    const due = last.polls + 1 >= commentsEvery && !made;
    const asksComments = changed || due || (sweeps && last.cases !== null);
    if (asksComments) {
      const since = (last.comments ?? now) - (sweeps || last.comments === null ? lookBack : overlap);
      for await (const found of readComments(since, masters, signal)) {
        comments = Math.max(comments ?? 0, ...found.map(({ occurredAt }) => Math.min(occurredAt, now)));
        const fresh = found.filter(({ sourceId }) => !stored.has(sourceId));
        if (fresh.length > 0) yield { events: fresh, cursor: null };
        remember(fresh);
      }
    }
    const polls = asksComments ? 0 : last.polls + 1;
    const next: Cursor = { cases: latest, comments, masters, polls, sweptAt: sweeps ? now : last.sweptAt };
    yield { events: [], cursor: next, cursorAt: now };
  };

  function remember(events: readonly NewEvent[]): void {
    if (stored.size + events.length > mostRemembered) stored.clear();
    for (const { sourceId } of events) stored.add(sourceId);
  }

  async function* readComments(since: Millis, masters: Masters, signal: AbortSignal) {
    const { externalIdField: key } = org.settings();
    const soql = commentSoql(key, since, Object.keys(masters));
    const query = { soql, row: commentRow(key), what: 'the case comments', onUnread: unread };
    for await (const rows of runQuery(org, query, signal)) yield rows.flatMap((row) => commentEvents(row, masters));
  }
}

/** A cursor from a time to come would pass over everything until then: it says nothing, and all is read again. */
function usable(cursor: Cursor, now: Millis): Cursor {
  const isAhead = [cursor.cases, cursor.comments].some((at) => at !== null && at > now + mostAhead);
  return isAhead ? { ...start, masters: cursor.masters } : cursor;
}
