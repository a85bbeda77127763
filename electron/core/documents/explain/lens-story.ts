import { squeezed } from '#shared/lib/words.ts';
import type { LensTransaction } from '#shared/model/lens.ts';
import type { Attribution } from './attribution.ts';

/** What an entry tells: `headline` follows the document in the title. */
export type Story = { readonly headline: string; readonly why: string; readonly attribution: Attribution };

/** What Lens says went wrong: its own message first, then those of the sibling entries, without repeats. */
export function sayings({ message, siblingMessages }: LensTransaction): readonly string[] {
  const own = squeezed(message ?? '');
  if (siblingMessages.length === 0) return own === '' ? [] : [own];
  return [...new Set([own, ...siblingMessages.map(squeezed)])].filter((text) => text !== '');
}

/** Something the feed says that we have no words for. */
export function strange(what = 'The status'): Attribution {
  return {
    fault: 'unknown',
    faultReason: `${what} is not one we know.`,
    next: 'Look the document up in Trading Grid.',
    again: 'no',
  };
}
