import { expect, test } from 'vitest';
import type { Json } from '#shared/lib/json.ts';
import type { FileResult } from '#core/connectors/feed.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { journalSize } from '#core/store/journal/journal.ts';
import { feedRow } from '#core/store/tables/feeds.ts';
import { settle } from '#test/harness/manual-clock.ts';
import { until } from '#test/harness/until.ts';
import { caseEvent, feedsHarness, pageOf } from './feeds-harness.ts';

const never = new AbortController().signal;

test('polls at start and then at its interval, from the cursor it was left with', async () => {
  const cursors: (Json | null)[] = [];
  const h = feedsHarness(async function* ({ cursor }) {
    cursors.push(cursor);
    yield pageOf([caseEvent(cursors.length), caseEvent(cursors.length + 1)], cursors.length);
  });
  await h.clock.advance(0);
  await h.clock.advance(120_000);
  expect(cursors).toEqual([null, 1, 2]);
  expect(h.state()).toMatchObject({ health: 'healthy', received: 6, duplicates: 2, error: null });
  expect(h.store.read((db) => journalSize(db))).toBe(4);
});

test('what a feed knew by its text counts as received, and as a duplicate', async () => {
  const h = feedsHarness(async function* () {
    yield { ...pageOf([caseEvent(1)], 1), known: 3 };
  });
  await h.clock.advance(0);
  expect(h.state()).toMatchObject({ received: 4, duplicates: 3 });
  expect(h.store.read((db) => journalSize(db))).toBe(1);
});

test('a page that fails half way moves neither the cursor nor the journal, and comes again', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    yield pageOf([caseEvent(1)], 'one');
    if (++polls === 1) throw new ConnectorError('unavailable', 'crm.down', 'The CRM is down.');
    yield pageOf([caseEvent(2)], 'two');
  });
  await h.clock.advance(0);
  expect(h.state()).toMatchObject({ health: 'failing', error: 'The CRM is down.', received: 1 });
  expect(h.store.read((db) => feedRow(db, 'crm.cases').cursor)).toBe('one');
  await h.clock.advance(2_000);
  expect(h.state()).toMatchObject({ health: 'healthy', error: null });
  expect(h.store.read((db) => feedRow(db, 'crm.cases').cursor)).toBe('two');
});

test('backs off when it keeps failing, and keeps the time the far side asks for', async () => {
  const at: number[] = [];
  const h = feedsHarness(async function* () {
    at.push(h.clock.now());
    if (at.length === 4) throw new ConnectorError('rate-limit', 'crm.slow', 'Slow down.', { retryAfterMs: 90_000 });
    if (at.length < 4) throw new ConnectorError('unavailable', 'crm.down', 'Down.');
    yield pageOf([]);
  });
  await h.clock.advance(120_000);
  expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual([1_000, 2_000, 4_000, 90_000]);
});

test.each(['rate-limit', 'quota', 'unavailable', 'set-up'] as const)(
  'backs off from a far side that asks for no wait (%s)',
  async (kind) => {
    let polls = 0;
    const h = feedsHarness(async function* () {
      // Even to no end: a test that hangs says less.
      if (++polls <= 200) throw new ConnectorError(kind, 'crm.down', 'Not now.', { retryAfterMs: 0 });
      yield pageOf([]);
    });
    await h.clock.advance(5 * 60_000);
    expect(polls).toBeGreaterThan(1);
    expect(polls).toBeLessThan(15);
  },
);

test('a refused sign-in stops the feed, but for one try an hour, until something is done', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    if (++polls <= 2) throw new ConnectorError('sign-in', 'crm.sign-in', 'Sign in again.');
    yield pageOf([]);
  });
  await h.clock.advance(3_599_999);
  expect(polls).toBe(1);
  await h.clock.advance(1);
  expect(polls).toBe(2);
  expect(h.state()).toMatchObject({
    health: 'failing',
    error: 'Sign in again.',
    nextAttemptAt: h.clock.now() + 3_600_000,
  });
  expect(h.connection.pause?.kind).toBe('sign-in');
  const [report] = await h.scheduler.pollNow('crm.cases', never);
  expect(report).toEqual({ id: 'crm.cases', connection: 'crm', received: 0, duplicates: 0, error: null });
  expect([h.state().health, h.connection.pause]).toEqual(['healthy', null]);
});

