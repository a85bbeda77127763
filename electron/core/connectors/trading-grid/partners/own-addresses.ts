import { z } from 'zod';
import type { SettingOffer } from '#shared/model/connection.ts';
import { parseJson } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { TradingGridClient } from '../gateway/client.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

/** The body of the company profile is not published: any list of EDI addresses at its top is taken for them. */
const profileSchema = z.record(z.string(), z.unknown());
const addressesSchema = z.array(z.string().regex(/^\w{1,4}:\S{1,60}$/));

/** Our own EDI addresses as our company's profile has them. Whatever can't be had is not offered; that is no trouble. */
export async function offerOwnAddresses(
  client: TradingGridClient,
  settings: TradingGridSettings,
  signal: AbortSignal,
): Promise<readonly SettingOffer[]> {
  if (settings.companyId === '') return [];
  const what = 'the company profile';
  const path = `${settings.communityPath}/companies/${encodeURIComponent(settings.companyId)}`;
  try {
    const profile = profileSchema.safeParse(
      parseJson(client.http, await client.call({ method: 'GET', path, what, signal }), what),
    );
    const values = Object.entries(profile.data ?? {})
      .filter(([name]) => /address(es)?$/i.test(name))
      .flatMap(([, value]) => addressesSchema.safeParse(value).data ?? []);
    return values.length === 0
      ? []
      : [{ setting: 'ownAddresses', values, from: 'your company profile in Trading Grid' }];
  } catch (error) {
    if (error instanceof ConnectorError && error.kind !== 'cancelled') return [];
    throw error;
  }
}
