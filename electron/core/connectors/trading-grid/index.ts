import type { Connector } from '../connector.ts';
import { checkConnection } from './check.ts';
import { createClient } from './client.ts';
import { manifest } from './manifest.ts';
import { createPartnerFeed } from './partners.ts';
import { readSettings, type TradingGridSettings } from './settings.ts';
import { createTransactionFeed } from './transaction-feed.ts';

/** OpenText Trading Grid: Lens (transaction visibility) and Community Management. Read-only. */
export const tradingGrid: Connector = {
  manifest,
  open: (context) => {
    let parsed: TradingGridSettings | null = null;
    const settings = () => (parsed ??= readSettings(context.settings));
    const client = createClient(context, settings);
    return {
      test: (signal) => checkConnection(context, client, settings, signal),
      feeds: {
        transactions: createTransactionFeed(context, client, settings, ({ query }) => [{ field: 'statusdate', query }]),
        acknowledgements: createTransactionFeed(context, client, settings, () => [
          { field: 'fastatusdate', query: 'fastatus:*' },
          // One that is still waited for may have no date of its own yet.
          { field: 'statusdate', query: 'fastatus:W' },
        ]),
        partners: createPartnerFeed(context, client, settings),
      },
      actions: {},
      close: async () => undefined,
    };
  },
};
