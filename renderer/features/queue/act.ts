import type { IssueStatus } from '#shared/model/issue.ts';
import { rpc } from '#renderer/client/rpc.ts';
import { counted } from '#renderer/ui/count-words.ts';
import { sayFailed } from '#renderer/ui/toast.tsx';
import { clearSelection } from './cursor.ts';
import { nextRequest, refreshQueue } from './load.ts';
import { addPatch, dropPatches, type Patch } from './patch.ts';
import { type Prior, priorOf } from './prior.ts';
import { useQueue } from './store.ts';
import { remember } from './undo.ts';
import { sayDone } from './undo-toast.tsx';

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

export async function setStatus(ids: readonly string[], status: IssueStatus): Promise<void> {
  if (ids.length === 0) return;
  clearSelection();
  const asked = priorOf(ids);
  try {
    await optimistically(ids, { status }, async () => {
      await asked;
      await rpc.issues.setStatus({ ids: [...ids], status });
    });
    const prior = await asked;
    const what = `${doneWords[status]} ${counted(ids.length, 'issue')}`;
    const back = remember(what, () =>
      putBack(prior, 'status', (group, value) => rpc.issues.setStatus({ ids: group, status: value })),
    );
    sayDone(`${what}.`, back);
  } catch (error) {
    sayFailed(`${counted(ids.length, 'issue')} could not be changed.`, error);
  }
}

export async function setOwner(ids: readonly string[], owner: string | null): Promise<void> {
  if (ids.length === 0) return;
  clearSelection();
  const asked = priorOf(ids);
  try {
    await optimistically(ids, { owner }, async () => {
      await asked;
      await rpc.issues.setOwner({ ids: [...ids], owner });
    });
    const prior = await asked;
    const what =
      owner === null
        ? `Took the owner from ${counted(ids.length, 'issue')}`
        : `Assigned ${counted(ids.length, 'issue')} to ${owner}`;
    const back = remember(what, () =>
      putBack(prior, 'owner', (group, value) => rpc.issues.setOwner({ ids: group, owner: value })),
    );
    sayDone(`${what}.`, back);
  } catch (error) {
    sayFailed(`${counted(ids.length, 'issue')} could not be assigned.`, error);
  }
}
