import { z } from 'zod';
import { eventKinds, feedKinds, isFeedKind } from '#shared/model/event/kinds.ts';
import type { Json } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { FeedPage, FileResult } from '../connectors/feed.ts';
import type { ConnectionSource, OpenConnection } from '../connections/source.ts';
import { plainMessage } from '#shared/lib/misfit.ts';
import { resultsOf } from '../commands/take-commands.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { feedRow, feedTable } from '../store/tables/feeds.ts';
import { type FeedDeps, feedLimits } from './deps.ts';
import { putFeedNotes } from './notes.ts';
import { itemOf, noteWrongItems, type TakenItem, withoutWrong } from './wrong-items.ts';
import { BadEventError } from '../failure.ts';
import { takeReference } from './take-reference.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Clock } from '../ports.ts';
import { type Ends, inTime } from '../call-with-deadline.ts';
import { actionByKey } from '../store/tables/actions.ts';

type Counts = { received: number; duplicates: number };

const pageEnds: Ends = {
  late: (seconds) => new ConnectorError('unavailable', 'feed.timeout', `Nothing came for ${seconds} seconds.`),
  stopped: () => new ConnectorError('cancelled', 'feed.cancelled', 'The poll was stopped.'),
};

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Reads a feed from its cursor to its end. `counts` grows with every page. Throws `ConnectorError`. */
export async function poll(
  deps: FeedDeps,
  open: OpenConnection,
  feed: { readonly id: string; readonly name: string },
  counts: Counts,
  controller: AbortController,
): Promise<void> {
  const read = open.connection.feeds[feed.name];
  if (read === undefined) throw new Error(`The connection has no feed ${feed.name}`);
  const { cursor } = deps.store.read((db) => feedRow(db, feed.id));
  const pages = pagesOf((signal) => read({ cursor, signal }), deps.clock, controller);
  for await (const page of pages) {
    await takePage(deps, open, feed, { page, counts, controller });
    await nextTurn();
  }
}

function pageTime(clock: Clock, controller: AbortController) {
  return { clock, deadlineMs: feedLimits.pageDeadline, controller, ends: pageEnds };
}

/** Journals and stores all that a page brings, and tells its feed. */
export async function takePage(
  deps: FeedDeps,
  open: OpenConnection,
  feed: { readonly id: string; readonly name: string },
  {
    page,
    counts,
    controller,
  }: { readonly page: FeedPage; readonly counts: Counts; readonly controller: AbortController },
): Promise<void> {
  const events = eventsOf(open, page);
  const results = await takeFiles(deps, page, counts, controller);
  const files = results.filter(({ outcome }) => isTaken(outcome)).length;
  const others = files + (page.reference?.length ?? 0);
  const { cursor } = page;
  // Where somebody is still to be told, the page is not over: after a crash it is asked for again.
  const taken = { ...page, events, cursor: page.done === undefined ? cursor : null };
  await takeEvents(deps, { ...feed, connection: open.id }, { page: taken, others }, counts, controller);
  const { notes } = page;
  if (notes !== undefined) {
    const owner = { connection: open.id, name: feed.name };
    deps.store.write((db) => putFeedNotes(db, owner, notes, deps.clock.now()));
  }
  if (page.done === undefined) return controller.signal.throwIfAborted();
  const became = deps.store.read((db) => resultsOf(db, events));
  // What was read is stored: a feed that never comes back from hearing so is late, like one that brings no page.
  await inTime(() => Promise.resolve(page.done?.(results, became)), pageTime(deps.clock, controller));
  if (cursor !== null) deps.store.write((db) => feedTable.replace(db, { ...feedRow(db, feed.id), cursor }));
}

/**
 * Two systems of one kind may give the same id to different things: what came through a connection is known by its id. Throws
 * `BadEventError` for what no feed may bring, and nothing of the page is taken: no connection speaks for the core or for another.
 */
function eventsOf({ id, manifest, realm }: OpenConnection, { events }: FeedPage): readonly NewEvent[] {
  return events.map((told) => {
    if (Object.hasOwn(eventKinds, told.kind) && !isFeedKind(told.kind)) {
      throw new BadEventError(told, `a feed brings ${feedKinds.join(', ')} and nothing else`);
    }
    if (told.source !== manifest.id) throw new BadEventError(told, `its source is not ${manifest.id}`);
    const event = { ...told, source: id };
    return event.kind === 'exchange.reported' ? { ...event, payload: inRealm(event.payload, realm) } : event;
  });
}

