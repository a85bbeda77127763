import type { Connection } from '../connectors/connection.ts';
import type { Connector } from '../connectors/connector.ts';
import { cacheGet, cacheSet } from '../store/tables/cache.ts';
import { allConnections, type ConnectionRow, connectionTable } from '../store/tables/connections.ts';
import { BadInputError, inOneLine } from '../failure.ts';
import { fillSettings, isSafeUrl } from './check-settings.ts';
import type { ConnectionDeps } from './deps.ts';
import { createKnownSecrets, keepingSecrets, withoutSecrets } from './keep-secret.ts';
import { createSecrets } from './secrets.ts';
import { realmOf } from './realm.ts';
import type { OpenConnection } from './source.ts';
import { personKey } from '../store/journal/personal.ts';

type Entry = { row: ConnectionRow; readonly open: Omit<OpenConnection, 'pause' | 'name'> | null };

/** The connections that are set up, opened once and kept until their settings change. */
export type OpenSet = {
  row(id: string): ConnectionRow | null;
  rows(): readonly ConnectionRow[];
  get(id: string): OpenConnection | null;
  all(): readonly OpenConnection[];
  /** Changes what is stored about a connection without opening it anew. */
  update(id: string, change: (row: ConnectionRow) => ConnectionRow): void;
  /** Closes what was open and opens it with these settings; null = leaves it closed. */
  replace(id: string, row: ConnectionRow | null): Promise<void>;
  close(): Promise<void>;
};

export function createOpenSet(deps: ConnectionDeps): OpenSet {
  const { store, ports, connectors } = deps;
  const entries = new Map<string, Entry>();
  let generation = 0;

  const openConnection = (connector: Connector, row: ConnectionRow): Connection => {
    const { manifest } = connector;
    const known = createKnownSecrets();
    const secrets = createSecrets(store, ports.vault, row.id);
    const connection = connector.open({
      settings: fillSettings(manifest, row.settings),
      secrets: {
        async get(key) {
          const secret = await secrets.get(key);
          known.note(secret);
          return secret;
        },
        set(key, value) {
          known.note(value);
          return secrets.set(key, value);
        },
        delete: (key) => secrets.delete(key),
      },
      clock: ports.clock,
      log(level, message, data = {}) {
        const said = Object.entries(data).map(([key, one]) => [key, typeof one === 'string' ? known.hide(one) : one]);
        ports.log(level, known.hide(message), {
          ...Object.fromEntries(said),
          connection: row.id,
          connector: manifest.id,
        });
      },
      fetch: ports.fetch,
      random: ports.random,
      cache: {
        get: (key) => store.read((db) => cacheGet(db, row.id, key)),
        set: (key, value) => store.write((db) => cacheSet(db, row.id, key, ports.clock.now(), value)),
      },
      keyed: (text) => store.read((db) => personKey(db, text)),
      openExternal(url) {
        if (!isSafeUrl(url)) throw new BadInputError('url', 'an address that begins with https://', 'another');
        return ports.openExternal(url);
      },
      changed: (feedId) => deps.pollSoon(`${row.id}.${feedId}`),
    });
    return keepingSecrets(connection, known);
  };

  const openEntry = (connector: Connector, row: ConnectionRow): Entry => {
    try {
      const connection = openConnection(connector, row);
      return {
        row: { ...row, lastError: null },
        open: {
          id: row.id,
          realm: realmOf(connector.manifest, fillSettings(connector.manifest, row.settings)),
          manifest: connector.manifest,
          connection,
          generation: ++generation,
        },
      };
    } catch (error) {
      const lastError = inOneLine(withoutSecrets(error, createKnownSecrets()));
      ports.log('error', 'A connection could not be opened', { connection: row.id, error: lastError });
      return { row: { ...row, lastError }, open: null };
    }
  };

  const opened = ({ row, open }: Entry): OpenConnection | null =>
    open === null ? null : { ...open, name: row.name, pause: row.pause };

  const closeEntry = async (entry: Entry | undefined) => {
    try {
      await entry?.open?.connection.close();
    } catch (error) {
      ports.log('warn', 'A connection did not close cleanly', { error: String(error) });
    }
  };

  for (const row of store.read((db) => allConnections(db))) {
    const connector = connectors.find(({ manifest }) => manifest.id === row.connector);
    if (connector !== undefined) entries.set(row.id, openEntry(connector, row));
  }

  return {
    row: (id) => entries.get(id)?.row ?? null,
    rows: () => [...entries.values()].map(({ row }) => row),
    get(id) {
      const entry = entries.get(id);
      return entry === undefined ? null : opened(entry);
    },
    all: () => [...entries.values()].map(opened).filter((entry) => entry !== null),
    update(id, change) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.row = change(entry.row);
      store.write((db) => connectionTable.replace(db, entry.row));
    },
    async replace(id, row) {
      const old = entries.get(id);
      entries.delete(id);
      const connector = connectors.find(({ manifest }) => manifest.id === row?.connector);
      if (row !== null && connector !== undefined) entries.set(id, openEntry(connector, row));
      deps.onChange();
      await closeEntry(old);
    },
    async close() {
      const open = [...entries.values()];
      entries.clear();
      await Promise.all(open.map(closeEntry));
    },
  };
}
