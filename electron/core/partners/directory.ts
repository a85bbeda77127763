import { z } from 'zod';
import type { Issue } from '#shared/model/issue/issue.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { readPart } from '../store/tables/records.ts';

type Partner = { readonly name: string; readonly companyId: string };

/** Who is who by EDI address. */
export type Directory = {
  /** Our own EDI addresses, as keys. */
  readonly ownAddresses: ReadonlySet<string>;
  /** The directory's entry for an address. */
  partner(address: string): Partner | null;
};

const partnerSchema = z.object({ name: z.string(), company_id: z.string() });

/** Reads the directory as it is now; an entry is read when it is asked for. */
export function readDirectory(db: ReadDb): Directory {
  const known = new Map<string, Partner | null>();
  return {
    ownAddresses: new Set(readPart(db, 'ownAddresses').map(addressKey)),
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

/** Who sent the thing and who got it, as far as any evidence says. */
export type TradingParties = {
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly senderName: string | null;
  readonly receiverName: string | null;
  /** What the evidence itself suggests: an acknowledgement we got answers what we sent. */
  readonly hint: Issue['direction'];
};

export type PartnerAndDirection = Pick<Issue, 'partner' | 'partnerAddress' | 'direction'> & {
  /** The company, where the directory knows whose address it is: one partner may have several. Null where nobody is named. */
  readonly partnerKey: string | null;
};

/** Which of the two is the partner: not us; else the one in the directory; else the receiver. */
export function partnerOf(sides: TradingParties, directory: Directory): PartnerAndDirection {
  const direction = directionOf(sides, directory);
  const isSender = direction === 'inbound' || (direction === 'unknown' && sides.receiver === null);
  const written = isSender ? sides.sender : sides.receiver;
  const address = written === null ? null : addressKey(written);
  const feedName = isSender ? sides.senderName : sides.receiverName;
  const entry = address === null ? null : directory.partner(address);
  return {
    partner: entry?.name ?? feedName ?? address ?? 'Unknown partner',
    partnerAddress: address,
    direction,
    partnerKey: entry === null || entry.companyId === '' ? address : `company ${entry.companyId}`,
  };
}

function directionOf({ sender, receiver, hint }: TradingParties, directory: Directory): Issue['direction'] {
  const isUs = (address: string | null) => address !== null && directory.ownAddresses.has(addressKey(address));
  if (isUs(sender) !== isUs(receiver)) return isUs(sender) ? 'outbound' : 'inbound';
  const isKnown = (address: string | null) => address !== null && directory.partner(address) !== null;
  if (isKnown(sender) !== isKnown(receiver)) return isKnown(receiver) ? 'outbound' : 'inbound';
  return hint;
}
