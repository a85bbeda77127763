import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { Stream } from '#core/connectors/feed.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { eventually } from '#test/harness/eventually.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';
import { twoDesks } from '#test/harness/two-desks.ts';

/** A chat that is listened to and looked into; who listens now is in `listeners`. */
function chat() {
  const listeners = new Set<Parameters<Stream>[0]>();
  let lookedUp = 0;
  const connector = defineConnector(
    {
      id: 'chat',
      name: 'Chat',
      summary: 'Brings what people say.',
      feeds: [{ id: 'words', name: 'Words', pushed: true, everyMs: minute }],
    },
    () => ({
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: {
        async *words() {
          lookedUp += 1;
          yield { events: [], cursor: null };
        },
      },
      streams: {
        words: (request) =>
          new Promise((resolve) => {
            listeners.add(request);
            request.signal.addEventListener('abort', () => {
              listeners.delete(request);
              resolve();
            });
          }),
      },
    }),
  );
  return { connector, listeners, lookedUp: () => lookedUp };
}

test('Where another desk acts by itself, this one listens to nothing, says who does, reads on, and does what a person clicks.', async () => {
  const { connector, listeners, lookedUp } = chat();
  const runner = twoDesks('desk-2');
  const h = await gridline({ more: [{ connector }], runner });
  const notes = async () => (await h.connection('chat')).feeds[0]?.notes;
  await h.passes(5 * minute);
  expect([listeners.size, lookedUp() > 2, await notes()]).toEqual([
    0,
    true,
    [
      'Live updates do not come to this desk: Lea’s desk (desk-2) is the one that acts by itself. The feed is polled regularly instead.',
    ],
  ]);
  expect((await h.client.system.doctor()).checks).toContainEqual({
    name: 'Acting by itself',
    ok: true,
    message: 'Lea’s desk (desk-2) is the one that acts by itself.',
    next: null,
    connection: null,
  });
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  expect(h.salesforce.cases()).toHaveLength(1);

  runner.handsTo('this desk');
  await eventually(() => listeners.size === 1, 'this desk listens');
  expect((await h.client.system.doctor()).checks.filter(({ name }) => name === 'Acting by itself')).toEqual([]);
  expect(await notes()).toEqual([]);

  runner.handsTo('desk-2');
  await eventually(() => listeners.size === 0, 'it does not any more');
  await h.passes(10 * minute);
  expect(listeners.size).toBe(0);
});
