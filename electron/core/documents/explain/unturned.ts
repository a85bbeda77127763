import type { Explanation } from '#shared/model/edi/edi.ts';
import { unturned } from '#shared/lib/words.ts';

/** The explanation with none of the signs in it by which the words that were quoted turn ours round. */
export function withUnturned(explanation: Explanation): Explanation {
  const { title, what, why, where, faultReason, next } = explanation;
  return {
    ...explanation,
    title: unturned(title),
    what: unturned(what),
    why: unturned(why),
    where: where === null ? null : unturned(where),
    faultReason: unturned(faultReason),
    next: unturned(next),
  };
}
