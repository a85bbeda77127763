import { expect, onTestFinished, test } from 'vitest';
import { day, hour, minute } from '#shared/lib/time.ts';
import type { Stream } from '#core/connectors/feed.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';
import { gridline } from '#test/harness/gridline.ts';
import { eventually } from '#test/harness/eventually.ts';
import { settle } from '#test/harness/manual-clock.ts';
import { first } from '#test/harness/pick.ts';

type Listening = Parameters<Stream>[0] & { end(error?: Error): void };

type Options = { readonly takesNotice?: boolean; readonly refuses?: () => ConnectorError | null };

/** A chat that is listened to by a stream; each time somebody begins to listen is in `listening`. */
function chat({ takesNotice = true, refuses = () => null }: Options) {
  const listening: Listening[] = [];
  let lookedUp = 0;
  const connector = defineConnector(
    {
      id: 'chat',
      name: 'Chat',
      summary: 'Brings what people say.',
      feeds: [{ id: 'words', name: 'Words', pushed: true, everyMs: day }],
      actions: [
        {
          id: 'enter',
          name: 'Enter',
          capability: 'content.task',
          verb: 'Enter',
          did: 'entered {issue} in {where}',
          noun: 'entry',
          countsAs: 'changed a record',
          deliveryClass: 'idempotent',
        },
      ],
    } as const,
    () => ({
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: {
        async *words() {
          lookedUp += 1;
          yield { events: [], cursor: null };
        },
      },
      actions: {
        enter: {
          draft: () => null,
          perform(items) {
            const refused = refuses();
            if (refused !== null) throw refused;
            return Promise.resolve(items.map(() => done('E')));
          },
        },
      },
      streams: {
        words: (request) =>
          new Promise((resolve, reject) => {
            if (takesNotice) request.signal.addEventListener('abort', () => resolve());
            listening.push({ ...request, end: (error) => (error === undefined ? resolve() : reject(error)) });
          }),
      },
    }),
  );
  return { connector, listening, lookedUp: () => lookedUp };
}

const question = (number: number) => ({
  cursor: null,
  events: [
    {
      source: 'chat',
      sourceId: `words/${number}`,
      kind: 'business.event' as const,
      occurredAt: 0,
      payload: { what: 'question asked', name: 'When?', partner: null, facts: [], reference: null, link: null },
    },
  ],
});

async function heard(options: Options = {}) {
  const { connector, listening, lookedUp } = chat(options);
  const h = await gridline({ more: [{ connector }] });
  const nth = (count: number) => eventually(() => listening[count - 1] ?? null, `it listens for time ${count}`);
  const feed = async () => (await h.connection('chat')).feeds[0];
  return { h, nth, feed, listening, lookedUp };
}

test('What is pushed is in the journal when the push resolves, in order, and what comes twice counts once.', async () => {
  const { h, nth, feed } = await heard();
  const { push } = await nth(1);
  const before = (await h.verify()).events;
  await Promise.all([push(question(1)), push(question(2))]);
  let isDone = false;
  const done = async () => {
    await settle();
    isDone = true;
  };
  await push({ ...question(1), done });
  expect(isDone).toBe(true);
  const { received, duplicates } = (await feed()) ?? {};
  expect({ more: (await h.verify()).events - before, received, duplicates }).toEqual({
    more: 2,
    received: 3,
    duplicates: 1,
  });
});

test('Each time a stream is there, what it missed is looked up at once.', async () => {
  const { h, nth, lookedUp } = await heard();
  const first = await nth(1);
  const before = lookedUp();
  first.connected();
  await eventually(() => lookedUp() === before + 1, 'it is looked up');
  first.end(new ConnectorError('unavailable', 'chat.gone', 'The chat is away.'));
  await eventually(async () => {
    await h.passes(minute);
    return (await h.connection('chat')).feeds[0]?.notes.length === 1;
  }, 'it is said that the stream broke off');
  (await nth(2)).connected();
  await eventually(() => lookedUp() === before + 2, 'it is looked up again');
  expect((await h.connection('chat')).feeds[0]?.notes).toEqual([]);
});

