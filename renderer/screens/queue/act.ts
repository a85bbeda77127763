import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { clearPassing, say, sayFailed } from '#renderer/kit/toast.tsx';
import { deselect } from './cursor.ts';
import { nextRequest, refreshQueue } from './load.ts';
import { nameOf } from './name.ts';
import { addPatch, dropPatches, type Patch } from './patch.ts';
import { type Prior, priorOf } from './prior.ts';
import { useQueue } from './store.ts';
import { remember } from '#renderer/app/undo.ts';
import { sayDone } from '#renderer/kit/undo-toast.tsx';

type Change = Omit<Patch, 'settledAt'>;

/** Shows a change at once, makes the call, and keeps the change on screen until the core's rows say the same. */
export async function optimistically(
  ids: readonly string[],
  change: Change,
  call: () => Promise<unknown>,
): Promise<void> {
  useQueue.setState(({ patches }) => ({ patches: addPatch(patches, ids, { ...change, settledAt: null }) }));
  try {
    await call();
    useQueue.setState(({ patches }) => ({ patches: addPatch(patches, ids, { settledAt: nextRequest() - 1 }) }));
    refreshQueue();
  } catch (error) {
    useQueue.setState(({ patches }) => ({ patches: dropPatches(patches, ids) }));
    throw error;
  }
}

/** Puts each issue back to how it stood, with one call for each distinct value. */
async function putBack<K extends 'status' | 'owner'>(
  prior: ReadonlyMap<string, Prior>,
  key: K,
  call: (ids: string[], value: Prior[K]) => Promise<unknown>,
): Promise<void> {
  const groups = Map.groupBy(prior, ([, before]) => before[key]);
  for (const [value, entries] of groups) {
    const ids = entries.map(([id]) => id);
    const change: Change = key === 'status' ? { status: value as IssueStatus } : { owner: value };
    await optimistically(ids, change, () => call(ids, value));
  }
}

const doneWords: Record<IssueStatus, string> = {
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  open: 'Reopened',
};

type Marking<K extends 'status' | 'owner'> = {
  readonly ids: readonly string[];
  readonly key: K;
  readonly change: Change;
  readonly what: string;
  readonly call: (ids: string[]) => Promise<unknown>;
  readonly callBack: (ids: string[], value: Prior[K]) => Promise<unknown>;
};

async function mark<K extends 'status' | 'owner'>(marking: Marking<K>): Promise<void> {
  const { ids, key, change, what } = marking;
  if (ids.length === 0 || !canReachCore()) return;
  const about = nameOf(ids);
  deselect(ids);
  const asked = priorOf(ids);
  const called = optimistically(ids, change, async () => {
    await asked;
    await marking.call([...ids]);
  });
  const { undo, stands, forget } = remember(what, async () => {
    await called;
    await putBack(await asked, key, marking.callBack);
    clearPassing();
    say(`Undone: ${what}.`);
  });
  try {
    await called;
    if (stands()) sayDone({ message: `${what}.`, about }, undo);
  } catch (error) {
    forget();
    sayFailed(`${counted(ids.length, 'issue')} could not be changed.`, error);
  }
}

/** Acknowledges, resolves or reopens, with a way back. */
export async function setStatus(ids: readonly string[], status: IssueStatus): Promise<void> {
  await mark({
    ids,
    key: 'status',
    change: { status },
    what: `${doneWords[status]} ${counted(ids.length, 'issue')}`,
    call: (all) => rpc.issues.setStatus({ ids: all, status }),
    callBack: (some, value) => rpc.issues.setStatus({ ids: some, status: value }),
  });
}

/** Gives issues to someone, or takes the owner away, with a way back. */
export async function setOwner(ids: readonly string[], owner: string | null): Promise<void> {
  const many = counted(ids.length, 'issue');
  await mark({
    ids,
    key: 'owner',
    change: { owner },
    what: owner === null ? `Removed the owner of ${many}` : `Assigned ${many} to ${owner}`,
    call: (all) => rpc.issues.setOwner({ ids: all, owner }),
    callBack: (some, value) => rpc.issues.setOwner({ ids: some, owner: value }),
  });
}
