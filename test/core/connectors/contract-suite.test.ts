import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connector } from '#core/connectors/connector.ts';
import { mayCountAs } from '#shared/model/action/action-meaning.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { capabilities } from '#shared/model/action/capability.ts';
import { connectors } from '#core/connectors/registry.ts';
import { createContext } from './connection-context.ts';
import { failure, poll } from './reading.ts';
import { never, anIssue } from './salesforce/world.ts';
import { isImpossible, type PromiseWorld, possible, reasons, remarks } from './promise-world.ts';
import { knownConnectors } from './promises.ts';

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
  let count = 0;
  const counting: typeof fetch = (...call) => {
    count += 1;
    return fetch(...call);
  };
  return { ...createContext(connector, { settings, secrets, fetch: counting }), calls: () => count };
}

const refuseNetwork: typeof fetch = () => {
  throw new Error('The network was used.');
};

test('Every connector has an id of its own.', () => {
  const ids = knownConnectors.map(({ connector }) => connector.manifest.id);
  expect(ids.length).toBeGreaterThan(connectors.length);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(knownConnectors.map(({ connector, world }) => [connector.manifest.id, connector, world] as const))(
  '%s',
  (_, connector, worldOf) => {
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
        // What its capability can't have come of it, no connection can give.
        expect(capabilities[action.capability].receipts).toEqual(expect.arrayContaining([...action.receipts]));
        expect(mayCountAs(action.capability)).toContain(action.countsAs);
        // Whom it goes to must be of a kind that it can reach, and each gets one of their own.
        const recipients = action.needs?.recipients;
        const { to, per } = capabilities[action.capability];
        const kinds = recipients?.to.map(({ kind }) => kind) ?? [];
        expect(to).toEqual(expect.arrayContaining(kinds));
        if (recipients !== undefined) expect([per, kinds.length > 0]).toEqual(['recipient', true]);
        expect([action.verb, action.did, action.noun]).toEqual([
          expect.stringMatching(/^[A-Z]/),
          expect.stringMatching(/^[a-z](?=.*\{issue\}).*\{where\}/),
          expect.stringMatching(/^[a-z]/),
        ]);
      }
    });

    test('Opening uses no network, and gives what the manifest promises.', async () => {
      const { context } = createContext(connector, { fetch: refuseNetwork });
      const connection = connector.open(context);
      expect(Object.keys(connection.feeds)).toEqual(manifest.feeds.map(({ id }) => id));
      expect(Object.keys(connection.streams ?? {})).toEqual(
        manifest.feeds.flatMap(({ id, pushed }) => (pushed === true ? [id] : [])),
      );
      expect(Object.keys(connection.actions)).toEqual(manifest.actions.map(({ id }) => id));
      expect(connection.signIn !== undefined).toBe(manifest.signIn);
      const reconcilable = manifest.actions.filter(({ deliveryClass }) => deliveryClass === 'reconcilable');
      expect(reconcilable.filter(({ id }) => typeof connection.actions[id]?.reconcile !== 'function')).toEqual([]);
      await connection.close();
    });

    test('A draft is made without network, as JSON, and takes what a person changed.', () => {
      const { context } = createContext(connector, { fetch: refuseNetwork });
      for (const handler of Object.values(connector.open(context).actions)) {
        const draft = handler.draft(anIssue(), {});
        expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
        expect(handler.draft(anIssue(), {})).toEqual(draft);
      }
    });

    test('A host that can not be reached is a typed error for each feed and action, and a failed check in the test.', async () => {
      const { context, calls } = await unreachable(connector);
      const connection = connector.open(context);
      for (const feed of Object.values(connection.feeds)) {
        const error = await failure(poll(feed));
        expect(error.code.startsWith(`${manifest.id}.`)).toBe(true);
        expect(['unavailable', 'set-up']).toContain(error.kind);
      }
      for (const handler of Object.values(connection.actions)) {
        const draft = handler.draft(anIssue(), {});
        const items = [{ actionId: 'a', idempotencyKey: 'GL-A1-1-abcdefgh', draft }];
        expect(['unavailable', 'set-up']).toContain((await failure(handler.perform(items, never))).kind);
        const callsBefore = calls();
        const { warnings } = await handler.preview(draft, never);
        // A preview that asks outside says what it could not find out.
        expect(warnings.length > 0).toBe(calls() > callsBefore);
      }
      const report = await connection.test(new AbortController().signal);
      expect(report.ok).toBe(false);
      for (const check of report.checks) expect(check.message).toMatch(/^\S.*[.…]$/);
      await connection.close();
    });

    test('What is stopped before it starts ends as cancelled.', async () => {
      const { context, calls } = await unreachable(connector);
      const connection = connector.open(context);
      const stopped = AbortSignal.abort();
      for (const feed of Object.values(connection.feeds)) {
        expect((await failure(poll(feed, null, stopped))).kind).toBe('cancelled');
      }
      for (const handler of Object.values(connection.actions)) {
        const items = [{ actionId: 'a', idempotencyKey: 'GL-A1-1-abcdefgh', draft: handler.draft(anIssue(), {}) }];
        expect((await failure(handler.perform(items, stopped))).kind).toBe('cancelled');
      }
      expect(calls()).toBe(0);
      await connection.close();
    });

    test('What is stopped under way ends at once, whichever call it waits for.', async () => {
      const calls = manifest.settings.some(({ type }) => type === 'url');
      const uses = [
        ...manifest.feeds.map(
          ({ id }) =>
            ({ connection }: PromiseWorld, signal: AbortSignal) =>
              poll(connection.feeds[id], null, signal),
        ),
        ...manifest.actions.map(({ id }) => async ({ connection }: PromiseWorld, signal: AbortSignal) => {
          const handler = connection.actions[id];
          const draft = handler?.draft(anIssue(), {}) ?? null;
          await handler?.perform([{ actionId: 'a', idempotencyKey: 'GL-A1-1-abcdefgh', draft }], signal);
        }),
      ];
      for (const use of uses) {
        let stopped = 0;
        for (let more = true; more; ) {
          const world = await worldOf();
          world.sessionEnds?.();
          const stop = new AbortController();
          const reached = world.context.hold(stopped + 1);
          const end = use(world, stop.signal).then(
            () => 'done',
            (error: unknown) => (error instanceof ConnectorError ? error.kind : String(error)),
          );
          more = (await Promise.race([calls ? reached : setImmediate(), end])) === undefined && calls;
          stop.abort();
          expect([stopped, await end]).toEqual([
            stopped,
            more ? 'cancelled' : expect.stringMatching(/^(done|cancelled)$/),
          ]);
          if (more) stopped += 1;
          await world.connection.close();
        }
        expect(stopped > 0).toBe(calls);
      }
    });

    test('No id of what a feed brings is made of an address.', async () => {
      const world = await worldOf();
      await world.use();
      const ids: string[] = [];
      for (const feed of Object.values(world.connection.feeds)) {
        ids.push(...(await poll(feed)).events.map(({ sourceId }) => sourceId));
      }
      expect(ids.filter((id) => /[^\s@]@[^\s@]+\.[a-z]/i.test(id))).toEqual([]);
      await world.connection.close();
    });

    test('What can’t come about for it can’t for a reason that shows.', async () => {
      const { context, ...world } = await worldOf();
      await world.use();
      const untrue: string[] = [];
      for (const situation of [world.stale, world.badField, world.batches, world.deletion, world.doubt]) {
        if (isImpossible(situation) && !reasons[situation.impossible](manifest, context))
          untrue.push(situation.impossible);
      }
      expect(untrue).toEqual([]);
      await world.connection.close();
    });

    test('A refusal that passes is not an end: nobody has to sign in, and it goes on by itself.', async () => {
      const world = await worldOf();
      expect(world.passing.length).toBeGreaterThan(0);
      const { passing, vague = [] } = world;
      for (const refuse of [...passing, ...vague]) {
        const end = await refuse();
        const times = vague.includes(refuse) ? 1 : 5;
        for (let time = 1; time <= times; time++) {
          expect(['unavailable', 'rate-limit', 'quota']).toContain((await failure(world.use())).kind);
        }
        end();
        await expect(world.use()).resolves.toBeDefined();
      }
      expect(await world.connection.test(never)).toMatchObject({ ok: true });
      await world.connection.close();
    });

    test('A pause ends when its cause does: nothing has to be connected anew.', async () => {
      const world = await worldOf();
      const { connection, lasting } = world;
      const mend = await lasting();
      expect(['set-up', 'sign-in']).toContain((await failure(world.use())).kind);
      expect((await connection.test(never)).ok).toBe(false);
      mend();
      await expect(world.use()).resolves.toBeDefined();
      expect((await connection.test(never)).ok).toBe(true);
      await connection.close();
    });

    test('A refusal refreshes what was cached, and it is tried again at once, properly.', async () => {
      const world = await worldOf();
      const stale = possible(world.stale);
      // Why it can't come about for this connector is checked above.
      if (stale === null) return;
      await world.use();
      const knowsBetter = stale();
      expect(knowsBetter()).toBe(false);
      await expect(world.use()).resolves.toBeDefined();
      expect(knowsBetter()).toBe(true);
    });

    test('One bad optional field costs that field, and it is said which.', async () => {
      const world = await worldOf();
      const closeField = possible(world.badField);
      // Why it can't come about for this connector is checked above.
      if (closeField === null) return;
      await world.use();
      closeField();
      expect((await world.use()).join()).not.toBe('');
    });

    test('A batch that fails because it is large is given back to be sent smaller, and goes then.', async () => {
      const batches = possible((await worldOf()).batches);
      // Why it can't come about for this connector is checked above.
      if (batches === null) return;
      batches.limit(3);
      const batch = batches.make(5);
      const before = batches.made();
      expect((await batches.perform(batch)).map(({ result }) => result)).toEqual(batch.map(() => 'too much'));
      expect(batches.made()).toBe(before);
      for (const part of [batch.slice(0, 3), batch.slice(3)]) remarks(await batches.perform(part));
      expect(batches.made()).toBe(before + 5);
    });

    test('What was deleted outside is told, and can be done again under another key.', async () => {
      const world = await worldOf();
      const deletion = possible(world.deletion);
      // Why it can't come about for this connector is checked above.
      if (deletion === null) return;
      const [item] = deletion.make(1);
      if (item === undefined) throw new Error('There is no item.');
      remarks(await deletion.perform([item]));
      deletion.remove(item);
      const { events } = await poll(world.connection.feeds[deletion.feed]);
      expect(events.flatMap(({ kind, payload }) => (kind === 'receipt.received' ? [payload] : []))).toContainEqual(
        expect.objectContaining({ kind: 'deleted', key: item.idempotencyKey }),
      );
      const before = deletion.made();
      remarks(await deletion.perform([{ ...item, idempotencyKey: `${item.idempotencyKey}2` }]));
      expect(deletion.made()).toBe(before + 1);
    });

    test('What may have been done already is looked for, not done twice.', async () => {
      const doubt = possible((await worldOf()).doubt);
      // Why it can't come about for this connector is checked above.
      if (doubt === null) return;
      const batch = doubt.make(3);
      remarks(await doubt.perform(batch.slice(0, 2)));
      const looked = await doubt.lookUp(batch);
      expect(looked.slice(0, 2).map((outcome) => outcome?.result)).toEqual(['done', 'done']);
      const missing = batch.filter((_item, at) => looked[at] === null);
      remarks(await doubt.perform(missing));
      expect(doubt.made()).toBe(3);
    });
  },
);
