import { minute } from '#shared/lib/time.ts';
import type { Manifest } from '../connectors/manifest.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { BadInputError, type Fault, NotConnectedError, noting, refuse } from '../failure.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { cacheClear } from '../store/tables/cache.ts';
import { type ConnectionRow, deleteConnection, type Pause, connectionTable } from '../store/tables/connections.ts';
import { forgetPeople } from '../store/tables/people.ts';
import { forgetReference } from '../store/tables/reference.ts';
import { deleteFeeds } from '../store/tables/feeds.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkSettings, fillSettings } from './check-settings.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import { ConnectionConflict, type ConnectionDeps, type Connections, type ConnectRequest } from './deps.ts';
import { createDirectory } from './directory.ts';
import { failedFeedsAnew, feedsAnew } from './feeds-anew.ts';
import { checkId, checkName, defaultName, nextId } from './naming.ts';
import { newOffers } from './offers.ts';
import { createOpenSet } from './open-set.ts';
import { createSecrets } from './secrets.ts';

const testDeadline = 2 * minute;
const signInDeadline = 5 * minute;

export function createConnections(deps: ConnectionDeps): Connections {
  const { store, ports, connectors, onChange } = deps;
  const open = createOpenSet(deps);
  const directory = createDirectory(deps, open);

  /** What makes and unmakes connections goes one after the other: each chooses by what the one before has left. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const mine = last.then(change, change);
    last = mine.catch(() => undefined);
    return mine;
  };

  const use = (id: string) => {
    const connection = open.get(id);
    if (connection !== null) return connection;
    const row = open.row(id);
    const name = row?.name ?? connectors.find(({ manifest }) => manifest.id === id)?.manifest.name;
    if (name === undefined) throw directory.notThere(id);
    throw new NotConnectedError({ connection: id, connector: row?.connector ?? id, name }, directory.ids());
  };

  const resume = (id: string, kinds: readonly Pause['kind'][]) => {
    const row = open.row(id);
    if (row === null || row.pause === null || !kinds.includes(row.pause.kind)) return;
    open.update(id, (now) => ({ ...now, pause: null }));
    // Feeds that the pause had stopped wait for its end no longer.
    store.write((db) => failedFeedsAnew(db, id, directory.findConnector(row.connector).manifest));
    onChange();
  };

  /** Which connection is meant: one that is there, or one to be made, and what is wrong with its id. Throws `NotFoundError`. */
  const targetOf = ({ connector, connection, another }: ConnectRequest) => {
    const known = another === true && connection === undefined ? null : open.row(connection ?? connector);
    const { manifest } = directory.findConnector(
      connection === undefined && known !== null ? known.connector : connector,
    );
    if (known !== null) {
      const got = `${known.id}, that of ${known.name}`;
      const isTaken = known.connector !== manifest.id || another === true;
      const faults = isTaken ? [{ field: 'connection', expected: 'an id that no connection has', got }] : [];
      return { manifest, id: known.id, stored: isTaken ? null : known, faults };
    }
    return store.read((db) => {
      const id = connection ?? (another === true ? nextId(db, manifest.id) : manifest.id);
      const others = connectors.map((other) => other.manifest.id);
      const faults: Fault[] = [];
      noting(faults, () => checkId(db, id, manifest.id, others));
      return { manifest, id, stored: null, faults };
    });
  };

  return {
    open: (id) => open.get(id),
    all: () => open.all(),
    pause(id, pause) {
      open.update(id, (row) => ({ ...row, pause }));
      onChange();
    },
    resume,
    list: () => directory.list(),
    blank: (connector) => directory.blank(connector),

    connect: (request) => inTurn(() => connect(request)),
    disconnect: (id) => inTurn(() => disconnect(id)),

    async rename(id, given) {
      directory.findRow(id);
      const name = store.read((db) => checkName(db, id, given));
      open.update(id, (row) => ({ ...row, name }));
      onChange();
      return directory.stateOf(directory.findRow(id));
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
        return { ...result, offers: store.read((db) => newOffers(db, result.offers ?? [])) };
      } catch (error) {
        if (!(error instanceof ConnectorError) || signal.aborted) throw error;
        return {
          ok: false,
          checks: [{ name: 'Connection', ok: false, message: error.message, next: error.next }],
          offers: [],
        };
      }
    },

    async signIn(id, signal) {
      const { connection, name, manifest } = use(id);
      const signIn = connection.signIn?.bind(connection);
      if (signIn === undefined) throw new BadInputError('connection', 'one that people sign in to', name);
      await callWithDeadline((limit) => signIn(limit), {
        clock: ports.clock,
        deadlineMs: signInDeadline,
        signal,
      });
      open.update(id, (row) => ({ ...row, signedIn: true, pause: null }));
      store.write((db) => feedsAnew(db, id, manifest));
      onChange();
      return directory.stateOf(directory.findRow(id));
    },

    resolve(name) {
      if (open.get(name) !== null) return name;
      const own = open.all().filter(({ manifest }) => manifest.id === name);
      if (own.length === 1) return own[0]?.id ?? name;
      if (own.length === 0 && (open.row(name) !== null || connectors.some(({ manifest }) => manifest.id === name))) {
        return use(name).id;
      }
      return name;
    },

    nameOf(id, connector) {
      const manifest = connectors.find((one) => one.manifest.id === connector)?.manifest;
      return open.row(id)?.name ?? (manifest === undefined ? id : defaultName(id, manifest));
    },

    clockSetBack(by) {
      for (const { id, pause } of open.all()) {
        if (pause === null || pause.until === null) continue;
        const until = pause.until - by;
        open.update(id, (row) => ({ ...row, pause: { ...pause, until } }));
      }
      onChange();
    },

    close: () => open.close(),
  };

  async function connect(request: ConnectRequest): Promise<ConnectionState> {
    const { manifest, id, stored, faults: wrongId } = targetOf(request);
    holdRead(manifest, stored, request.was ?? {});
    const faults: Fault[] = [...wrongId];
    const wanted = request.name ?? stored?.name ?? defaultName(id, manifest);
    const name = noting(faults, () => store.read((db) => checkName(db, id, wanted))) ?? wanted;
    const settings = noting(faults, () => checkSettings(manifest, stored?.settings ?? {}, request.settings)) ?? {};
    refuse([...faults, ...(await checkSecrets(manifest, request, secretsOf(stored)))]);
    await storeSecrets(id, request.secrets);
    const row: ConnectionRow = {
      id,
      connector: manifest.id,
      name,
      settings,
      sandbox: request.sandbox ?? stored?.sandbox ?? false,
      signedIn: stored?.signedIn ?? false,
      pause: null,
      lastError: null,
    };
    store.write(
      (db) => {
        connectionTable.replace(db, row);
        feedsAnew(db, id, manifest);
      },
      { durable: true },
    );
    await open.replace(id, row);
    return directory.stateOf(directory.findRow(id));
  }

  /** Whether a secret is there already; what an earlier connection of the same id left behind does not count. */
  function secretsOf(stored: ConnectionRow | null): (key: string) => Promise<boolean> {
    if (stored === null) return async () => false;
    const vault = createSecrets(store, ports.vault, stored.id);
    return async (key) => (await vault.get(key)) !== null;
  }

  function holdRead(manifest: Manifest, stored: ConnectionRow | null, was: Readonly<Record<string, string>>): void {
    if (stored === null) return;
    const now = fillSettings(manifest, stored.settings);
    if (Object.entries(was).some(([key, value]) => now[key] !== value)) throw new ConnectionConflict(stored.id);
  }

  async function disconnect(id: string): Promise<ConnectionState> {
    const known = open.row(id);
    // Nothing of this connector was ever set up, or no longer is: then there is nothing to do.
    const secrets = createSecrets(store, ports.vault, id);
    if (known === null) {
      const nothing = directory.nothingOf(id);
      // Where the program ended, or the vault was shut, before the last of them was forgotten.
      await secrets.forgetAll();
      return nothing;
    }
    // First: a vault that can't be used now leaves a connection to be disconnected later, and not secrets of none.
    await secrets.forgetAll();
    store.write(
      (db) => {
        deleteConnection(db, id);
        deleteFeeds(db, id);
        cacheClear(db, id);
        forgetReference(db, id);
        forgetPeople(db, id);
      },
      { durable: true },
    );
    await open.replace(id, null);
    // A poll that ends now may have written its state once more.
    store.write((db) => deleteFeeds(db, id));
    // Whoever was just signing in may have stored one more.
    await secrets.forgetAll();
    return directory.gone(known);
  }

  async function storeSecrets(id: string, secrets: ConnectRequest['secrets']): Promise<void> {
    const vault = createSecrets(store, ports.vault, id);
    for (const [key, value] of Object.entries(secrets)) {
      if (value === '') await vault.delete(key);
      else await vault.set(key, value);
    }
  }
}
