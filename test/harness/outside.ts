import { expect, onTestFinished } from 'vitest';
import { type SalesforceStandIn, startSalesforce } from '#sandbox/salesforce/salesforce.ts';
import { startTradingGrid, type TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { runCommand } from './command-line.ts';
import { smallNetwork } from './small-network.ts';

export type Outside = {
  readonly tradingGrid: TradingGrid;
  readonly salesforce: SalesforceStandIn;
  readonly connections: readonly {
    readonly connector: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
  /** Points a data folder at them, by the command line. */
  connect(dataFolder: string): Promise<void>;
};

/** Trading Grid and Salesforce for processes of their own, on the clock of the wall. */
export async function startOutside(): Promise<Outside> {
  const scenario = smallNetwork(Date.now());
  const tradingGrid = await startTradingGrid({ seed: 1, scenario });
  onTestFinished(() => tradingGrid.stop());
  const salesforce = await startSalesforce({ seed: 1, accounts: scenario.accounts });
  onTestFinished(() => salesforce.stop());
  const tokens = salesforce.issueTokens();
  const connections = [
    {
      connector: 'trading-grid',
      settings: {
        host: tradingGrid.baseUrl,
        companyId: scenario.company.id,
        ownAddresses: scenario.company.addresses.join(','),
      },
      secrets: { consumerKey: tradingGrid.consumerKey, consumerSecret: tradingGrid.consumerSecret },
    },
    {
      connector: 'salesforce',
      settings: { loginUrl: salesforce.baseUrl, clientId: tokens.clientId, instanceUrl: tokens.instanceUrl },
      secrets: { refreshToken: tokens.refreshToken, accessToken: tokens.accessToken },
    },
  ];
  return {
    tradingGrid,
    salesforce,
    connections,
    async connect(dataFolder) {
      for (const { connector, settings, secrets } of connections) {
        const set = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
        const words = ['connect', connector, '--data', dataFolder, '--json', '--secrets', '-', '--set', ...set];
        const { code, err } = await runCommand(words, JSON.stringify(secrets));
        expect({ code, err }).toEqual({ code: 0, err: '' });
      }
    },
  };
}