/** The ids in it are those of this far side. A connector can't forget to say so. */
function inRealm(payload: Json, realm: string): Json {
  return isRecord(payload) ? { ...payload, realm } : payload;
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTaken(outcome: FileResult['outcome']): boolean {
  return outcome !== 'unfinished' && outcome !== 'failed';
}

/** One file's trouble costs that file: the others are taken, and its feed is told to come back for it. */
async function takeFiles(
  deps: FeedDeps,
  page: FeedPage,
  counts: Counts,
  controller: AbortController,
): Promise<readonly FileResult[]> {
  const results: FileResult[] = [];
  for (const file of page.files ?? []) {
    controller.signal.throwIfAborted();
    const { result, issueIds } = await deps.takeFile(file).catch((error: unknown) => {
      deps.log('error', 'A file could not be taken', { file: file.name, error: String(error) });
      return { result: { name: file.name, outcome: 'failed', reason: plainMessage(error) } as const, issueIds: [] };
    });
    if (isTaken(result.outcome)) counts.received++;
    if (result.outcome === 'duplicate') counts.duplicates++;
    results.push(result);
    if (issueIds.length > 0) deps.onChange(issueIds);
    await nextTurn();
  }
  return results;
}

/** Long pages go in steps; the cursor moves with the last one only, so that a crash reads the page again. */
async function takeEvents(
  deps: FeedDeps,
  { id, connection, name }: { readonly id: string; readonly connection: string; readonly name: string },
  /** `others` = how much the page brings beside its events. */
  { page, others }: { readonly page: FeedPage; readonly others: number },
  counts: Counts,
  controller: AbortController,
): Promise<void> {
  for (let at = 0; at === 0 || at < page.events.length; at += feedLimits.chunk) {
    controller.signal.throwIfAborted();
    const events = page.events.slice(at, at + feedLimits.chunk);
    const last = at + feedLimits.chunk >= page.events.length;
    const more = last ? others : 0;
    const known = last ? (page.known ?? 0) : 0;
    if (at > 0) await nextTurn();
    const take = (wrong: readonly TakenItem[], right: readonly NewEvent[]) => (db: WriteDb) => {
      const own = withoutSiblingsReceipts(db, right, connection, deps.connections);
      const taken = deps.ingest(db, own);
      // What is told again is no news: it would undo what came after it.
      const touched = [...deps.receipts(db, taken.appended), ...deps.commands(db, own)];
      const now = deps.clock.now();
      const records = last ? takeReference(db, connection, page.reference ?? [], now) : [];
      noteWrongItems(db, { connection, name }, [...wrong, ...right.map(itemOf), ...records], now);
      const row = feedRow(db, id);
      feedTable.replace(db, {
        ...row,
        cursor: last && page.cursor !== null ? page.cursor : row.cursor,
        cursorAt: last ? (page.cursorAt ?? row.cursorAt) : row.cursorAt,
        received: row.received + events.length + known + more,
        duplicates: row.duplicates + taken.duplicates + known,
      });
      return {
        duplicates: taken.duplicates + known,
        issueIds: [...taken.issueIds, ...touched],
        wentWell: taken.appended.some(({ kind }) => kind === 'business.event'),
      };
    };
    // What people do is on the disk before they are answered.
    const durable = events.some(({ kind }) => kind === 'command.received');
    const write = (wrong: readonly TakenItem[], right: readonly NewEvent[]) =>
      deps.store.write(take(wrong, right), { durable });
    const { duplicates, issueIds, wentWell } = withoutWrong(events, write);
    counts.received += events.length + known + (last ? (page.reference?.length ?? 0) : 0);
    counts.duplicates += duplicates;
    deps.onChange(issueIds);
    if (wentWell) deps.onHeard();
  }
}

/**
 * The pages of a feed, each in its time. Ends with `cancelled` as soon as `controller` is aborted and with
 * `unavailable` when a page is late, even where the feed takes no notice.
 */
async function* pagesOf<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  clock: Clock,
  controller: AbortController,
): AsyncGenerator<T, void, undefined> {
  const iterator = open(controller.signal)[Symbol.asyncIterator]();
  let finished = false;
  try {
    for (;;) {
      const step = await inTime(() => iterator.next(), pageTime(clock, controller));
      if (step.done === true) {
        finished = true;
        return;
      }
      yield step.value;
    }
  } finally {
    // Not awaited: a feed that hangs would hang us too.
    if (!finished) void iterator.return?.()?.then(undefined, () => undefined);
  }
}

const keySchema = z.object({ key: z.string() });

/**
 * What came through a connection, without receipts for what was sent through a sibling that is connected too, and so tells of
 * it itself. A copy of an org, such as its sandbox, has our keys on records of its own: what is done to those is no news of
 * ours.
 */
function withoutSiblingsReceipts(
  db: ReadDb,
  events: readonly NewEvent[],
  connection: string,
  connections: ConnectionSource,
): readonly NewEvent[] {
  const connector = connections.open(connection)?.manifest.id;
  const siblings = connections.all().filter(({ id, manifest }) => id !== connection && manifest.id === connector);
  if (siblings.length === 0) return events;
  return events.filter((event) => {
    if (event.kind !== 'receipt.received') return true;
    const action = actionByKey(db, keySchema.parse(event.payload).key);
    return !siblings.some(({ id }) => id === action?.connection);
  });
}
