import { dropFolderStandIn } from './drop-folder/drop-folder.ts';
import type { Entries } from './lib/stand-in-entry.ts';
import { salesforceStandIn } from './salesforce/salesforce.ts';
import { tradingGridStandIn } from './trading-grid/trading-grid.ts';

/** The stand-in of each connector, by the connector's id. Adding one is a folder and a line here. */
export const standIns = {
  'trading-grid': tradingGridStandIn,
  salesforce: salesforceStandIn,
  'drop-folder': dropFolderStandIn,
} satisfies Entries;
