import type { StandIn } from './lib/stand-in.ts';
import { startSalesforce } from './salesforce/salesforce.ts';
import { buildScenario, SCENARIOS } from './scenarios/build-scenario.ts';
import { deliverFiles } from './scenarios/drop-folder.ts';
import type { ScenarioFile } from './scenarios/scenario.ts';
import { startTradingGrid } from './trading-grid/trading-grid.ts';

export { SCENARIOS };

export type SandboxOptions = {
  /** `ordinary-day` without. */
  readonly scenario?: string;
  readonly seed?: number;
  /** The scenario's "now", in milliseconds; the present without. */
  readonly startAt?: number;
  readonly now?: () => number;
  /** Port by stand-in; 0 or nothing takes any free one. */
  readonly ports?: { readonly 'trading-grid'?: number; readonly salesforce?: number };
};

/** What a connector needs to talk to a stand-in. */
export type SandboxConnection = {
  readonly connector: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};

/** Stand-ins for the outside systems, playing one scenario together. */
export type Sandbox = {
  readonly scenario: string;
  readonly seed: number;
  readonly standIns: readonly { readonly name: string; readonly baseUrl: string }[];
  readonly connections: readonly SandboxConnection[];
  readonly files: readonly ScenarioFile[];
  /** Writes the scenario's files into a folder as their time comes; `stop` rejects where that failed. */
  deliverFiles(folder: string): { stop(): Promise<void> };
  stop(): Promise<void>;
};

/** Starts every stand-in; rejects with a `RangeError` for an unknown scenario, and when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const seed = options.seed ?? 1;
  const scenario = buildScenario({
    name: options.scenario ?? 'ordinary-day',
    seed,
    startAt: options.startAt ?? now(),
  });
  const started: StandIn[] = [];
  const stop = async () => {
    await Promise.all(started.map((standIn) => standIn.stop()));
  };
  try {
    const tradingGrid = await startTradingGrid({ seed, now, scenario, port: options.ports?.['trading-grid'] ?? 0 });
    started.push(tradingGrid);
    const salesforce = await startSalesforce({
      seed,
      now,
      accounts: scenario.accounts,
      port: options.ports?.salesforce ?? 0,
    });
    started.push(salesforce);
    const tokens = salesforce.issueTokens();
    const deliveries: { stop(): Promise<void> }[] = [];
    return {
      scenario: scenario.name,
      seed,
      standIns: started.map(({ name, baseUrl }) => ({ name, baseUrl })),
      connections: [
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
          settings: {
            loginUrl: salesforce.baseUrl,
            clientId: tokens.clientId,
            instanceUrl: tokens.instanceUrl,
          },
          secrets: { refreshToken: tokens.refreshToken, accessToken: tokens.accessToken },
        },
      ],
      files: scenario.files,
      deliverFiles: (folder) => {
        const delivery = deliverFiles(scenario.files, folder, now);
        deliveries.push(delivery);
        return delivery;
      },
      stop: async () => {
        await Promise.allSettled(deliveries.map((delivery) => delivery.stop()));
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
