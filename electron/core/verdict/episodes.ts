import { compareEvidence } from '../evidence/compare-evidence.ts';
import { markOf, timeOfMark } from '../evidence/mark.ts';
import type { History } from './history.ts';

/**
 * The mark of the trouble that there is now, or was last: what a key is made of. Two desks whose latest trouble is the same
 * agree on it, however much the one has missed of what was before.
 */
export function presentMark({ shown }: History): string {
  const [latest] = shown.map(({ evidence }) => evidence).toSorted((a, b) => compareEvidence(b, a));
  if (latest === undefined) throw new Error('Nothing was ever wrong.');
  return markOf(latest);
}

/**
 * Which episode a mark belongs to, from 1. A trouble that only another desk heard of belongs to the first episode that was not
 * over by then: this desk knows of no end between the two.
 */
export function episodeOfMark(history: History, mark: string): number {
  for (const { evidence, episode } of history.troubles.toReversed()) if (markOf(evidence) === mark) return episode;
  const at = timeOfMark(mark);
  if (at === null) return Math.max(1, history.episode);
  const index = history.ends.findIndex((end) => end >= at);
  return index < 0 ? Math.max(1, history.ends.length + 1) : index + 1;
}