test('never two polls of a feed at once; who asks during one gets one that begins later', async () => {
  let running = 0;
  let polls = 0;
  let release = () => undefined as void;
  const h = feedsHarness(async function* () {
    polls++;
    expect(++running).toBe(1);
    await new Promise<void>((resolve) => (release = resolve));
    running--;
    yield pageOf([caseEvent(polls)]);
  });
  await h.clock.advance(0);
  expect(h.state().health).toBe('polling');
  const both = Promise.all([h.scheduler.pollNow(null, never), h.scheduler.pollNow('crm', never)]);
  h.scheduler.pollSoon('crm.cases');
  release();
  await settle();
  expect(polls).toBe(2);
  release();
  expect((await both).map(([report]) => report?.received)).toEqual([1, 1]);
  expect(polls).toBe(2);
});

test('a feed that hangs is given up after two minutes, and can be stopped before', async () => {
  const h = feedsHarness(async function* () {
    await new Promise(() => undefined);
    yield pageOf([]);
  });
  await h.clock.advance(119_999);
  expect(h.state().health).toBe('polling');
  await h.clock.advance(1);
  expect(h.state()).toMatchObject({ health: 'failing', error: 'Nothing came for 120 seconds.' });
  const controller = new AbortController();
  const report = h.scheduler.pollNow('crm.cases', controller.signal);
  await settle();
  controller.abort();
  expect(await report).toMatchObject([{ error: 'The poll was stopped.' }]);
});

test('a feed that never comes back from hearing that its page is stored is given up too, and can be stopped', async () => {
  const h = feedsHarness(async function* () {
    yield { ...pageOf([caseEvent(1)]), done: () => new Promise(() => undefined) };
  });
  await h.clock.advance(119_999);
  expect(h.state().health).toBe('polling');
  await h.clock.advance(1);
  expect(h.state()).toMatchObject({ health: 'failing', error: 'Nothing came for 120 seconds.', received: 1 });
  void h.scheduler.pollNow('crm.cases', never);
  await settle();
  await h.stop();
});

test('who cancels a poll cancels nobody else’s', async () => {
  const polls: (() => void)[] = [];
  const h = feedsHarness(async function* ({ signal }) {
    await new Promise<void>((resolve, reject) => {
      polls.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
    yield pageOf([caseEvent(polls.length)]);
  });
  await settle();
  const [mine, theirs] = [new AbortController(), new AbortController()];
  // The first poll is under way by itself: both wait for the one after it.
  const asked = [mine, theirs].map(({ signal }) => h.scheduler.pollNow('crm', signal));
  mine.abort();
  expect(await asked[0]).toMatchObject([{ error: 'The poll was stopped.' }]);
  polls[0]?.();
  await settle();
  polls[1]?.();
  expect(await asked[1]).toMatchObject([{ error: null, received: 1 }]);
  expect(polls).toHaveLength(2);
});

test('a poll that nobody waits for any more is not begun', async () => {
  const polls: (() => void)[] = [];
  const h = feedsHarness(async function* () {
    await new Promise<void>((resolve) => polls.push(resolve));
    yield pageOf([caseEvent(polls.length)]);
  });
  await settle();
  const mine = new AbortController();
  const asked = h.scheduler.pollNow('crm', mine.signal);
  mine.abort();
  await asked;
  polls[0]?.();
  await settle();
  expect([polls.length, h.state().error]).toEqual([1, null]);
});

test('a disconnected feed stops at once and writes nothing more', async () => {
  let release = () => undefined as void;
  const h = feedsHarness(async function* () {
    await new Promise<void>((resolve) => (release = resolve));
    yield pageOf([caseEvent(1)], 'later');
  });
  await h.clock.advance(0);
  h.connection.connected = false;
  h.scheduler.refresh();
  release();
  await settle();
  expect([h.store.read((db) => journalSize(db)), h.clock.nextDue()]).toEqual([0, null]);
});

test('a connection that was opened anew goes on at its feed’s own pace', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    polls++;
    yield pageOf([]);
  });
  await h.clock.advance(0);
  h.connection.generation = 2;
  h.scheduler.refresh();
  expect(h.state().health).toBe('healthy');
  await h.clock.advance(60_000);
  expect(polls).toBe(2);
});

