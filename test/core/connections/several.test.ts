import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createConnections } from '#core/connections/service.ts';
import type { ConnectorContext } from '#core/connectors/connection.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { openStore } from '#core/store/open.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

/** A connector of which nothing is asked here. */
function plain(id: string, name: string, opened: ConnectorContext[]): Connector {
  const sketch = {
    id,
    name,
    summary: '',
    settings: [{ key: 'place', label: 'Place', help: '', type: 'text', default: '' }],
    secrets: [{ key: 'token', label: 'Token', help: '', required: false }],
  } as const;
  const { manifest } = defineConnector(sketch, () => ({ test: nothingToTest }));
  return {
    manifest,
    open(context) {
      opened.push(context);
      return { test: nothingToTest, feeds: {}, actions: {}, close: async () => undefined };
    },
  };
}

const nothingToTest = async () => ({ ok: true, checks: [] });

function setUp() {
  const opened: ConnectorContext[] = [];
  const polled: string[] = [];
  const vault = createMemoryVault();
  const store = openStore({ path: path.join(temporaryFolder(), 'gridline.db'), log: () => undefined });
  onTestFinished(() => store.close());
  const make = () =>
    createConnections({
      store,
      ports: {
        clock: createManualClock(),
        vault,
        log: () => undefined,
        fetch,
        random: () => 0.5,
        openExternal: async () => undefined,
      },
      connectors: [plain('words', 'Words', opened), plain('sounds', 'Sounds', opened)],
      feedStates: () => [],
      pollSoon: (feed) => polled.push(feed),
      onChange: () => undefined,
    });
  const service = make();
  const connect = (request: Partial<Parameters<typeof service.connect>[0]> = {}) =>
    service.connect({ connector: 'words', settings: {}, secrets: {}, ...request });
  const ids = async () => (await service.list()).map(({ connection, name, status }) => [connection, name, status]);
  return { opened, polled, vault, make, service, connect, ids };
}

test('Two connections of one connector have their own settings, secrets, caches and feeds', async () => {
  const h = setUp();
  await h.connect({ settings: { place: 'here' }, secrets: { token: 'one' } });
  await h.connect({ another: true, settings: { place: 'there' }, secrets: { token: 'two' } });
  const [one, two] = h.opened;
  expect([one?.settings['place'], two?.settings['place']]).toEqual(['here', 'there']);
  expect([await one?.secrets.get('token'), await two?.secrets.get('token')]).toEqual(['one', 'two']);
  expect(await h.vault.get('words-2.token')).toBe('two');
  one?.cache.set('k', 1);
  two?.cache.set('k', 2);
  expect([one?.cache.get('k')?.value, two?.cache.get('k')?.value]).toEqual([1, 2]);
  two?.changed?.('words');
  expect(h.polled).toEqual(['words-2.words']);

  // One of them is paused, and then gone: the other does not know.
  h.service.pause('words', { kind: 'sign-in', until: null, reason: 'Sign in again' });
  expect(h.service.all().map(({ id, pause }) => [id, pause?.kind])).toEqual([
    ['words', 'sign-in'],
    ['words-2', undefined],
  ]);
  await h.service.disconnect('words');
  expect([await h.vault.get('words.token'), await h.vault.get('words-2.token')]).toEqual([null, 'two']);
  expect(two?.cache.get('k')?.value).toBe(2);
  expect(await h.ids()).toEqual([
    ['words-2', 'Words 2', 'connected'],
    ['sounds', 'Sounds', 'not connected'],
  ]);
});

test('They are listed with their names, the first one first, and stay so after a restart', async () => {
  const h = setUp();
  await h.connect({ connection: 'abc', name: ' The  first\nletters ' });
  await h.connect();
  await h.connect({ another: true });
  const expected = [
    ['words', 'Words', 'connected'],
    ['abc', 'The first letters', 'connected'],
    ['words-2', 'Words 2', 'connected'],
    ['sounds', 'Sounds', 'not connected'],
  ];
  expect(await h.ids()).toEqual(expected);
  expect((await h.make().list()).map(({ connection, name, status }) => [connection, name, status])).toEqual(expected);
  expect(await h.service.blank('words')).toMatchObject({ connection: 'words-3', name: 'Words 3' });
});

