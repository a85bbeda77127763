import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Json } from '#shared/lib/json.ts';
import { day, hour, isoSeconds, minute } from '#shared/lib/time.ts';
import { exchangeReportSchema } from '#shared/model/feed/exchange.ts';
import { standingOf } from '#core/connectors/trading-grid/transactions/reports.ts';
import { createWatchList, mostWatched } from '#core/connectors/trading-grid/transactions/watch-list.ts';
import { tradingGrid } from '#core/connectors/trading-grid/index.ts';
import { exchangeVerdict } from '#core/evidence/problem.ts';
import { openDesk } from '#test/core/stories/desk.ts';
import { transaction } from '#test/core/stories/samples.ts';
import { startSandbox } from '#sandbox/index.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { createContext } from '../connection-context.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld, type World } from './world.ts';

const search = 'trading-grid.transactions.search';
const failed = { status: 'Failed', errorcode: '4711', externalerrormessage: 'AS2 endpoint refused the file' };
const delivered = { status: 'Delivered', errorcode: null, externalerrormessage: null };

const seen = (payload: unknown) => exchangeReportSchema.parse(payload);

/** A queue that is fed by the problem search, minute by minute. */
function follow({ clock, connection }: Pick<World, 'clock' | 'connection'>) {
  const desk = openDesk();
  onTestFinished(() => desk.close());
  let cursor: Json | null = null;
  const take = async (feed: 'transactions' | 'acknowledgements', from: Json | null) => {
    const polled = await poll(connection.feeds[feed], from);
    desk.at(clock.now());
    desk.take(...polled.events);
    return polled;
  };
  return {
    desk,
    take,
    next: async () => {
      await clock.advance(minute);
      const polled = await take('transactions', cursor);
      cursor = polled.cursor;
      return polled.events;
    },
  };
}

test('A delivery that works after all resolves its issue, and one that fails again reopens it.', async () => {
  const world = await tradingGridWorld();
  const { desk, next } = follow(world);
  world.grid.put({ transactionid: 'T-1', correlationid: 'C-1', transactionlevel: 'File', ...failed });
  await next();
  expect(desk.only()).toMatchObject({ status: 'open', kind: 'delivery-failed' });
  const { id } = desk.only();

  await world.clock.advance(3 * hour);
  world.grid.put({ transactionid: 'T-1', ...delivered });
  await next();
  expect(desk.only()).toMatchObject({ id, status: 'resolved', resolvedBy: 'source' });
  expect(desk.show(id)?.detail.timeline.at(-1)).toMatchObject({
    text: 'Trading Grid (file): delivered',
    tone: 'good',
  });

  await world.clock.advance(hour);
  world.grid.put({ transactionid: 'T-1', ...failed });
  await next();
  expect(desk.only()).toMatchObject({ id, status: 'open', occurrences: 2 });
});

test('An entry that is tried again is asked about until its end is known, and then no more.', async () => {
  const world = await tradingGridWorld();
  const { desk, next } = follow(world);
  const calls = async () => {
    world.grid.ledger.clear();
    await next();
    return world.grid.ledger.calls(search).length;
  };
  await next();
  expect(await calls()).toBe(1);
  world.grid.put({ transactionid: 'T-1', ...failed });
  expect(await calls()).toBe(1);
  world.grid.put({ transactionid: 'T-1', ...delivered, status: 'Delivery in progress' });
  expect(await calls()).toBe(2);
  expect(desk.only()).toMatchObject({ status: 'open' });
  world.grid.put({ transactionid: 'T-1', status: 'Delivered' });
  expect(await calls()).toBe(2);
  expect(desk.only()).toMatchObject({ status: 'resolved' });
  expect(await calls()).toBe(1);
});

test('What healed while the program was closed is found by the next one.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  const { cursor } = await poll(world.connection.feeds.transactions);
  await world.clock.advance(2 * hour);
  world.grid.put({ transactionid: 'T-1', ...delivered });
  await world.clock.advance(40 * hour);
  const later = tradingGrid.open(world.context);
  const { events } = await poll(later.feeds.transactions, cursor);
  expect(events.map(({ payload }) => seen(payload).reports.delivery.status)).toEqual(['Delivered']);
});

test('A healing that could not be read, or not be stored, is read again.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  const first = await poll(world.connection.feeds.transactions);
  await world.clock.advance(minute);
  world.grid.put({ transactionid: 'T-1', ...delivered });

  world.grid.faults.add({ call: search, fault: { type: 'truncate' } });
  expect((await failure(poll(world.connection.feeds.transactions, first.cursor))).kind).toBe('unavailable');

  const { transactions } = world.connection.feeds;
  if (transactions === undefined) throw new Error('no feed');
  // Whoever takes the pages breaks off at the first one, as when the disk is full.
  for await (const page of transactions({ cursor: first.cursor, signal: new AbortController().signal })) {
    if (page.events.length > 0) break;
  }
  const { events } = await poll(transactions, first.cursor);
  expect(events.map(({ payload }) => seen(payload).reports.delivery.status)).toEqual(['Delivered']);
});

