import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FeedState } from '#shared/model/connection.ts';
import { connectionStateSchema } from '#shared/contract/schemas/connection.ts';
import { createConnections } from '#core/connections/service.ts';
import type { ConnectorContext } from '#core/connectors/connection.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { openStore } from '#core/store/open.ts';
import { deleteConnection } from '#core/store/tables/connections.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const signal = new AbortController().signal;

/** A connector that reads one word from an HTTP server. */
function wordConnector(seen: { contexts: ConnectorContext[]; closed: number }): Connector {
  return {
    manifest: {
      id: 'words',
      name: 'Word server',
      summary: 'Reads words.',
      libraries: [],
      settings: [
        { key: 'address', label: 'Address', help: '', type: 'url', default: null },
        { key: 'limit', label: 'Limit', help: '', type: 'number', default: '10' },
        { key: 'strict', label: 'Strict', help: '', type: 'boolean', default: 'false' },
        { key: 'place', label: 'Place', help: '', type: 'folder', default: '' },
      ],
      secrets: [
        { key: 'token', label: 'Token', help: '', required: true },
        { key: 'spare', label: 'Spare', help: '', required: false },
      ],
      feeds: [{ id: 'words', name: 'Words', everyMs: 60_000, staleAfterMs: 600_000 }],
      actions: [],
      signIn: true,
    },
    open(context) {
      seen.contexts.push(context);
      return {
        async test() {
          const answer = await context.fetch(`${context.settings['address']}/word`, {
            headers: { authorization: `Bearer ${await context.secrets.get('token')}` },
          });
          if (answer.status === 503) throw new ConnectorError('unavailable', 'words.down', 'It is down.');
          return {
            ok: answer.ok,
            checks: [{ name: 'Word', ok: answer.ok, message: await answer.text(), next: null }],
          };
        },
        feeds: {},
        actions: {},
        signIn: async () => {
          await context.secrets.set('refreshToken', 'r1');
        },
        async close() {
          seen.closed++;
        },
      };
    },
  };
}

