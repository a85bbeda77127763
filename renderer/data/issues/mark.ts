import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { rpc } from '../rpc.ts';
import { beginChange } from './changes.ts';
import type { Patch } from './patch.ts';

/** A change that is on screen, and under way. */
export type Marked = {
  /** How many issues it has changed. Fails where the core refuses; the issues show then what they showed before. */
  readonly done: Promise<number>;
  /** Puts back how they stood, once the change is made. How many have been changed again since, and stay so. */
  readonly back: () => Promise<number>;
};

/** How some issues stood before. */
type Before<T> = { readonly patch: T; readonly ids: readonly string[] };

/** What the core made of it: how those stood that it changed, and which it left because they did not say `from`. */
type Answer<T> = { readonly before: readonly Before<T>[]; readonly left: readonly string[] };

/** `whole`: each stands for its incident. */
type Call<T> = (
  patch: T,
  ids: readonly string[],
  how: { readonly whole: boolean; readonly from?: T },
) => Promise<Answer<T>>;

const countOf = (some: readonly Before<unknown>[]): number => some.reduce((sum, { ids }) => sum + ids.length, 0);

/**
 * Shows it at once, and takes it off the screen where the core refuses. Never asked again by itself: where the answer was
 * lost, so was what stood before, and with it the way back. What became of it is on screen once the connection is back.
 */
async function optimistically<T extends Patch>(
  { patch, ids }: Before<T>,
  call: Call<T>,
  how: Parameters<Call<T>>[2],
): Promise<Answer<T>> {
  const change = beginChange(ids, patch);
  try {
    const answer = await call(patch, ids, how);
    const left = new Set(answer.left);
    // The others say so, now or before.
    change.settle(new Map(ids.filter((id) => !left.has(id)).map((id) => [id, patch])));
    return answer;
  } catch (error) {
    change.takeBack();
    throw error;
  }
}

function mark<T extends Patch>(ids: readonly string[], whole: boolean, patch: T, call: Call<T>): Marked {
  const done = optimistically({ patch, ids }, call, { whole });
  return {
    done: done.then(({ before }) => countOf(before)),
    async back() {
      let stay = 0;
      for (const before of (await done).before)
        stay += (await optimistically(before, call, { whole: false, from: patch })).left.length;
      return stay;
    },
  };
}

/** Acknowledges, resolves or reopens. */
export function setStatus(ids: readonly string[], status: IssueStatus, whole: boolean): Marked {
  return mark(ids, whole, { status }, async (patch, some, { from, ...how }) => {
    const { was, left } = await rpc.issues.setStatus({
      ids: [...some],
      ...how,
      status: patch.status,
      from: from?.status,
    });
    return { left, before: was.map((some) => ({ patch: { status: some.status }, ids: some.ids })) };
  });
}

/** Gives issues to someone; null takes the owner away. */
export function setOwner(ids: readonly string[], owner: string | null, whole: boolean): Marked {
  return mark(ids, whole, { owner }, async (patch, some, { from, ...how }) => {
    const { was, left } = await rpc.issues.setOwner({ ids: [...some], ...how, owner: patch.owner, from: from?.owner });
    return { left, before: was.map((some) => ({ patch: { owner: some.owner }, ids: some.ids })) };
  });
}
