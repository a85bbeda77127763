import type { ConnectionState } from '#shared/model/connection.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Manifest } from '../connectors/manifest.ts';
import { nothingConnected, NotFoundError } from '../failure.ts';
import { whatThereIs } from '#shared/lib/sentence.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import type { ConnectionDeps } from './deps.ts';
import { defaultName, nextId } from './naming.ts';
import type { OpenSet } from './open-set.ts';
import { createSecrets } from './secrets.ts';
import { actionsOf, allActionsOf, feedsOf } from './source.ts';
import { toConnectionState } from './state.ts';

/** Which connectors and connections there are, and how people see them. */
export type Directory = {
  /** Throws `NotFoundError` that names those there are. */
  findConnector(id: string): Connector;
  findRow(id: string): ConnectionRow;
  ids(): readonly string[];
  notThere(id: string): NotFoundError;
  stateOf(row: ConnectionRow): Promise<ConnectionState>;
  list(): Promise<ConnectionState[]>;
  blank(connector: string): Promise<ConnectionState>;
  /** A connector of which nothing is set up. Throws `NotFoundError` where that is not what the id stands for. */
  nothingOf(id: string): Promise<ConnectionState>;
  /** What is left of one that was disconnected. */
  gone(row: ConnectionRow): Promise<ConnectionState>;
};

type Named = { readonly id: string; readonly name: string; readonly row: ConnectionRow | null };

export function createDirectory(deps: ConnectionDeps, open: OpenSet): Directory {
  const { store, ports, connectors } = deps;
  const ids = () => open.rows().map(({ id }) => id);

  const describe = async (manifest: Manifest, { id, name, row }: Named): Promise<ConnectionState> => {
    const secrets = createSecrets(store, ports.vault, id);
    const present = new Set<string>();
    for (const { key } of manifest.secrets) if ((await secrets.get(key)) !== null) present.add(key);
    const opened = row === null ? null : open.get(id);
    const feeds = deps.feedStates(opened === null ? manifest.feeds : feedsOf(opened).map((feed) => feed.manifest), {
      id,
      connector: manifest.id,
      connected: row !== null,
      pause: row?.pause ?? null,
    });
    const actions = opened === null ? allActionsOf(id, manifest) : actionsOf(opened);
    return toConnectionState({ manifest, id, name, row }, { feeds, present, actions, now: ports.clock.now() });
  };

  const findConnector = (id: string): Connector => {
    const found = connectors.find(({ manifest }) => manifest.id === id);
    if (found !== undefined) return found;
    const all = connectors.map(({ manifest }) => manifest.id);
    throw new NotFoundError('connector', id, whatThereIs(all, nothingConnected));
  };

  const notThere = (id: string) => new NotFoundError('connection', id, whatThereIs(ids(), nothingConnected));

  const stateOf = (row: ConnectionRow) => describe(findConnector(row.connector).manifest, { ...row, row });

  const nothing = (manifest: Manifest) => describe(manifest, { id: manifest.id, name: manifest.name, row: null });

  return {
    findConnector,
    notThere,
    ids,
    stateOf,
    findRow(id) {
      const row = open.row(id);
      if (row === null) throw notThere(id);
      return row;
    },
    async list() {
      const rows = open.rows();
      const states = connectors.map(({ manifest }) => {
        const own = rows.filter(({ connector }) => connector === manifest.id).toSorted(byId);
        return own.length === 0 ? [nothing(manifest)] : own.map(stateOf);
      });
      return Promise.all(states.flat());
    },
    blank(connector) {
      const { manifest } = findConnector(connector);
      const id = store.read((db) => nextId(db, manifest.id));
      return describe(manifest, { id, name: defaultName(id, manifest), row: null });
    },
    nothingOf(id) {
      const connector = connectors.find(({ manifest }) => manifest.id === id);
      if (connector === undefined || open.rows().some((row) => row.connector === id)) throw notThere(id);
      return nothing(connector.manifest);
    },
    gone: (row) => describe(findConnector(row.connector).manifest, { id: row.id, name: row.name, row: null }),
  };
}

/** `crm`, `crm-2`, `crm-10`. The first one is that with the connector's own id. */
function byId(a: ConnectionRow, b: ConnectionRow): number {
  if (a.id === a.connector || b.id === b.connector) return a.id === a.connector ? -1 : 1;
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}
