import type { Millis } from '#shared/lib/time.ts';
import type { ConnectionState, ConnectionTest, FeedState } from '#shared/model/connection.ts';
import type { Connector, Manifest } from '../connectors/connector.ts';
import type { Ports } from '../ports.ts';
import type { Pause } from '../store/connections.ts';
import type { Store } from '../store/open.ts';
import type { ConnectionSource } from './source.ts';

export type ConnectionDeps = {
  readonly store: Store;
  readonly ports: Pick<Ports, 'clock' | 'vault' | 'log' | 'fetch' | 'random' | 'openExternal'>;
  readonly connectors: readonly Connector[];
  /** The feeds of a connector as the feeds' schedule knows them. */
  readonly feedStates: (
    manifest: Manifest,
    connection: { readonly connected: boolean; readonly pause: Pause | null },
  ) => FeedState[];
  /** A connector says that one of its feeds (`drop-folder.files`) has something new. */
  readonly pollSoon: (feedId: string) => void;
  /** Connections were opened, closed, paused or resumed: feeds and outbox must look again. */
  readonly onChange: () => void;
};

export type ConnectRequest = {
  readonly connector: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Made by the built-in sandbox. Kept as it was where left out. */
  readonly sandbox?: boolean;
};

/** Connections as people handle them. Throws `NotFoundError`, `NotConnectedError`, `BadInputError`, `ConnectorError`. */
export type Connections = ConnectionSource & {
  list(): Promise<ConnectionState[]>;
  connect(request: ConnectRequest): Promise<ConnectionState>;
  disconnect(connector: string): Promise<ConnectionState>;
  test(connector: string, signal: AbortSignal): Promise<ConnectionTest>;
  signIn(connector: string, signal: AbortSignal): Promise<ConnectionState>;
  /** The clock was put back by `by` ms: pauses end as much earlier. */
  clockSetBack(by: Millis): void;
  /** Closes all connections; they stay set up. */
  close(): Promise<void>;
};
