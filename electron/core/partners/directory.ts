import { z } from 'zod';
import { addressKey } from '../evidence/fingerprint.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { readSetting } from '../store/tables/stored-settings.ts';

export type Partner = { readonly name: string; readonly companyId: string };

/** Who is who by EDI address. */
export type Directory = {
  /** Our own EDI addresses, as keys. */
  readonly ownAddresses: ReadonlySet<string>;
  /** The directory's entry for an address. */
  partner(address: string): Partner | null;
};

const partnerSchema = z.object({ name: z.string(), company_id: z.string() });

/** The setting of the workspace that holds them. */
export const ownAddressesSetting = 'ownAddresses';

/** Our own EDI addresses as people wrote them. */
export function readOwnAddresses(db: ReadDb): readonly string[] {
  return z.array(z.string()).catch([]).parse(readSetting(db, ownAddressesSetting));
}

/** Reads the directory as it is now; an entry is read when it is asked for. */
export function readDirectory(db: ReadDb): Directory {
  const known = new Map<string, Partner | null>();
  return {
    ownAddresses: new Set(readOwnAddresses(db).map(addressKey)),
    partner(address) {
      const key = addressKey(address);
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const row = prepare(db, 'SELECT name, company_id FROM partners WHERE address = ?').get(key);
      const entry = row === undefined ? null : partnerSchema.parse(row);
      const partner = entry === null ? null : { name: entry.name, companyId: entry.company_id };
      known.set(key, partner);
      return partner;
    },
  };
}
