import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ActionManifest, Connector } from '#core/connectors/connector.ts';
import { connectors } from '#core/connectors/registry.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { createContext } from './connection-context.ts';
import { failure, poll } from './reading.ts';
import { never, subject } from './salesforce-world.ts';
import { type PromiseWorld, promiseWorlds } from './promise-worlds.ts';

/** A value for each setting and secret, so that a connector gets as far as the network; addresses lead nowhere. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function unreachable(connector: Connector) {
  const port = await closedPort();
  const folder = await mkdtemp(join(tmpdir(), 'gridline-contract-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const value = (type: string, fallback: string | null) => {
    if (type === 'url') return `http://127.0.0.1:${port}`;
    if (type === 'folder') return join(folder, 'not-there');
    return fallback ?? 'something';
  };
  const settings = Object.fromEntries(
    connector.manifest.settings.map((field) => [
      field.key,
      field.key === 'companyId' ? 'GC00804444LX' : value(field.type, field.default),
    ]),
  );
  const secrets = Object.fromEntries(connector.manifest.secrets.map(({ key }) => [key, `secret-${key}`]));
  return createContext(connector, { settings, secrets });
}

const refuseNetwork: typeof fetch = () => {
  throw new Error('The network was used.');
};

test('There is a connector for each outside system so far, with an id of its own.', () => {
  const ids = connectors.map(({ manifest }) => manifest.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['trading-grid', 'salesforce']));
});

describe.each(connectors.map((connector) => [connector.manifest.id, connector] as const))('%s', (_, connector) => {
  const { manifest } = connector;

  test('The manifest explains every setting and secret, and every id is unique and kebab-case.', () => {
    const fields = [...manifest.settings, ...manifest.secrets];
    expect(manifest.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(manifest.summary).toMatch(/^[A-Z].*\.$/);
    const unexplained = fields.filter(
      ({ label, help }) => !/^[A-Z]/.test(label) || help.length < 20 || !/[.)]$/.test(help),
    );
    expect(unexplained.map(({ key }) => key)).toEqual([]);
    const defaults = (type: string) =>
      manifest.settings.filter((field) => field.type === type).map((field) => field.default ?? '');
    for (const text of defaults('number')) expect(text).toMatch(/^\d+$/);
    for (const text of defaults('boolean')) expect(text).toMatch(/^(true|false)$/);
    for (const list of [
      fields.map(({ key }) => key),
      manifest.feeds.map(({ id }) => id),
      manifest.actions.map(({ id }) => id),
    ]) {
      expect(new Set(list).size).toBe(list.length);
    }
    for (const feed of manifest.feeds) {
      expect(feed.everyMs).toBeGreaterThan(0);
      expect(feed.staleAfterMs).toBeGreaterThan(feed.everyMs);
    }
    for (const action of manifest.actions) {
      expect(action.batchSize * action.concurrency * action.callsPerMinute * action.deadlineMs).toBeGreaterThan(0);
      expect([null, ...manifest.feeds.map(({ id }) => id)]).toContain(action.receiptFeed);
    }
  });

  test('Opening uses no network, and gives what the manifest promises.', async () => {
    const { context } = createContext(connector, { fetch: refuseNetwork });
    const connection = connector.open(context);
    expect(Object.keys(connection.feeds)).toEqual(manifest.feeds.map(({ id }) => id));
    expect(Object.keys(connection.actions)).toEqual(manifest.actions.map(({ id }) => id));
    expect(connection.signIn !== undefined).toBe(manifest.signIn);
    const reconcilable = manifest.actions.filter(({ deliveryClass }) => deliveryClass === 'reconcilable');
    expect(reconcilable.filter(({ id }) => typeof connection.actions[id]?.reconcile !== 'function')).toEqual([]);
    await connection.close();
  });

  test('A draft is made without network, as JSON, and takes what a person changed.', () => {
    const { context } = createContext(connector, { fetch: refuseNetwork });
    for (const handler of Object.values(connector.open(context).actions)) {
      const draft = handler.draft(subject(), {});
      expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
      expect(handler.draft(subject(), {})).toEqual(draft);
    }
  });

  test('A host that can not be reached is a typed error for each feed and action, and a failed check in the test.', async () => {
    const { context } = await unreachable(connector);
    const connection = connector.open(context);
    for (const feed of Object.values(connection.feeds)) {
      const error = await failure(poll(feed));
      expect(error.code.startsWith(`${manifest.id}.`)).toBe(true);
      expect(['unavailable', 'set-up']).toContain(error.kind);
    }
    for (const handler of Object.values(connection.actions)) {
      const draft = handler.draft(subject(), {});
      const items = [{ actionId: 'a', idempotencyKey: 'GL-A1-1-abcdefgh', draft }];
      expect((await failure(handler.perform(items, new AbortController().signal))).kind).toBe('unavailable');
      expect((await handler.preview(draft, new AbortController().signal)).warnings).not.toEqual([]);
    }
    const report = await connection.test(new AbortController().signal);
    expect(report.ok).toBe(false);
    for (const check of report.checks) expect(check.message).toMatch(/^\S.*[.…]$/);
    await connection.close();
  });

  test('What is stopped before it starts ends as cancelled.', async () => {
    const { context } = await unreachable(connector);
    const connection = connector.open(context);
    const stopped = AbortSignal.abort();
    for (const feed of Object.values(connection.feeds)) {
      const ended = await poll(feed, null, stopped).then(
        ({ events }) => events.length,
        (error: unknown) => (error instanceof ConnectorError ? error.kind : error),
      );
      expect(['cancelled', 'unavailable', 'set-up', 0]).toContain(ended);
    }
    await connection.close();
  });

  test('There is a stand-in on which it keeps what every connector promises.', () => {
    expect(Object.keys(promiseWorlds)).toContain(manifest.id);
  });

  test('A refusal that passes is not an end: nobody has to sign in, and it goes on by itself.', async () => {
    const world = await worldOf(connector);
    for (const refuse of world.refusals) {
      const end = refuse();
      expect((await failure(world.use())).kind).not.toBe('sign-in');
      end();
      await expect(world.use()).resolves.toBeDefined();
    }
    expect(await world.connection.test(never)).toMatchObject({ ok: true });
    await world.connection.close();
  });
});

/** Those that write. */
const acting = connectors.filter(({ manifest }) => manifest.actions.length > 0);

