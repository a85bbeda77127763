import type { Connector } from './connector.ts';
import { dropFolder } from './drop-folder/index.ts';
import { salesforce } from './salesforce/index.ts';
import { tradingGrid } from './trading-grid/index.ts';

/** Every connector there is. Adding one is a folder and a line here. */
export const connectors: readonly Connector[] = [tradingGrid, salesforce, dropFolder];