test('a long page goes in steps and leaves room for others in between', async () => {
  const h = feedsHarness(async function* () {
    yield pageOf(
      Array.from({ length: 900 }, (_, n) => caseEvent(n)),
      'end',
    );
  });
  const sizes = new Set<number>();
  const poll = h.scheduler.pollNow('crm.cases', never);
  const state = { over: false };
  void poll.then(() => (state.over = true));
  while (!state.over) {
    sizes.add(h.store.read((db) => journalSize(db)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([...sizes]).toEqual([0, 250, 500, 750, 900]);
});

test('a feed that is not there, or not connected, is not found', async () => {
  const h = feedsHarness(async function* () {
    yield pageOf([]);
  });
  await expect(h.scheduler.pollNow('crm.people', never)).rejects.toMatchObject({ name: 'NotFoundError' });
  h.connection.connected = false;
  h.scheduler.refresh();
  await expect(h.scheduler.pollNow('crm', never)).rejects.toMatchObject({ name: 'NotFoundError', id: 'crm' });
  expect(await h.scheduler.pollNow(null, never)).toEqual([]);
});

test('a schedule that was stopped polls by hand only', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    polls++;
    yield pageOf([]);
  });
  await h.clock.advance(0);
  await h.stop();
  h.scheduler.pollSoon('crm.cases');
  await h.clock.advance(3_600_000);
  expect(polls).toBe(1);
  expect(await h.scheduler.pollNow('crm', never)).toMatchObject([{ error: null }]);
  await h.clock.advance(3_600_000);
  expect([polls, h.clock.nextDue()]).toEqual([2, null]);
});

test('staleness is what time says', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    if (++polls > 1) await new Promise(() => undefined);
    yield pageOf([]);
  });
  await h.clock.advance(0);
  expect(h.state().health).toBe('healthy');
  h.connection.pause = { kind: 'set-up', until: null, reason: '' };
  await h.clock.advance(59_000);
  expect(h.state().health).toBe('healthy');
  h.connection.pause = { kind: 'quota', until: h.clock.now() + 3_600_000, reason: 'Used up' };
  h.scheduler.refresh();
  await h.clock.advance(600_000);
  expect([polls, h.state().health]).toEqual([1, 'paused']);
  h.connection.pause = null;
  expect(h.state().health).toBe('stale');
});

test('a quota error pauses the whole connection, for a minute at first', async () => {
  const h = feedsHarness(async function* () {
    yield pageOf([]);
    throw new ConnectorError('quota', 'crm.quota', 'Used up.');
  });
  await h.clock.advance(0);
  expect(h.connection.pause).toEqual({ kind: 'quota', until: h.clock.now() + 60_000, reason: 'Used up.' });
});

test('one file that can not be taken costs that file: the others are, and its feed hears of it', async () => {
  const results: (readonly FileResult[])[] = [];
  const file = (name: string) => ({ name, bytes: Buffer.from(name), receivedAt: 0 });
  const h = feedsHarness(
    async function* () {
      yield {
        events: [],
        files: [file('a'), file('b'), file('c')],
        cursor: 'read',
        done: async (taken) => void results.push(taken),
      };
    },
    (name) => name === 'b',
  );
  h.expectsTrouble(/A file could not be taken .*disk I\/O error/);
  await h.clock.advance(0);
  await until('the files are taken', () => results.length === 1);
  expect(results[0]?.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['rejected', expect.stringContaining('not an EDI file')],
    ['failed', 'disk I/O error'],
    ['rejected', expect.stringContaining('not an EDI file')],
  ]);
  await settle();
  expect(h.state()).toMatchObject({ health: 'healthy', received: 2 });
});

