import { hour } from '#shared/lib/time.ts';
import type { ConnectionTest } from '#shared/model/connection.ts';
import type { ConnectorContext } from '../connector.ts';
import { runChecks } from '../sdk/checks.ts';
import type { TradingGridClient } from './client.ts';
import { searchLens } from './lens.ts';
import { fetchPartners } from './partners.ts';
import type { TradingGridSettings } from './settings.ts';

/** Keys, Lens, partner directory: each is tried, and what was found is said in plain words. */
export function checkConnection(
  context: ConnectorContext,
  client: TradingGridClient,
  readSettings: () => TradingGridSettings,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  return runChecks([
    {
      name: 'Settings',
      run: async () => {
        const { host } = readSettings();
        return `Trading Grid is asked at ${new URL(host).host}.`;
      },
      needed: true,
    },
    {
      name: 'Keys',
      run: async () => {
        await client.signIn();
        return 'Trading Grid accepted the consumer key and secret.';
      },
      needed: true,
    },
    {
      name: 'Lens search',
      run: async () => {
        const settings = readSettings();
        const to = context.clock.now();
        const page = await searchLens(
          client,
          settings,
          context.log,
          {
            query: settings.query,
            range: { field: 'statusdate', from: to - 24 * hour, to },
            anyOf: [],
            page: { count: 1, offset: 0 },
          },
          signal,
        );
        return page.total === null
          ? 'The Lens search answers.'
          : `The Lens search answers: ${page.total} problem ${page.total === 1 ? 'entry' : 'entries'} in the last 24 hours.`;
      },
    },
    {
      name: 'Partner directory',
      run: async () => {
        const settings = readSettings();
        if (settings.companyId === '') return 'Not asked: without your company ID, partners go by their names in Lens.';
        const partners = await fetchPartners(client, settings, signal);
        return `The partner directory has ${partners.length} trading ${partners.length === 1 ? 'partner' : 'partners'}.`;
      },
    },
  ]);
}
