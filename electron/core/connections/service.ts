import { minute } from '#shared/lib/time.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import type { Connector } from '../connectors/connector.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { BadInputError, NotConnectedError, NotFoundError } from '../failure.ts';
import { rederiveAll } from '../projection/fold.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { cacheClear } from '../store/cache.ts';
import {
  allConnections,
  type ConnectionRow,
  deleteConnection,
  type Pause,
  putConnection,
} from '../store/connections.ts';
import type { WriteDb } from '../store/db.ts';
import { deleteFeeds, feedRow, putFeed } from '../store/feeds.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { checkSettings } from './check-settings.ts';
import type { ConnectionDeps, Connections, ConnectRequest } from './deps.ts';
import { createOpenSet } from './open-set.ts';
import { createSecrets } from './secrets.ts';
import { toConnectionState } from './state.ts';

const testDeadline = 2 * minute;
const signInDeadline = 5 * minute;

export function createConnections(deps: ConnectionDeps): Connections {
  const { store, ports, connectors, onChange } = deps;
  const open = createOpenSet(deps);

  const find = (id: string): Connector => {
    const found = connectors.find(({ manifest }) => manifest.id === id);
    if (found === undefined) throw new NotFoundError('connector', id);
    return found;
  };

  const stateOf = async ({ manifest }: Connector): Promise<ConnectionState> => {
    const secrets = createSecrets(store, ports.vault, manifest.id);
    const present = new Set<string>();
    for (const { key } of manifest.secrets) if ((await secrets.get(key)) !== null) present.add(key);
    const row = open.row(manifest.id);
    const feeds = deps.feedStates(manifest, { connected: row !== null, pause: row?.pause ?? null });
    return toConnectionState(manifest, row, feeds, present, ports.clock.now());
  };

  const use = (id: string) => {
    const { manifest } = find(id);
    const connection = open.get(id);
    if (connection === null) throw new NotConnectedError(id, manifest.name);
    return connection;
  };

  const resume = (connector: string, kinds: readonly Pause['kind'][]) => {
    const pause = open.row(connector)?.pause ?? null;
    if (pause === null || !kinds.includes(pause.kind)) return;
    open.update(connector, (row) => ({ ...row, pause: null }));
    // Feeds that the pause had stopped wait for its end no longer.
    store.write((db) => failedFeedsAnew(db, find(connector)));
    onChange();
  };

  const startAnew = (id: string) => {
    store.write((db) => feedsAnew(db, find(id)));
    onChange();
  };

  return {
    open: (connector) => open.get(connector),
    all: () => open.all(),
    pause(connector, pause) {
      open.update(connector, (row) => ({ ...row, pause }));
      onChange();
    },
    resume,
    list: () => Promise.all(connectors.map(stateOf)),

    async connect(request) {
      const connector = find(request.connector);
      const { manifest } = connector;
      const stored = open.row(manifest.id);
      const settings = checkSettings(manifest, stored?.settings ?? {}, request.settings);
      await storeSecrets(connector, request);
      const row: ConnectionRow = {
        connector: manifest.id,
        settings,
        sandbox: request.sandbox ?? stored?.sandbox ?? false,
        signedIn: stored?.signedIn ?? false,
        pause: null,
        lastError: null,
      };
      store.write(
        (db) => {
          putConnection(db, row);
          feedsAnew(db, connector);
          noteOwnAddresses(db);
        },
        { durable: true },
      );
      await open.replace(manifest.id, row);
      return stateOf(connector);
    },

    async disconnect(id) {
      const connector = find(id);
      store.write(
        (db) => {
          deleteConnection(db, id);
          deleteFeeds(db, id);
          cacheClear(db, id);
          noteOwnAddresses(db);
        },
        { durable: true },
      );
      await open.replace(id, null);
      // A poll that ends now may have written its state once more.
      store.write((db) => deleteFeeds(db, id));
      await createSecrets(store, ports.vault, id).forgetAll();
      return stateOf(connector);
    },

    async test(id, signal) {
      const { connection } = use(id);
      try {
        const result = await callWithDeadline((limit) => connection.test(limit), {
          clock: ports.clock,
          deadlineMs: testDeadline,
          signal,
        });
        if (result.ok) resume(id, ['sign-in', 'set-up', 'quota']);
        return result;
      } catch (error) {
        if (!(error instanceof ConnectorError) || signal.aborted) throw error;
        return { ok: false, checks: [{ name: 'Connection', ok: false, message: error.message, next: error.next }] };
      }
    },

    async signIn(id, signal) {
      const { connection, manifest } = use(id);
      const signIn = connection.signIn?.bind(connection);
      if (signIn === undefined) throw new BadInputError('connector', 'one that people sign in to', manifest.name);
      await callWithDeadline((limit) => signIn(limit), {
        clock: ports.clock,
        deadlineMs: signInDeadline,
        signal,
      });
      open.update(id, (row) => ({ ...row, signedIn: true, pause: null }));
      startAnew(id);
      return stateOf(find(id));
    },

    clockSetBack(by) {
      for (const { manifest, pause } of open.all()) {
        if (pause === null || pause.until === null) continue;
        const until = pause.until - by;
        open.update(manifest.id, (row) => ({ ...row, pause: { ...pause, until } }));
      }
      onChange();
    },

    close: () => open.close(),
  };

  async function storeSecrets({ manifest }: Connector, { secrets, sandbox }: ConnectRequest): Promise<void> {
    const vault = createSecrets(store, ports.vault, manifest.id);
    const known = new Set(manifest.secrets.map(({ key }) => key));
    for (const key of Object.keys(secrets)) {
      if (sandbox === true || known.has(key)) continue;
      const expected = known.size === 0 ? 'no secret' : `one of the secrets ${[...known].join(', ')}`;
      throw new BadInputError(key, expected, 'another');
    }
    for (const { key, required } of manifest.secrets) {
      if (!required) continue;
      const there = secrets[key] === undefined ? (await vault.get(key)) !== null : secrets[key] !== '';
      if (!there) throw new BadInputError(key, 'a value', 'nothing');
    }
    for (const [key, value] of Object.entries(secrets)) {
      if (value === '') await vault.delete(key);
      else await vault.set(key, value);
    }
  }
}

/** Due at once and without the errors of other settings; what was read stays read. */
function feedsAnew(db: WriteDb, { manifest }: Connector): void {
  for (const feed of manifest.feeds) {
    const row = feedRow(db, `${manifest.id}.${feed.id}`);
    putFeed(db, { ...row, nextAttemptAt: 0, error: null, failures: 0 });
  }
}

/** Those that failed last are due at once; their error stays until they have been read. */
function failedFeedsAnew(db: WriteDb, { manifest }: Connector): void {
  for (const feed of manifest.feeds) {
    const row = feedRow(db, `${manifest.id}.${feed.id}`);
    if (row.error !== null) putFeed(db, { ...row, nextAttemptAt: 0 });
  }
}

/** Our own EDI addresses, as any connection names them, tell outbound from inbound everywhere. */
function noteOwnAddresses(db: WriteDb): void {
  const named = allConnections(db).flatMap((row) => (row.settings['ownAddresses'] ?? '').split(/[,\n]/));
  const own = [...new Set(named.map((text) => text.trim()).filter((text) => text !== ''))].toSorted();
  if (JSON.stringify(readSetting(db, 'ownAddresses') ?? []) === JSON.stringify(own)) return;
  writeSetting(db, 'ownAddresses', own);
  rederiveAll(db);
}