test('A stream ends with its connection, and none is begun again.', async () => {
  const { h, nth, listening } = await heard();
  const { signal, push } = await nth(1);
  await h.client.connections.disconnect({ connection: 'chat' });
  await h.passes(5 * minute);
  await expect(push(question(1))).rejects.toThrow();
  expect([signal.aborted, listening.length]).toEqual([true, 1]);
});

test('A connection that is set up anew is listened to once, by its new stream alone.', async () => {
  const { h, nth, listening } = await heard();
  const { signal } = await nth(1);
  await h.client.connections.connect({ connector: 'chat' });
  await nth(2);
  await h.passes(5 * minute);
  expect([signal.aborted, listening.length]).toEqual([true, 2]);
});

test('A stream that takes no notice of its end holds up nothing, and what it pushes later is refused.', async () => {
  const { h, nth } = await heard({ takesNotice: false });
  const { push, connected } = await nth(1);
  await h.goDown();
  connected();
  await expect(push(question(1))).rejects.toThrow();
});

test('What keeps an action back does not silence what people say; a spent allowance does, until it is there again.', async () => {
  let refused: ConnectorError | null = new ConnectorError('set-up', 'chat.field', 'A field is missing.');
  const { h, nth, listening } = await heard({ refuses: () => refused });
  await nth(1);
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const issue = first(await h.queue());
  await h.act('chat.enter', issue.id);
  await h.undoWindowPasses();
  const state = async () => ({
    pause: (await h.connection('chat')).pause?.kind,
    ended: listening.map(({ signal }) => signal.aborted),
  });
  expect(await state()).toEqual({ pause: 'set-up', ended: [false] });
  refused = new ConnectorError('quota', 'chat.spent', 'The allowance is spent.');
  await h.passes(hour);
  expect(await state()).toEqual({ pause: 'quota', ended: [true] });
  refused = null;
  await h.passes(2 * hour);
  expect((await nth(2)).signal.aborted).toBe(false);
});

test('What a stream pushes when it is over is refused, also where it ended by itself.', async () => {
  const { nth } = await heard();
  const one = await nth(1);
  one.end();
  await eventually(() => one.signal.aborted, 'it is over');
  await expect(one.push(question(1))).rejects.toThrow();
});

test('A far side that hangs up as soon as it is there is called ever more seldom.', async () => {
  const { h, nth, listening } = await heard();
  for (let count = 1; count <= 8; count++) {
    const one = await nth(count);
    one.connected();
    one.end();
    await h.passes(2 * minute);
  }
  const calm = listening.length;
  const one = await nth(calm);
  one.connected();
  one.end();
  await h.passes(20_000);
  expect(listening.length).toBe(calm);
});

test('However much is pushed at once, others have their turn in between.', async () => {
  const { nth } = await heard();
  const { push } = await nth(1);
  let taken = 0;
  const all = Array.from({ length: 200 }, (_, number) => push(question(number)).then(() => (taken += 1)));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toBeLessThan(200);
  await Promise.all(all);
});

test('What went well is told to windows: it may stand in the timeline of the issue that one reads.', async () => {
  const { h, nth } = await heard();
  const { push } = await nth(1);
  const told: string[] = [];
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const changes = await h.client.system.live(undefined, { signal: gone.signal });
  await changes.next();
  void (async () => {
    for await (const { areas } of changes) told.push(...areas);
  })().catch(() => undefined);
  await h.passes(1_000);
  told.length = 0;
  await push(question(1));
  await h.passes(1_000);
  expect(told).toContain('issues');
  told.length = 0;
  await push(question(1));
  await h.passes(1_000);
  expect(told).not.toContain('issues');
});