test('Many healed entries come in few searches, and only those that changed.', async () => {
  const world = await tradingGridWorld();
  for (let index = 0; index < 1_200; index += 1) world.grid.put({ transactionid: `T-${index}`, ...failed });
  await world.clock.advance(hour);
  const first = await poll(world.connection.feeds.transactions);
  await world.clock.advance(minute);
  for (let index = 0; index < 1_200; index += 3) world.grid.put({ transactionid: `T-${index}`, ...delivered });
  world.grid.put({ transactionid: 'T-other', status: 'Delivered' });
  world.grid.ledger.clear();
  const { events } = await poll(world.connection.feeds.transactions, first.cursor);
  expect(events).toHaveLength(400);
  expect(new Set(events.map(({ payload }) => seen(payload).reports.delivery.status))).toEqual(new Set(['Delivered']));
  expect(world.grid.ledger.calls(search)).toHaveLength(4);
});

test('The watch list holds the newest two thousand of the last fourteen days, and outlives the process.', async () => {
  const clock = createManualClock();
  const { context } = createContext(tradingGrid, { clock });
  const entry = (transactionId: string, statusAt: number) =>
    seen(transaction({ transactionId, status: 'Failed', statusAt, arrivedAt: statusAt }).payload);
  const list = createWatchList(context);
  list.note([entry('old', clock.now() - 13 * day)]);
  list.note(Array.from({ length: mostWatched }, (_, index) => entry(`T-${index}`, clock.now() - index * minute)));
  list.save();
  expect(createWatchList(context).ids()).toEqual(Array.from({ length: mostWatched }, (_, index) => `T-${index}`));

  await clock.advance(14 * day);
  const later = createWatchList(context);
  later.note([entry('T-new', clock.now()), entry('without-id-0123456789abcdef', clock.now())]);
  later.save();
  expect(createWatchList(context).ids()).toEqual(['T-new', 'T-0']);
});

test('A state that is older than the known one does not take an entry off the list.', () => {
  const { context, clock } = createContext(tradingGrid);
  const entry = (status: string, statusAt: number) =>
    seen(transaction({ status, statusAt, arrivedAt: statusAt }).payload);
  const list = createWatchList(context);
  list.note([entry('Failed', clock.now()), entry('Delivered', clock.now() - minute)]);
  expect(list.ids()).toHaveLength(1);
  list.note([entry('Delivered', clock.now() + minute)]);
  expect(list.ids()).toHaveLength(0);
});

test('What raises an issue is watched, and what is taken off the list ends it.', () => {
  const word = fc.constantFrom(
    null,
    '',
    'F',
    'Failed',
    'V',
    'On Hold',
    'U',
    'S',
    'Completed',
    'N',
    'D',
    'Unknown',
    'New',
  );
  const states = fc.record({
    status: word,
    deliveryStatus: fc.constantFrom(null, 'DeliveryFailed', 'PartiallyFailed', 'PartiallyDelivered', 'Delivered'),
    acknowledgementStatus: fc.constantFrom(null, '', 'A', 'C', 'E', 'M', 'N', 'P', 'R', 'S', 'T', 'W', 'X'),
    errorCode: fc.constantFrom(null, '', '0', '-2', '4711'),
    message: fc.constantFrom(null, ' ', 'Refused'),
  });
  const wrong = fc.sample(states, 2_000).filter((state) => {
    const payload = seen(transaction(state).payload);
    const { verdict } = exchangeVerdict(payload);
    const standing = standingOf(payload);
    return verdict === 'problem' ? standing !== 'in trouble' : standing === 'well' && verdict !== 'clear';
  });
  expect(wrong).toEqual([]);
});

test('Through an ordinary day, what is well again in Trading Grid is resolved in the queue.', async () => {
  const clock = createManualClock();
  const sandbox = await startSandbox({ scenario: 'ordinary-day', seed: 7, now: () => clock.now() });
  onTestFinished(() => sandbox.stop());
  const given = sandbox.connections.find(({ connector }) => connector === 'trading-grid');
  if (given === undefined) throw new Error('There is no Trading Grid.');
  const open = (settings: Readonly<Record<string, string>> = {}) =>
    tradingGrid.open(
      createContext(tradingGrid, { ...given, settings: { ...given.settings, ...settings }, clock }).context,
    );
  const { desk, take } = follow({ clock, connection: open({ firstLookbackHours: '6' }) });
  const cursors = { transactions: null as Json | null, acknowledgements: null as Json | null };
  for (let round = 0; round < 16; round += 1) {
    for (const feed of ['transactions', 'acknowledgements'] as const) {
      ({ cursor: cursors[feed] } = await take(feed, cursors[feed]));
    }
    await clock.advance(30 * minute);
  }
  for (const feed of ['transactions', 'acknowledgements'] as const) await take(feed, cursors[feed]);

  // The same network as somebody sees it who looks for the first time now.
  const truth = openDesk();
  onTestFinished(() => truth.close());
  const whole = open({ query: 'transactionid:*', firstLookbackHours: '36' });
  truth.take(...(await poll(whole.feeds.transactions)).events);
  const ids = (of: typeof desk, filter: string) => of.queue(filter, 'severity', 0, 1_000).issues.map(({ id }) => id);
  const stillWrong = new Set(ids(truth, ''));
  expect(ids(desk, '').filter((id) => !stillWrong.has(id))).toEqual([]);
  expect(ids(desk, 'is:resolved').length).toBeGreaterThan(3);
  expect(isoSeconds(clock.now())).toMatch(/T17:00/);
});
