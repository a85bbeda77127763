import { z } from 'zod';
import type { ActionHandler } from '#core/connectors/action.ts';
import { createDispatcher } from '#core/outbox/dispatcher.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { listActions } from '#core/store/tables/actions.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { deliveryClasses } from '#shared/model/action/action.ts';
import { crm } from './outbox-harness.ts';

/** A process that sends what is in an outbox and is killed at a step of the test's choosing. */
const { url, db, deliveryClass, killAt } = z
  .object({ url: z.url(), db: z.string(), deliveryClass: z.enum(deliveryClasses), killAt: z.coerce.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

let steps = 0;
function step(): void {
  if (++steps === killAt) process.kill(process.pid, 'SIGKILL');
}

const opened = openStore({ path: db, log: () => undefined });
const store: Store = {
  ...opened,
  write(fn, options) {
    step();
    const result = opened.write((connection) => {
      const inside = fn(connection);
      step();
      return inside;
    }, options);
    step();
    return result;
  },
};

const keysSchema = z.array(z.string());

const handler: Partial<ActionHandler> = {
  async perform(items) {
    step();
    const keys = items.map((item) => item.idempotencyKey);
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(keys) });
    step();
    await answer.text();
    step();
    return items.map(() => ({ result: 'done', state: 'accepted', reference: null, url: null, remoteId: null }));
  },
  async reconcile(items) {
    step();
    const there = new Set(keysSchema.parse(await (await fetch(url)).json()));
    step();
    return items.map((item) =>
      there.has(item.idempotencyKey)
        ? { result: 'done', state: 'accepted', reference: null, url: null, remoteId: null }
        : null,
    );
  },
};

const clock = {
  now: () => Date.now(),
  after(delay: number, callback: () => void) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

const over = () =>
  store
    .read((connection) => listActions(connection, [], 0, 1_000))
    .every((row) => row.state === 'accepted' || row.state === 'outcome unknown');

const dispatcher = createDispatcher({
  store,
  clock,
  random: () => 0,
  log: () => undefined,
  ingest: (connection, events) => ingestEvents(connection, events, Date.now()),
  connections: crm(handler, { deliveryClass, batchSize: 2, concurrency: 1 }).source,
  pollSoon: () => undefined,
  onChange: () => undefined,
});
const stop = dispatcher.start();
while (!over()) await dispatcher.idle();
await stop();
opened.close();
process.stdout.write(String(steps));