test('A connection is changed by its id, or by that of its connector where it is the first', async () => {
  const h = setUp();
  await h.connect({ settings: { place: 'here' } });
  await h.connect({ connection: 'abc', settings: { place: 'there' } });
  await h.connect({ settings: { place: 'elsewhere' } });
  await h.connect({ connector: 'abc', name: 'Letters' });
  expect(h.service.all().map(({ id, name }) => [id, name])).toEqual([
    ['words', 'Words'],
    ['abc', 'Letters'],
  ]);
  expect((await h.service.list()).map(({ settings }) => settings[0]?.value)).toEqual(['elsewhere', 'there', '']);
});

test('Renaming opens nothing anew, and a name belongs to one connection', async () => {
  const h = setUp();
  await h.connect();
  await h.connect({ another: true });
  const before = h.service.open('words-2')?.generation;
  expect(await h.service.rename('words-2', 'Europe')).toMatchObject({ connection: 'words-2', name: 'Europe' });
  expect([h.service.open('words-2')?.generation, h.service.open('words-2')?.name]).toEqual([before, 'Europe']);
  expect(h.make().open('words-2')?.name).toBe('Europe');
  await expect(h.service.rename('words', 'EUROPE')).rejects.toMatchObject({ name: 'BadInputError', field: 'name' });
  for (const same of ['Europe\u200b', '\u202eEurope', 'Ｅurope', 'Eu\u00adrope', '\u0000Europe'])
    await expect(h.service.rename('words', same)).rejects.toMatchObject({ name: 'BadInputError', field: 'name' });
  await expect(h.service.rename('words', '\u200b')).rejects.toMatchObject({ field: 'name', got: 'nothing' });
  await expect(h.service.rename('words', '  ')).rejects.toMatchObject({ field: 'name', got: 'nothing' });
  await expect(h.service.rename('wrods', 'x')).rejects.toMatchObject({ next: 'There are words, words-2.' });
});

test.each([
  ['one that is there, where another was asked for', { another: true, connection: 'words' }],
  ['one of another connector', { connector: 'sounds', connection: 'words' }],
  ['the name of another connector', { connection: 'sounds' }],
  ['a word that the journal uses for people', { connection: 'person' }],
  ['the word under which the journal keeps what became of commands', { connection: 'command' }],
  ['with a dot', { connection: 'words.two' }],
  ['with capitals', { connection: 'Words' }],
  ['with a dash at its end', { connection: 'words-' }],
  ['too long', { connection: 'w'.repeat(41) }],
])('Refuses an id: %s', async (_, request) => {
  const h = setUp();
  await h.connect();
  await expect(h.connect(request)).rejects.toMatchObject({ name: 'BadInputError', field: 'connection' });
  expect(h.service.all()).toHaveLength(1);
});

test('What is not there is refused with the names of those that are', async () => {
  const h = setUp();
  await expect(h.connect({ connector: 'smells' })).rejects.toMatchObject({ next: 'There are words, sounds.' });
  await h.connect({ connection: 'abc' });
  await expect(h.service.disconnect('words')).rejects.toMatchObject({ next: 'There is only abc.' });
  await expect(h.service.test('sounds', new AbortController().signal)).rejects.toMatchObject({
    next: 'Connect Sounds on the connections screen, or with gridline connect sounds. Connected are abc.',
  });
});

test('The name of a connector stands for its only connection, and for none where there are two', async () => {
  const h = setUp();
  await h.connect({ connection: 'abc' });
  expect(h.service.resolve('words')).toBe('abc');
  await h.connect({ connection: 'def' });
  expect(h.service.resolve('words')).toBe('words');
  await h.connect();
  expect(h.service.resolve('words')).toBe('words');
  expect(() => h.service.resolve('sounds')).toThrow('Sounds is not connected');
});

test('Two that are made at once are two, each with its own settings and secrets', async () => {
  const { connect, ids, opened } = setUp();
  await connect();
  const more = (place: string) => connect({ another: true, settings: { place }, secrets: { token: place } });
  await Promise.all([more('two'), more('three')]);
  expect((await ids()).map(([id]) => id)).toEqual(['words', 'words-2', 'words-3', 'sounds']);
  const kept = opened.slice(1).map(async ({ settings, secrets }) => [settings['place'], await secrets.get('token')]);
  expect(await Promise.all(kept)).toEqual([
    ['two', 'two'],
    ['three', 'three'],
  ]);
});

test('One that is unmade and made again at once is there, with what it was made with', async () => {
  const { service, connect, opened } = setUp();
  await connect({ secrets: { token: 'old' } });
  await Promise.all([service.disconnect('words'), connect({ secrets: { token: 'new' } })]);
  expect(await opened.at(-1)?.secrets.get('token')).toBe('new');
});
