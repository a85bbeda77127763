import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { remember } from '#renderer/app/undo.ts';
import { type Marked, setOwner as markOwner, setStatus as markStatus } from '#renderer/data/issues/mark.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { clearPassing, say, sayFailed } from '#renderer/kit/toast.tsx';
import { sayDone } from '#renderer/kit/undo-toast.tsx';
import { nameOf } from './name.ts';

const doneWords: Record<IssueStatus, string> = {
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  open: 'Reopened',
};

/** Says what is done, with a way back, or that it was refused. */
async function mark(ids: readonly string[], what: string, begin: () => Marked): Promise<void> {
  if (ids.length === 0 || !canReachCore()) return;
  const about = nameOf(ids);
  const { done, back } = begin();
  const { undo, stands, forget } = remember(what, async () => {
    await back();
    clearPassing();
    say(`Undone: ${what}.`);
  });
  try {
    await done;
    if (stands()) sayDone({ message: `${what}.`, about }, undo);
  } catch (error) {
    forget();
    sayFailed(`${counted(ids.length, 'issue')} could not be changed.`, error);
  }
}

/** Acknowledges, resolves or reopens, with a way back. */
export async function setStatus(ids: readonly string[], status: IssueStatus): Promise<void> {
  await mark(ids, `${doneWords[status]} ${counted(ids.length, 'issue')}`, () => markStatus(ids, status));
}

/** Gives issues to someone, or takes the owner away, with a way back. */
export async function setOwner(ids: readonly string[], owner: string | null): Promise<void> {
  const many = counted(ids.length, 'issue');
  const what = owner === null ? `Removed the owner of ${many}` : `Assigned ${many} to ${owner}`;
  await mark(ids, what, () => markOwner(ids, owner));
}
