import type { Grouping } from '#shared/model/issue/grouping.ts';
import { rpc } from '../rpc.ts';
import { areasChanged } from '../refresh.ts';

type Moved = {
  /** How many issues were moved. */
  readonly count: number;
  /** Puts them back. How many have been moved again since, and stay there. */
  readonly back: () => Promise<number>;
};

/** Puts issues where they are to be among the incidents. */
export async function groupIssues(ids: readonly string[], to: Grouping): Promise<Moved> {
  const { changed } = await rpc.issues.group({ ids: [...ids], to });
  areasChanged(['issues']);
  return {
    count: changed.reduce((sum, each) => sum + each.ids.length, 0),
    async back() {
      let stay = 0;
      for (const { ids: some, before, after } of changed) {
        const answer = await rpc.issues.group({ ids: [...some], to: { kind: 'back', place: before, from: after } });
        stay += answer.left.length;
      }
      areasChanged(['issues']);
      return stay;
    },
  };
}
