import type { Connector } from '#core/connectors/connector.ts';
import { connectors } from '#core/connectors/registry.ts';
import { knownWebhook } from '#test/docs/promises.ts';
import { knownPager } from '#test/pager/promises.ts';
import { dropFolderPromises } from './drop-folder/promises.ts';
import type { PromiseWorld } from './promise-world.ts';
import { salesforcePromises } from './salesforce/promises.ts';
import { tradingGridPromises } from './trading-grid/promises.ts';

type Known = { readonly connector: Connector; readonly world: () => Promise<PromiseWorld> };

const worlds: Readonly<Record<string, Known['world']>> = {
  'trading-grid': tradingGridPromises,
  salesforce: salesforcePromises,
  'drop-folder': dropFolderPromises,
};

/** Every connector there is, and those of the tests and of the guide, with the world in which it keeps its promises. */
export const knownConnectors: readonly Known[] = [
  ...connectors.map((connector) => ({
    connector,
    world:
      worlds[connector.manifest.id] ??
      (() => Promise.reject(new Error(`${connector.manifest.id} says nothing of what every connector promises.`))),
  })),
  knownPager,
  knownWebhook,
];
