import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { remember } from '#renderer/app/undo.ts';
import { wasNotHeard } from '#renderer/data/failure.ts';
import { type Marked, setOwner as markOwner, setStatus as markStatus } from '#renderer/data/issues/mark.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { clearPassing, say, sayFailed } from '#renderer/kit/toast.tsx';
import { sayDone } from '#renderer/kit/undo-toast.tsx';
import { nameOf } from './name.ts';
import { areWhole, countedRows } from './rows.ts';

const doneWords: Record<IssueStatus, string> = {
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  open: 'Reopened',
};

/** What became of undoing: what somebody else has changed since stays theirs. */
function undoneWords(what: string, changed: number, left: number): string {
  const stay = `${counted(left, 'issue')} ${left === 1 ? 'has' : 'have'} been changed again since`;
  if (left === 0) return `Undone: ${what}.`;
  return left === changed ? `Nothing was undone: ${stay}.` : `Undone for ${counted(changed - left, 'issue')}; ${stay}.`;
}

type Words = {
  /** `Resolved 2 issues` */
  readonly what: string;
  /** `already resolved` */
  readonly already: string;
};

/** Says what is done, with a way back, or that it was refused. */
async function mark(ids: readonly string[], { what, already }: Words, begin: () => Marked): Promise<void> {
  if (ids.length === 0 || !canReachCore()) return;
  const about = nameOf(ids);
  const many = countedRows(ids);
  const { done, back } = begin();
  const { undo, stands, forget } = remember(what, async () => {
    const [changed, left] = [await done, await back()];
    clearPassing();
    say(undoneWords(what, changed, left));
  });
  try {
    if ((await done) === 0) {
      // As after a key that was pressed twice. There is nothing to take back, and what the first press did can be.
      forget();
      say(`${many} ${ids.length === 1 ? 'was' : 'were'} ${already}.`);
    } else if (stands()) sayDone({ message: `${what}.`, about }, undo);
  } catch (error) {
    forget();
    sayFailed(wasNotHeard(error) ? `${many} may not have been changed.` : `${many} could not be changed.`, error);
  }
}

/** Acknowledges, resolves or reopens, with a way back. */
export async function setStatus(ids: readonly string[], status: IssueStatus): Promise<void> {
  const whole = areWhole(ids);
  const what = `${doneWords[status]} ${countedRows(ids)}`;
  await mark(ids, { what, already: `already ${status}` }, () => markStatus(ids, status, whole));
}

/** Gives issues to someone, or takes the owner away, with a way back. */
export async function setOwner(ids: readonly string[], owner: string | null): Promise<void> {
  const whole = areWhole(ids);
  const many = countedRows(ids);
  const what = owner === null ? `Removed the owner of ${many}` : `Assigned ${many} to ${owner}`;
  const already = owner === null ? 'without an owner already' : `already assigned to ${owner}`;
  await mark(ids, { what, already }, () => markOwner(ids, owner, whole));
}
