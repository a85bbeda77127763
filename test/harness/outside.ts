import { onTestFinished } from 'vitest';
import type { GridlineClient } from '#shared/contract/index.ts';
import { type CoreParts, createCore } from '#core/index.ts';
import { openFileVault } from '#hosts/lib/file-vault.ts';
import { nodePorts } from '#hosts/lib/node-ports.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';
import { standIns } from '#sandbox/stand-ins.ts';
import { startAll } from '#sandbox/start-all.ts';
import type { TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { attendToOrg, openEars, quietLog } from './ears.ts';
import { smallNetwork } from './small-network.ts';

export type Outside = {
  readonly tradingGrid: TradingGrid;
  readonly salesforce: SalesforceStandIn;
  readonly connections: readonly {
    readonly connector: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
  /** Points a data folder at them. */
  connect(dataFolder: string): Promise<void>;
};

/** Trading Grid and Salesforce for processes of their own, on the clock of the wall. */
export async function startOutside(): Promise<Outside> {
  const scenario = smallNetwork(Date.now());
  const ears = openEars();
  const outside = await startAll(standIns, {
    seed: 1,
    now: Date.now,
    scenario,
    folder: null,
  });
  onTestFinished(() => outside.stop());
  const { running, connections } = outside;
  ears.attend(running['trading-grid']);
  return {
    tradingGrid: running['trading-grid'],
    salesforce: attendToOrg(ears, running.salesforce),
    connections,
    connect: (dataFolder) =>
      withCore(dataFolder, async (client) => {
        for (const connection of connections) {
          await client.connections.connect(connection);
          await client.connections.test({ connection: connection.connector });
        }
        await client.settings.set({ ownAddresses: [...scenario.company.addresses] });
      }),
  };
}

/**
 * A core in this process on a data folder that no other process has open, as the command line would start it. Where it is
 * `started`, feeds are polled and the outbox sends.
 */
export async function withCore<T>(
  dataFolder: string,
  use: (client: GridlineClient) => Promise<T>,
  { started = false, ...parts }: CoreParts & { readonly started?: boolean } = {},
): Promise<T> {
  const vault = openFileVault(dataFolder, null);
  const core = await createCore(nodePorts({ dataFolder, vault, log: quietLog(), sandbox: null }), parts);
  if (started) core.start();
  try {
    return await use(core.client);
  } finally {
    await core.stop();
  }
}
