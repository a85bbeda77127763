import { defineConnector } from '../define-connector.ts';
import { checkConnection } from './test-connection.ts';
import { createClient } from './gateway/client.ts';
import { createLens } from './lens/lens.ts';
import { manifest } from './manifest.ts';
import { createPartnerFeed } from './partners/partners.ts';
import { readSettings, type TradingGridSettings } from './connection-settings.ts';
import { createTransactionFeed } from './transactions/transaction-feed.ts';
import { createWatchList } from './transactions/watch-list.ts';

/** OpenText Trading Grid: Lens (transaction visibility) and Community Management. Read-only. */
export const tradingGrid = defineConnector(manifest, (context) => {
  let parsed: TradingGridSettings | null = null;
  const settings = () => (parsed ??= readSettings(context.settings));
  const client = createClient(context, settings);
  const lens = createLens(context, client);
  const watched = createWatchList(context);
  return {
    test: (signal) => checkConnection(context, { client, lens }, settings, signal),
    feeds: {
      transactions: createTransactionFeed(context, client, lens, settings, {
        name: 'transactions',
        searches: ({ query }) => [{ field: 'statusdate', query, anyOf: [] }],
        watched,
        heals: true,
      }),
      acknowledgements: createTransactionFeed(context, client, lens, settings, {
        name: 'acknowledgements',
        searches: () => [
          { field: 'fastatusdate', query: 'fastatus:*', anyOf: [] },
          // One that is still waited for may have no date of its own yet.
          { field: 'statusdate', query: 'fastatus:W', anyOf: [] },
        ],
        watched,
        heals: false,
      }),
      partners: createPartnerFeed(context, client, settings),
    },
  };
});