describe.each(acting.map((connector) => [connector.manifest.id, connector] as const))('%s acts', (_, connector) => {
  test('A pause ends when its cause does: the right that was missing is enough, nothing has to be connected anew.', async () => {
    const { acts, connection } = await actsOf(connector);
    const give = acts.withdrawRight();
    const batch = acts.make(2);
    expect((await failure(acts.perform(batch))).kind).toBe('set-up');
    expect((await connection.test(never)).ok).toBe(false);
    give();
    expect(await acts.perform(batch)).toMatchObject([{ result: 'done' }, { result: 'done' }]);
    expect((await connection.test(never)).ok).toBe(true);
  });

  test('A refusal refreshes what was cached, and it is tried again once, properly.', async () => {
    const { acts } = await actsOf(connector);
    await acts.perform(acts.make(1));
    acts.changeShape();
    expect(await acts.perform(acts.make(1))).toMatchObject([{ result: 'done' }]);
    expect(acts.made()).toBe(2);
  });

  test('One bad optional field costs that field, and the remark says which.', async () => {
    const { acts } = await actsOf(connector);
    await acts.perform(acts.make(1));
    acts.closeOptionalField();
    expect(await acts.perform(acts.make(1))).toMatchObject([{ result: 'done', remark: expect.any(String) }]);
  });

  test('A batch that fails as a whole because it is large is given back to be sent smaller, and goes then.', async () => {
    const { acts } = await actsOf(connector);
    acts.limitBatch(3);
    const batch = acts.make(5);
    expect((await acts.perform(batch)).map(({ result }) => result)).toEqual(batch.map(() => 'too much'));
    expect(acts.made()).toBe(0);
    for (const part of [batch.slice(0, 3), batch.slice(3)]) {
      expect((await acts.perform(part)).map(({ result }) => result)).toEqual(part.map(() => 'done'));
    }
    expect(acts.made()).toBe(5);
  });

  test('What was deleted outside is told, and can be done again under another key.', async () => {
    const { acts, connection } = await actsOf(connector);
    const [item] = acts.make(1);
    if (item === undefined) throw new Error('no item');
    await acts.perform([item]);
    acts.remove(item);
    const receipts = manifestOf(connector).receiptFeed ?? '';
    const { events } = await poll(connection.feeds[receipts]);
    expect(events.flatMap(({ kind, payload }) => (kind === 'receipt.received' ? [payload] : []))).toContainEqual(
      expect.objectContaining({ kind: 'deleted', key: item.idempotencyKey }),
    );
    const again = { ...item, idempotencyKey: `${item.idempotencyKey}2` };
    expect(await acts.perform([again])).toMatchObject([{ result: 'done' }]);
    expect(acts.made()).toBe(1);
  });

  test('What may have been done already is looked for, not done twice.', async () => {
    const { acts } = await actsOf(connector);
    const batch = acts.make(3);
    await acts.perform(batch.slice(0, 2));
    const outcomes = await acts.perform(batch.map((item) => ({ ...item, doubtful: true })));
    expect(outcomes.map(({ result }) => result)).toEqual(['done', 'done', 'done']);
    expect(acts.made()).toBe(3);
  });
});

async function worldOf(connector: Connector): Promise<PromiseWorld> {
  const open = promiseWorlds[connector.manifest.id];
  if (open === undefined) throw new Error(`There is no stand-in for ${connector.manifest.id}.`);
  return open();
}

async function actsOf(connector: Connector) {
  const { acts, connection } = await worldOf(connector);
  if (acts === null) throw new Error(`The stand-in of ${connector.manifest.id} does not act.`);
  return { acts, connection };
}

function manifestOf({ manifest }: Connector): ActionManifest {
  const [first] = manifest.actions;
  if (first === undefined) throw new Error(`${manifest.id} has no action.`);
  return first;
}
