import type { Connection, ConnectorContext } from './connection.ts';
import type { Manifest } from './manifest.ts';

/** One outside system, both ways. A connector is one folder and one line in `registry.ts`; `defineConnector` makes one. */
export type Connector = {
  /** What is known of it before it is connected. */
  readonly manifest: Manifest;
  /**
   * Opens a connection with these settings. Called when the workspace is opened, and anew whenever somebody changes the settings
   * or secrets; the connection before it is closed. No network and no file yet: that is for `test`, feeds and actions. What it
   * throws is shown as the connection's error, and nothing is read or sent.
   */
  open(context: ConnectorContext): Connection;
};
