import { createHash, hash } from 'node:crypto';
import { canonicalJson, type Json } from '#shared/lib/json.ts';

/**
 * The raw entries of a feed that are in the journal already, by the SHA-256 of their text: with one that came before, nothing
 * else has to be done. Remembered while the connection is open; what was forgotten is read again and dropped by its source id.
 */
export type KnownTexts = {
  /** What a text is known by. */
  readonly hashOf: (text: string) => string;
  readonly has: (hash: string) => boolean;
  /** To be called once the entry is safely in the journal, not before: after the `yield` of its page. */
  readonly add: (hash: string) => void;
};

/** Remembers the latest `most`: some hundred bytes each. */
export function createKnownTexts(most: number): KnownTexts {
  const known = new Set<string>();
  return {
    hashOf: (text) => hash('sha256', text, 'base64url'),
    has: (text) => known.has(text),
    add(text) {
      known.delete(text);
      known.add(text);
      if (known.size <= most) return;
      for (const oldest of known) {
        known.delete(oldest);
        break;
      }
    },
  };
}

/** Sixteen hex digits that change when anything in the value does: the second half of a source id like `TG16-1@3f0c…`. */
export function shortHash(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}
