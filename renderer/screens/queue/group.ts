import type { Grouping } from '#shared/model/issue/grouping.ts';
import { remember } from '#renderer/app/undo.ts';
import { groupIssues } from '#renderer/data/issues/group.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { clearPassing, say, sayFailed } from '#renderer/kit/toast.tsx';
import { sayDone } from '#renderer/kit/undo-toast.tsx';
import { nameOf } from './name.ts';

type Way = Extract<Grouping['kind'], 'alone' | 'together' | 'rules'>;

type Words = { readonly done: (many: string) => string; readonly already: string };

const words: Readonly<Record<Way, Words>> = {
  alone: { done: (many) => `Took ${many} out of the incident`, already: 'This is in no incident with others.' },
  together: { done: (many) => `Put ${many} into one incident`, already: 'They are in one incident already.' },
  rules: { done: (many) => `The rules group ${many} again`, already: 'Nobody has grouped this by hand.' },
};

/** Changes by hand which issues are one incident, with a way back. */
export async function group(ids: readonly string[], kind: Way): Promise<void> {
  if (!canReachCore()) return;
  const { done, already } = words[kind];
  const about = nameOf(ids);
  try {
    const { count, back } = await groupIssues(ids, { kind });
    if (count === 0) return say(already);
    const what = done(counted(count, 'document'));
    const { undo } = remember(what, async () => {
      const stay = await back();
      clearPassing();
      say(stay === 0 ? `Undone: ${what}.` : `Undone but for ${counted(stay, 'document')} that were moved again since.`);
    });
    sayDone({ message: `${what}.`, about }, undo);
  } catch (error) {
    sayFailed('Nothing was grouped.', error);
  }
}