test('what a feed says of itself stands there until it says something else', async () => {
  const said = [['One record is missing.'], undefined, []];
  const h = feedsHarness(async function* () {
    const notes = said.shift();
    yield { ...pageOf([]), ...(notes === undefined ? {} : { notes }) };
  });
  await h.clock.advance(0);
  expect(h.state().notes).toEqual(['One record is missing.']);
  await h.clock.advance(60_000);
  expect(h.state().notes).toEqual(['One record is missing.']);
  await h.clock.advance(60_000);
  expect(h.state().notes).toEqual([]);
});

test('why a feed waits, and what ends it, is told', async () => {
  const errors = [
    new ConnectorError('unavailable', 'crm.down', 'The CRM is down.', { retryAfterMs: 90_000 }),
    new ConnectorError('quota', 'crm.quota', 'Used up.', { retryAfterMs: 600_000 }),
    new ConnectorError('sign-in', 'crm.sign-in', 'Sign in again.'),
  ];
  const h = feedsHarness(async function* () {
    const error = errors.shift();
    if (error !== undefined) throw error;
    yield pageOf([]);
  });
  await h.clock.advance(0);
  expect(h.state().held).toEqual({ reason: 'The CRM is down.', until: h.clock.now() + 90_000 });
  await h.clock.advance(90_000);
  expect(h.state().held).toEqual({ reason: 'Used up.', until: h.clock.now() + 600_000 });
  await h.clock.advance(600_000);
  // Whether somebody has done so is tried once an hour.
  expect(h.state().held).toEqual({ reason: 'Sign in again.', until: h.clock.now() + 3_600_000 });
  await h.scheduler.pollNow(null, never);
  expect(h.state().held).toBe(null);
});

test.each([2 * 86_400_000, 3_600_000])(
  'a clock put back by %i ms stops nothing, and its past successes are not healthy',
  async (by) => {
    let polls = 0;
    const h = feedsHarness(async function* () {
      polls++;
      yield pageOf([]);
    });
    await h.clock.advance(0);
    h.clock.turnBack(by);
    expect(h.state().health).toBe('stale');
    // As after a restart, or when any connection changed.
    h.scheduler.refresh();
    await h.clock.advance(61_000);
    expect([polls, h.state().health]).toEqual([2, 'healthy']);
    await h.clock.advance(61_000);
    expect(polls).toBe(3);
  },
);

test('a pause with an end is not drawn out by days because the clock was put back', async () => {
  const errors = [new ConnectorError('quota', 'crm.quota', 'Used up.')];
  const h = feedsHarness(async function* () {
    const error = errors.shift();
    if (error !== undefined) throw error;
    yield pageOf([]);
  });
  await h.clock.advance(0);
  h.clock.turnBack(2 * 86_400_000);
  h.scheduler.refresh();
  await h.clock.advance(3_700_000);
  expect(h.state()).toMatchObject({ health: 'healthy', held: null });
});

test('a poll that was due while the computer slept comes within a minute of its waking up', async () => {
  let polls = 0;
  const h = feedsHarness(async function* () {
    polls++;
    yield { ...pageOf([]) };
    throw new ConnectorError('set-up', 'crm.right', 'A right is missing.');
  });
  await h.clock.advance(0);
  expect(polls).toBe(1);
  // The clock goes on and timers do not.
  h.clock.turnBack(-3_600_000);
  await h.clock.advance(60_000);
  expect(polls).toBe(2);
});

test('a receipt that is told again is no news: what came after it stands', async () => {
  const heard: string[][] = [];
  const pages = [[caseEvent(1)], [caseEvent(2), caseEvent(1)]];
  const h = feedsHarness(
    async function* () {
      yield pageOf(pages.shift() ?? []);
    },
    undefined,
    (events) => heard.push(events.map(({ sourceId }) => sourceId)),
  );
  await h.clock.advance(0);
  await h.clock.advance(60_000);
  expect(heard).toEqual([['case-1-New'], ['case-2-New']]);
});
