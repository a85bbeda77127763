import type { SettingOffer } from '#shared/model/connection.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import { readPart } from '../store/tables/records.ts';
import type { ReadDb } from '../store/db.ts';

/** What was found outside for settings of the workspace and is not in them yet. */
export function newOffers(db: ReadDb, offers: readonly SettingOffer[]): readonly SettingOffer[] {
  const known = new Set(readPart(db, 'ownAddresses').map(addressKey));
  return offers.flatMap((offer) => {
    const values = offer.values.filter((value) => !known.has(addressKey(value)));
    return values.length === 0 ? [] : [{ ...offer, values }];
  });
}
