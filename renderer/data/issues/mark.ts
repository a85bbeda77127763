import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { rpc } from '../rpc.ts';
import { beginChange } from './changes.ts';
import type { Patch } from './patch.ts';

/** A change that is on screen, and under way. */
export type Marked = {
  /** Fails where the core refuses; the issues show then what they showed before. */
  readonly done: Promise<unknown>;
  /** Puts every issue back to how it stood, once the change is made. */
  readonly back: () => Promise<void>;
};

/** How some issues stood before. */
type Before<T> = { readonly patch: T; readonly ids: readonly string[] };

type Call<T> = (patch: T, ids: readonly string[]) => Promise<readonly Before<T>[]>;

/**
 * Shows it at once, and takes it off the screen where the core refuses. Never asked again by itself: where the answer was
 * lost, so was what stood before, and with it the way back. What became of it is on screen once the connection is back.
 */
async function optimistically<T extends Patch>(
  { patch, ids }: Before<T>,
  call: Call<T>,
): Promise<readonly Before<T>[]> {
  const change = beginChange(ids, patch);
  try {
    const before = await call(patch, ids);
    change.settle();
    return before;
  } catch (error) {
    change.takeBack();
    throw error;
  }
}

function mark<T extends Patch>(ids: readonly string[], patch: T, call: Call<T>): Marked {
  const done = optimistically({ patch, ids }, call);
  return {
    done,
    async back() {
      for (const before of await done) await optimistically(before, call);
    },
  };
}

/** Acknowledges, resolves or reopens. */
export function setStatus(ids: readonly string[], status: IssueStatus): Marked {
  return mark(ids, { status }, async (patch, some) => {
    const { was } = await rpc.issues.setStatus({ ids: [...some], status: patch.status });
    return was.map((before) => ({ patch: { status: before.status }, ids: before.ids }));
  });
}

/** Gives issues to someone; null takes the owner away. */
export function setOwner(ids: readonly string[], owner: string | null): Marked {
  return mark(ids, { owner }, async (patch, some) => {
    const { was } = await rpc.issues.setOwner({ ids: [...some], owner: patch.owner });
    return was.map((before) => ({ patch: { owner: before.owner }, ids: before.ids }));
  });
}
