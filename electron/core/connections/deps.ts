import type { Millis } from '#shared/lib/time.ts';
import type { ConnectionState, ConnectionTest, FeedState } from '#shared/model/connection.ts';
import type { Connector } from '../connectors/connector.ts';
import type { FeedManifest } from '../connectors/manifest.ts';
import type { Ports } from '../ports.ts';
import type { Pause } from '../store/tables/connections.ts';
import type { Store } from '../store/open.ts';
import type { ConnectionSource } from './source.ts';

export type ConnectionDeps = {
  readonly store: Store;
  readonly ports: Pick<Ports, 'clock' | 'vault' | 'log' | 'fetch' | 'random' | 'openExternal'>;
  readonly connectors: readonly Connector[];
  /** The feeds of a connection as the feeds' schedule knows them. */
  readonly feedStates: (
    feeds: readonly FeedManifest[],
    connection: {
      readonly id: string;
      readonly connector: string;
      readonly connected: boolean;
      readonly pause: Pause | null;
    },
  ) => FeedState[];
  /** A connection says that one of its feeds (`files.incoming`) has something new. */
  readonly pollSoon: (feedId: string) => void;
  /** Connections were opened, closed, paused or resumed: feeds and outbox must look again. */
  readonly onChange: () => void;
};

/** The settings to be changed are no longer what their author had read. */
export class ConnectionConflict extends Error {
  override readonly name = 'ConnectionConflict';
  readonly connection: string;
  readonly next = 'Compare both values, choose one, and save again.';

  constructor(connection: string) {
    super('Somebody else has changed this connection meanwhile');
    this.connection = connection;
  }
}

export type ConnectRequest = {
  readonly connector: string;
  /** Which one. Left out: the connector's first, or, with `another`, one with the next free id. */
  readonly connection?: string | undefined;
  /** For people. Left out: as it was, or made from the id. */
  readonly name?: string | undefined;
  /** One more, never a change of one that is there. */
  readonly another?: boolean | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What the settings to be changed were when they were read. Left out: whatever is there is overwritten. */
  readonly was?: Readonly<Record<string, string>> | undefined;
  /** Made by the built-in sandbox. Kept as it was where left out. */
  readonly sandbox?: boolean;
};

/** Connections as people handle them, by id. Throws `NotFoundError`, `NotConnectedError`, `BadInputError`, `ConnectionConflict`, `ConnectorError`. */
export type Connections = ConnectionSource & {
  /** In the order of the connectors. One that has no connection is there once, not connected. */
  list(): Promise<ConnectionState[]>;
  /** What one more connection of this connector would be before anything is set. */
  blank(connector: string): Promise<ConnectionState>;
  connect(request: ConnectRequest): Promise<ConnectionState>;
  rename(id: string, name: string): Promise<ConnectionState>;
  disconnect(id: string): Promise<ConnectionState>;
  /** With what it offers for settings of the workspace and is not in them yet. */
  test(id: string, signal: AbortSignal): Promise<Required<ConnectionTest>>;
  signIn(id: string, signal: AbortSignal): Promise<ConnectionState>;
  /**
   * Which connection is meant by an id, or by the name of a connector that has a single one. What is neither is given back as
   * it is. Throws `NotConnectedError` where it is known and not open.
   */
  resolve(name: string): string;
  /** What people call it; of one that is no more, what its connector is called and which one it was. */
  nameOf(id: string, connector: string): string;
  /** The clock was put back by `by` ms: pauses end as much earlier. */
  clockSetBack(by: Millis): void;
  /** Closes all connections; they stay set up. */
  close(): Promise<void>;
};
