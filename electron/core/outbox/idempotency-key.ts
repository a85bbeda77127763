import { createHash } from 'node:crypto';
import { remembered } from '#shared/lib/remembered.ts';

/** What makes two requests the same effect. */
export type EffectIdentity = {
  /** The action of its connection, or playbook step: `salesforce.escalate`. */
  readonly step: string;
  readonly issueId: string;
  /** Which occurrence of the issue, from 1. */
  readonly generation: number;
  /** Whom it goes to, where that can differ; empty text otherwise. */
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
 * `GL-<issue>-<generation>-<8 characters>`: a pure function, so that two laptops or two crashes compute the same key.
 * Only letters, digits, `_` and `-`: it travels in URLs and external id fields. Throws where the issue's id has others.
 */
export function idempotencyKey({ step, issueId, generation, recipient, round = 0 }: EffectIdentity): string {
  if (!/^[\w-]+$/.test(issueId)) throw new Error(`An issue id can't be part of a key: ${issueId}`);
  const effect = shortHash(`${step}|${recipient}${round === 0 ? '' : `|${round}`}`);
  return `GL-${issueId}-${generation.toString(36)}-${effect}`;
}

const shortHash = remembered((text) => base32(createHash('sha256').update(text, 'utf8').digest().subarray(0, 5)));

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