async function wordServer() {
  const state = { status: 200, seen: [] as (string | undefined)[] };
  const server = createServer((request, response) => {
    state.seen.push(request.headers.authorization);
    response.writeHead(state.status).end('cheese');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { state, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function setUp() {
  const folder = temporaryFolder();
  const secrets = new Map<string, string>();
  const clock = createManualClock();
  const seen = { contexts: [] as ConnectorContext[], closed: 0 };
  const counts = { changes: 0 };
  const vaultIs = { shut: false };
  const feedStates: FeedState[] = [];
  const store = openStore({ path: path.join(folder, 'gridline.db'), log: () => undefined });
  onTestFinished(() => store.close());
  const make = () =>
    createConnections({
      store,
      ports: {
        clock,
        vault: {
          kind: 'memory',
          statement: '',
          get: async (name) => secrets.get(name) ?? null,
          set: async (name, value) => void secrets.set(name, value),
          async delete(name) {
            if (vaultIs.shut) throw new Error('The keychain is locked.');
            secrets.delete(name);
          },
        },
        log: quietLog(),
        fetch,
        random: () => 0.5,
        openExternal: async () => undefined,
      },
      connectors: [wordConnector(seen)],
      feedStates: () => feedStates,
      pollSoon: () => undefined,
      onChange: () => counts.changes++,
    });
  return { store, secrets, vaultIs, seen, counts, clock, feedStates, make, service: make() };
}

const connect = (
  service: ReturnType<typeof setUp>['service'],
  settings: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>> = { token: 's3cret' },
) => service.connect({ connector: 'words', settings, secrets });

test('before it is connected it shows its empty form', async () => {
  const { service } = setUp();
  const [state] = await service.list();
  expect(connectionStateSchema.parse(state)).toEqual(state);
  expect(state).toMatchObject({ status: 'not connected', statusText: 'Not connected', sandbox: false });
  expect(state?.settings.map(({ key, value }) => [key, value])).toEqual([
    ['address', ''],
    ['limit', '10'],
    ['strict', 'false'],
    ['place', ''],
  ]);
});

test('connects, uses the secret, keeps it in the vault alone, and is still connected after a restart', async () => {
  const h = setUp();
  const { address, state: server } = await wordServer();
  const state = await connect(h.service, { address });
  expect(state).toMatchObject({
    status: 'connected',
    secrets: [
      { key: 'token', present: true },
      { key: 'spare', present: false },
    ],
  });
  expect(await h.service.test('words', signal)).toEqual({
    ok: true,
    checks: [{ name: 'Word', ok: true, message: 'cheese', next: null }],
    offers: [],
  });
  expect(server.seen).toEqual(['Bearer s3cret']);
  expect([...h.secrets]).toEqual([['words.token', 's3cret']]);
  expect(JSON.stringify(h.store.read((db) => db.raw.prepare('SELECT * FROM connections').all()))).not.toContain(
    's3cret',
  );
  const again = h.make();
  expect(again.open('words')?.manifest.id).toBe('words');
  expect((await again.list())[0]?.status).toBe('connected');
});

test('what is left out keeps its value, empty text goes back to the default, and the connection is opened anew', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example', limit: '5' });
  const state = await connect(h.service, { strict: 'true', limit: '' }, {});
  expect(Object.fromEntries(state.settings.map(({ key, value }) => [key, value]))).toMatchObject({
    address: 'https://words.example',
    limit: '10',
    strict: 'true',
  });
  expect([h.seen.contexts.length, h.seen.closed]).toEqual([2, 1]);
  expect(h.service.open('words')?.generation).toBe(2);
});

test.each([
  [{}, 'address', 'nothing'],
  [{ address: 'http://words.example' }, 'address', 'http://words.example'],
  [{ address: 'https://me:pw@words.example' }, 'address', 'another'],
  [{ address: 'javascript:alert(1)' }, 'address', 'javascript:alert(1)'],
  [{ address: 'https://words.example', limit: 'many' }, 'limit', 'many'],
  [{ address: 'https://words.example', strict: 'perhaps' }, 'strict', 'perhaps'],
  [{ address: 'https://words.example', place: 'here' }, 'place', 'here'],
  [{ address: 'https://words.example', colour: 'red' }, 'colour', 'the setting colour'],
])('refuses %j and names the field', async (settings, field, got) => {
  const h = setUp();
  await expect(connect(h.service, settings)).rejects.toMatchObject({ name: 'BadInputError', field, got });
  expect([h.secrets.size, h.service.open('words')]).toEqual([0, null]);
});

test('everything that does not fit is named at once, secrets among it, and nothing is stored', async () => {
  const h = setUp();
  const settings = { limit: 'many', strict: 'perhaps' };
  await expect(connect(h.service, { ...settings, colour: 'red' }, { other: 'x' })).rejects.toMatchObject({
    field: 'colour',
    others: [
      { field: 'address', got: 'nothing' },
      { field: 'limit', expected: 'a number', got: 'many' },
      { field: 'strict', expected: 'true or false', got: 'perhaps' },
      { field: 'other', got: 'another' },
      { field: 'token', got: 'nothing' },
    ],
  });
  expect([h.secrets.size, h.service.open('words')]).toEqual([0, null]);
});

test('settings that somebody else has changed since they were read are left as they are', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example', limit: '5' });
  const ask = { connector: 'words', secrets: {} };
  const stale = h.service.connect({ ...ask, settings: { limit: '7' }, was: { limit: '10' } });
  await expect(stale).rejects.toMatchObject({ name: 'ConnectionConflict', connection: 'words' });
  expect(h.store.read((db) => db.raw.prepare('SELECT settings FROM connections').pluck().get())).toContain(
    '"limit":"5"',
  );
  await h.service.connect({ ...ask, settings: { limit: '7' }, was: { limit: '5' } });
  expect(h.store.read((db) => db.raw.prepare('SELECT settings FROM connections').pluck().get())).toContain(
    '"limit":"7"',
  );
});

test('a required secret must be given, and an empty one is removed', async () => {
  const h = setUp();
  const settings = { address: 'https://words.example' };
  await expect(connect(h.service, settings, {})).rejects.toMatchObject({ field: 'token', got: 'nothing' });
  await connect(h.service, settings, { token: 'a', spare: 'b' });
  await connect(h.service, {}, { spare: '' });
  expect([...h.secrets.keys()]).toEqual(['words.token']);
  await expect(connect(h.service, {}, { token: '' })).rejects.toMatchObject({ field: 'token' });
  await expect(connect(h.service, {}, { other: 'x' })).rejects.toMatchObject({ field: 'other' });
});

test('disconnecting forgets settings, cursors and every secret, also those the connector stored itself', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example' });
  expect((await h.service.signIn('words', signal)).status).toBe('connected');
  expect([...h.secrets.keys()]).toEqual(['words.token', 'words.refreshToken']);
  const state = await h.service.disconnect('words');
  expect([state.status, h.secrets.size, h.service.all().length, h.seen.closed]).toEqual(['not connected', 0, 0, 1]);
  await expect(h.service.test('words', signal)).rejects.toMatchObject({ name: 'NotConnectedError' });
  await expect(h.service.disconnect('other')).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('where the vault is shut nothing is disconnected, and no secret is left behind once it is', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example' });
  h.vaultIs.shut = true;
  await expect(h.service.disconnect('words')).rejects.toThrow('The keychain is locked.');
  expect([h.service.all().length, h.secrets.size]).toEqual([1, 1]);
  h.vaultIs.shut = false;
  await h.service.disconnect('words');
  expect([h.service.all().length, h.secrets.size]).toEqual([0, 0]);
});

test('secrets of a connection that is gone already are forgotten when it is disconnected again', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example' });
  // The program ended between the two.
  h.store.write((db) => deleteConnection(db, 'words'));
  const service = h.make();
  expect([(await service.disconnect('words')).status, h.secrets.size]).toEqual(['not connected', 0]);
});

test('a pause shows as what it is, and ends by time, by sign-in or by a good test', async () => {
  const h = setUp();
  const { address, state: server } = await wordServer();
  await connect(h.service, { address });
  const status = async () => (await h.service.list())[0]?.status;
  h.service.pause('words', { kind: 'sign-in', until: null, reason: 'Sign in again' });
  expect(await status()).toBe('needs sign-in');
  await h.service.signIn('words', signal);
  expect(await status()).toBe('connected');
  h.service.pause('words', { kind: 'set-up', until: null, reason: 'A field is missing' });
  server.status = 503;
  expect(await h.service.test('words', signal)).toMatchObject({ ok: false, checks: [{ message: 'It is down.' }] });
  expect(await status()).toBe('failing');
  server.status = 200;
  await h.service.test('words', signal);
  expect(await status()).toBe('connected');
  h.service.pause('words', { kind: 'quota', until: h.clock.now() + 1_000, reason: 'Used up' });
  expect(await status()).toBe('paused');
  await h.clock.advance(1_000);
  expect(await status()).toBe('connected');
});

test('what a connector keeps in its cache outlives the process, but not the connection', async () => {
  const h = setUp();
  await connect(h.service, { address: 'https://words.example' });
  h.seen.contexts[0]?.cache.set('words', ['a']);
  h.make();
  expect(h.seen.contexts[1]?.cache.get('words')).toEqual({ at: h.clock.now(), value: ['a'] });
  await h.service.disconnect('words');
  expect(h.seen.contexts[1]?.cache.get('words')).toBeNull();
});
