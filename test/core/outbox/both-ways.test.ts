import { alone } from '#core/runner.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { NewEvent } from '#shared/model/event/event.ts';
import { createConnections } from '#core/connections/service.ts';
import type { Connections } from '#core/connections/deps.ts';
import type { ConnectorContext } from '#core/connectors/connection.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { createFeedScheduler, type FeedScheduler } from '#core/feeds/scheduler.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import type { Dispatcher } from '#core/outbox/deps.ts';
import { createDispatcher } from '#core/outbox/dispatcher.ts';
import { outboxPage } from '#core/outbox/read.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import type { WriteDb } from '#core/store/db.ts';
import { openStore } from '#core/store/open.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { newAction, person } from './outbox-harness.ts';

const keysSchema = z.array(z.string());
const casesSchema = z.array(z.object({ key: z.string(), number: z.string() }));

/** A CRM that gives a case to each key, once it knows the token. */
async function crmServer() {
  const state = { token: 'old', cases: new Map<string, string>(), posts: 0, gets: 0 };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.headers.authorization !== state.token) return response.writeHead(401).end();
      if (request.method === 'GET') {
        state.gets++;
        return response.end(JSON.stringify([...state.cases].map(([key, number]) => ({ key, number }))));
      }
      state.posts++;
      for (const key of keysSchema.parse(JSON.parse(await text(request)))) {
        state.cases.set(key, state.cases.get(key) ?? `0000${state.cases.size + 1}`);
      }
      return response.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  return { state, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function ask(context: ConnectorContext, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const authorization = (await context.secrets.get('token')) ?? '';
  const answer = await context.fetch(context.settings['address'] ?? '', {
    ...init,
    headers: { authorization },
    signal,
  });
  if (answer.status === 401) throw new ConnectorError('sign-in', 'crm.sign-in', 'Sign in to the CRM again.');
  return answer;
}

const crmConnector: Connector = {
  manifest: {
    id: 'crm',
    name: 'CRM',
    summary: '',
    libraries: [],
    settings: [{ key: 'address', label: 'Address', help: '', type: 'url', default: null }],
    secrets: [{ key: 'token', label: 'Token', help: '', required: true }],
    feeds: [{ id: 'cases', name: 'Cases', everyMs: 3_600_000, staleAfterMs: 7_200_000 }],
    actions: [
      {
        id: 'escalate',
        name: 'Escalate',
        ...escalation,
        verb: 'Escalate',
        icon: 'send',
        receipts: ['accepted'],
        deliveryClass: 'idempotent',
        batchSize: 200,
        concurrency: 1,
        callsPerMinute: 60,
        deadlineMs: 30_000,
        receiptFeed: 'cases',
        fields: [],
      },
    ],
    signIn: false,
  },
  open: (context) => ({
    test: () => Promise.resolve({ ok: true, checks: [] }),
    feeds: {
      async *cases({ signal }) {
        const cases = casesSchema.parse(await (await ask(context, {}, signal)).json());
        const now = context.clock.now();
        const events = cases.map(({ key, number }) =>
          receipt('accepted', key, now, { id: number, reference: number, status: 'New' }),
        );
        yield { events, cursor: null };
      },
    },
    actions: {
      escalate: {
        draft: () => null,
        preview: () => Promise.resolve({ fields: [], warnings: [] }),
        async perform(items, signal) {
          await ask(
            context,
            { method: 'POST', body: JSON.stringify(items.map((item) => item.idempotencyKey)) },
            signal,
          );
          return items.map(() => ({ result: 'done', state: 'accepted', reference: null, url: null, remoteId: null }));
        },
      },
    },
    close: () => Promise.resolve(),
  }),
};

function setUp() {
  const store = openStore({ path: path.join(temporaryFolder(), 'gridline.db'), log: () => undefined });
  const clock = createManualClock();
  const vault = new Map<string, string>();
  const log = quietLog();
  const random = () => 0.5;
  const ingest = (db: WriteDb, events: readonly NewEvent[]) => ingestEvents(db, events, clock.now());
  const connections: Connections = createConnections({
    store,
    ports: {
      clock,
      log,
      random,
      fetch,
      openExternal: () => Promise.resolve(),
      vault: {
        kind: 'memory',
        statement: '',
        get: (name) => Promise.resolve(vault.get(name) ?? null),
        set: async (name, value) => void vault.set(name, value),
        delete: async (name) => void vault.delete(name),
      },
    },
    connectors: [crmConnector],
    feedStates: (manifest, state) => feeds.states(manifest, state),
    pollSoon: (feedId) => feeds.pollSoon(feedId),
    onChange: () => {
      feeds.refresh();
      dispatcher.wake();
    },
  });
  const feeds: FeedScheduler = createFeedScheduler({
    store,
    clock,
    random,
    log,
    ingest,
    connections,
    runner: alone,
    takeFile: (file) => takeFile({ store, ingest, onChange: () => undefined }, file),
    receipts: (db, events) => applyReceipts(db, events).issueIds,
    commands: () => [],
    onChange: () => undefined,
    onHeard: () => undefined,
  });
  const dispatcher: Dispatcher = createDispatcher({
    store,
    clock,
    random,
    log,
    ingest,
    connections,
    pollSoon: (feedId) => feeds.pollSoon(feedId),
    onChange: () => undefined,
  });
  const stops = [feeds.start(), dispatcher.start()];
  onTestFinished(async () => {
    for (const stop of stops) await stop();
    await connections.close();
    store.close();
  });
  const page = () =>
    store.read((db) => outboxPage(db, { states: [], offset: 0, limit: 1_000, now: clock.now(), ...person }));
  return {
    connections,
    page,
    /** Waits for what the network brings, with time standing still. */
    async until(what: string, condition: () => boolean) {
      const deadline = performance.now() + 10_000;
      while (!condition()) {
        if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
        await clock.advance(0);
      }
    },
    async status() {
      const [connection] = await connections.list();
      return connection?.status;
    },
    request(count: number) {
      const wanted = Array.from({ length: count }, (_, at) => newAction(at, 'idempotent'));
      store.write((db) => requestActions(db, wanted, { ingest, person, now: clock.now(), undoMs: 0 }));
      dispatcher.wake();
    },
  };
}

test('200 escalations are one call, and their case numbers come back with one more', async () => {
  const crm = await crmServer();
  const h = setUp();
  await h.connections.connect({ connector: 'crm', settings: { address: crm.address }, secrets: { token: 'old' } });
  await h.until('the first poll is done', () => crm.state.gets === 1);
  h.request(200);
  await h.until('every action has its number', () => h.page().actions.every((action) => action.reference !== null));
  expect([crm.state.posts, crm.state.gets]).toEqual([1, 2]);
  expect(h.page().byState).toEqual([{ state: 'accepted', count: 200 }]);
});

test('a revoked token stops sending and reading, says so, and all goes on with the new one', async () => {
  const crm = await crmServer();
  const h = setUp();
  await h.connections.connect({ connector: 'crm', settings: { address: crm.address }, secrets: { token: 'old' } });
  await h.until('the first poll is done', () => crm.state.gets === 1);
  crm.state.token = 'new';
  h.request(3);
  await h.until('the connection waits', () => h.connections.open('crm')?.pause?.kind === 'sign-in');
  expect(await h.status()).toBe('needs sign-in');
  expect(h.page().actions.map(({ state, error }) => [state, error?.message])).toEqual(
    Array.from({ length: 3 }, () => ['queued', 'Sign in to the CRM again.']),
  );
  await h.connections.connect({ connector: 'crm', settings: {}, secrets: { token: 'new' } });
  await h.until('every action has its number', () => h.page().actions.every((action) => action.reference !== null));
  expect([await h.status(), crm.state.posts, crm.state.cases.size]).toEqual(['connected', 1, 3]);
});
