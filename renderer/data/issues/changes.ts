import { create } from 'zustand';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { client } from '../client.ts';
import { allOf, queries } from '../queries.ts';
import { areasChanged } from '../refresh.ts';
import { dropSettled, lay, lift, type Patch, patched, type Patches } from './patch.ts';

/** What people have done to issues in this window, as long as the rows of the core do not say it. */
export const useChanges = create<{ readonly patches: Patches }>(() => ({ patches: new Map() }));

let changes = 0;
let moments = 0;

/** The order in which calls begin and end: the clock has two of them in one millisecond. */
export function nextMoment(): number {
  moments += 1;
  return moments;
}

type Begun = (ids: readonly string[]) => void;
const listeners = new Set<Begun>();

/** Hears which issues a person changes, wherever that is, until the returned function is called. */
export function hearBegun(hear: Begun): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** A change that is shown before it is made. */
export type Change = {
  /** The core has made it. `made`: what has become of each issue; what is not in it is as it was. Left out: just what is shown. */
  readonly settle: (made?: ReadonlyMap<string, Patch>) => void;
  /** It was not made: the issues show again what they showed before. */
  readonly takeBack: () => void;
};

/** Shows a change of these issues at once. */
export function beginChange(ids: readonly string[], patch: Patch): Change {
  const change = (changes += 1);
  const set = (make: (patches: Patches) => Patches) =>
    useChanges.setState(({ patches }) => ({ patches: make(patches) }));
  set((patches) => lay(patches, ids, { change, patch, settledAt: null }));
  for (const hear of listeners) hear(ids);
  return {
    settle(made = new Map(ids.map((id) => [id, patch]))) {
      const settledAt = nextMoment();
      const others = ids.filter((id) => !made.has(id));
      set((patches) => {
        let next = lift(patches, others, change);
        for (const [now, some] of Map.groupBy(made, ([, each]) => each)) {
          const same = some.map(([id]) => id);
          next = lay(next, same, { change, patch: now, settledAt });
        }
        return next;
      });
      putIntoDetails(made);
      areasChanged(['issues', 'actions']);
    },
    takeBack: () => set((patches) => lift(patches, ids, change)),
  };
}

/** What is open beside the list is asked for by itself: it says the same until then. */
function putIntoDetails(made: ReadonlyMap<string, Patch>): void {
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: allOf(queries.issue('')) })) {
    client.setQueryData(queryKey, (detail: IssueDetail | undefined) => {
      const patch = detail && made.get(detail.issue.id);
      return patch && { ...detail, issue: patched(detail.issue, [{ change: 0, patch, settledAt: null }]) };
    });
  }
}

/**
 * Rows that were asked for at this moment are there: what they say themselves is no longer laid over them. `untold` are
 * issues whose rows are in memory from before.
 */
export function rowsCame(askedAt: number, untold: ReadonlySet<string>): void {
  useChanges.setState(({ patches }) => ({ patches: dropSettled(patches, askedAt, untold) }));
}
