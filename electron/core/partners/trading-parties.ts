import type { Issue } from '#shared/model/issue/issue.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import type { Directory } from './directory.ts';

/** Who sent the thing and who got it, as far as any evidence says. */
export type TradingParties = {
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly senderName: string | null;
  readonly receiverName: string | null;
  /** What the evidence itself suggests: an acknowledgement we got answers what we sent. */
  readonly hint: Issue['direction'];
};

export type PartnerAndDirection = Pick<Issue, 'partner' | 'partnerAddress' | 'direction'>;

/** Which of the two is the partner: not us; else the one in the directory; else the receiver. */
export function partnerOf(sides: TradingParties, directory: Directory): PartnerAndDirection {
  const direction = directionOf(sides, directory);
  const isSender = direction === 'inbound' || (direction === 'unknown' && sides.receiver === null);
  const written = isSender ? sides.sender : sides.receiver;
  const address = written === null ? null : addressKey(written);
  const feedName = isSender ? sides.senderName : sides.receiverName;
  const entry = address === null ? null : directory.partner(address);
  return { partner: entry?.name ?? feedName ?? address ?? 'Unknown partner', partnerAddress: address, direction };
}

function directionOf({ sender, receiver, hint }: TradingParties, directory: Directory): Issue['direction'] {
  const isUs = (address: string | null) => address !== null && directory.ownAddresses.has(addressKey(address));
  if (isUs(sender) !== isUs(receiver)) return isUs(sender) ? 'outbound' : 'inbound';
  const isKnown = (address: string | null) => address !== null && directory.partner(address) !== null;
  if (isKnown(sender) !== isKnown(receiver)) return isKnown(receiver) ? 'outbound' : 'inbound';
  return hint;
}
