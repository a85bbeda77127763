import { createHash, createHmac } from 'node:crypto';
import { remembered } from '#shared/lib/remembered.ts';
import { addressOf } from '../../contacts/address.ts';

/** What makes two requests the same effect. */
export type EffectIdentity = {
  /** What is done, and on which far side: see `stepOf`. Who asked for it, a hand or a rule, makes no difference. */
  readonly step: string;
  /** Why another one is wanted beside the one that there is, in a few words; empty text for the first. */
  readonly purpose: string;
  readonly issueId: string;
  /** What the trouble goes by: see `markOf`. */
  readonly mark: string;
  /** Whom it goes to, as `recipientPart` gives it; empty text where it goes to nobody in particular. */
  readonly recipient: string;
  /** How often what it had made came to an end outside (deleted, bounced): each time, the same effect is another one. 0 where absent. */
  readonly round?: number;
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31] ?? '';
    }
    value &= (1 << bits) - 1;
  }
  return text;
}

/**
 * `GL-<issue>-<mark>-<8 characters>`: a pure function, so that two laptops or two crashes compute the same key.
 * Only letters, digits, `_` and `-`: it travels in URLs and external id fields. Throws where the issue's id has others.
 */
export function idempotencyKey({ step, purpose, issueId, mark, recipient, round = 0 }: EffectIdentity): string {
  if (!/^[\w-]+$/.test(issueId)) throw new Error(`An issue id can't be part of a key: ${issueId}`);
  if (!/^\w+$/.test(mark)) throw new Error(`A mark can't be part of a key: ${mark}`);
  const effect = shortHash(JSON.stringify([step, purpose, recipient, round]));
  return `GL-${issueId}-${mark}-${effect}`;
}

/**
 * An action of a connector, on one far side. Not the connection's name for it: people choose that. Not the capability alone:
 * a connector may do two things that have one.
 */
export function stepOf(action: string, realm: string): string {
  return `${action} ${realm}`;
}

const shortHash = remembered((text) => base32(createHash('sha256').update(text, 'utf8').digest().subarray(0, 5)));

/**
 * The recipient's part of a key: an HMAC of the address under the recipient key, so that a key names nobody and can't be
 * guessed from a list of addresses. Two spellings of one address give the same part.
 */
export function recipientPart(address: string, secret: Uint8Array): string {
  return base32(createHmac('sha256', secret).update(addressOf(address), 'utf8').digest().subarray(0, 10));
}

/** More deletions of one effect than anybody makes. */
const mostRounds = 100;

/** The keys that the same effect had before this one, first to last: what they had made came to an end outside. */
export function earlierKeys(key: string, effect: Omit<EffectIdentity, 'round'>): readonly string[] {
  const earlier: string[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const one = idempotencyKey({ ...effect, round });
    if (one === key) return earlier;
    earlier.push(one);
  }
  return [];
}
