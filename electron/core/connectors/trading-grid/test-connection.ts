import { hour, type Millis } from '#shared/lib/time.ts';
import type { ConnectionTest } from '#shared/model/connection.ts';
import type { ConnectorContext } from '../connection.ts';
import { runChecks } from '../sdk/checks.ts';
import type { TradingGridClient } from './gateway/client.ts';
import type { Lens } from './lens/lens.ts';
import { offerOwnAddresses } from './partners/own-addresses.ts';
import { fetchPartners } from './partners/partners.ts';
import { differenceInWords, knownAhead, latestOf } from './gateway/server-time.ts';
import type { TradingGridSettings } from './connection-settings.ts';

/** Keys, Lens, partner directory: each is tried, and what was found is said in plain words. Offers our own addresses where they are known there. */
export async function checkConnection(
  context: ConnectorContext,
  { client, lens }: { readonly client: TradingGridClient; readonly lens: Lens },
  readSettings: () => TradingGridSettings,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const tested = await runChecks([
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
        await client.signIn(signal);
        return 'Trading Grid accepted the consumer key and secret.';
      },
      needed: true,
    },
    {
      name: 'Lens search',
      run: async () => {
        const settings = readSettings();
        const to = latestOf(context.clock.now(), client.clockAhead());
        const page = await lens.search(
          settings,
          {
            query: settings.query,
            range: { field: 'statusdate', from: to - 24 * hour, to },
            anyOf: [],
            page: { count: 1, offset: 0 },
          },
          signal,
        );
        const found =
          page.total === null
            ? 'The Lens search answers.'
            : `The Lens search answers: ${page.total} problem ${page.total === 1 ? 'entry' : 'entries'} in the last 24 hours.`;
        const others = [lens.lacking(settings), clocksInWords(knownAhead(client.clockAhead()))].filter(
          (text) => text !== null,
        );
        return [found, ...others].join(' ');
      },
    },
    {
      name: 'Partner directory',
      run: async () => {
        const settings = readSettings();
        if (settings.companyId === '') return 'Not asked: without your company ID, partners go by their names in Lens.';
        const { partners } = await fetchPartners(client, settings, signal);
        return `The partner directory has ${partners.length} trading ${partners.length === 1 ? 'partner' : 'partners'}.`;
      },
    },
  ]);
  return tested.ok ? { ...tested, offers: await offerOwnAddresses(client, readSettings(), signal) } : tested;
}

/** Null where the clocks agree. */
function clocksInWords(ahead: Millis): string | null {
  if (ahead === 0) return null;
  return `This computer’s clock is ${differenceInWords(ahead)} Trading Grid’s; it is allowed for, but should be set right.`;
}
