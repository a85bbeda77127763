import type { Connection, Manifest } from '../connectors/connector.ts';
import type { Pause } from '../store/connections.ts';

/** A connection that is set up, and what it was opened with. */
export type OpenConnection = {
  readonly manifest: Manifest;
  readonly connection: Connection;
  readonly pause: Pause | null;
  /** A new one for each opening: settings that change make a new connection. */
  readonly generation: number;
};

/** What the outbox and the feeds need to know of connections. */
export type ConnectionSource = {
  /** Null where it is not set up. */
  open(connector: string): OpenConnection | null;
  all(): readonly OpenConnection[];
  /** Stops it, with a reason for people, until the time given or until somebody does something. */
  pause(connector: string, pause: Pause): void;
  /** Ends a pause of one of these kinds, because it turned out to work. */
  resume(connector: string, kinds: readonly Pause['kind'][]): void;
};
