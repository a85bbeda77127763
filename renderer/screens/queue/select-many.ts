import type { GroupedSort } from '#shared/model/issue/issue-sort.ts';
import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { layoutOf } from '#renderer/kit/list/use-layout.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import { wholeFilter } from './filters.ts';
import { grouped, groupId, groupingOf, groupKey } from './groups.ts';
import { indexOf, rowAt } from './row-window.ts';
import { withAll } from './selection.ts';
import { useQueue } from './store.ts';
import { queueView } from './view.ts';

/** The group that the cursor is in; null where there are no groups, or no cursor. */
export function groupAtCursor(): string | null {
  const { cursor, window, sort, rows } = useQueue.getState();
  const by = groupingOf(sort);
  if (!layoutOf(queueView).grouped || rows !== 'documents' || by === null || cursor === null) return null;
  const row = rowAt(window, indexOf(window, cursor));
  return row === undefined ? null : groupId(grouped[by].keyOf(row));
}

/** Everything that matches, on screen or not; 10,000 at most. */
export async function selectAll(): Promise<void> {
  await selectMany(null);
}

/** Adds a whole group to the selection, on screen or not; 10,000 at most. */
export async function selectGroup(group: string): Promise<void> {
  const by = groupingOf(useQueue.getState().sort);
  if (by !== null) await selectMany({ by, key: groupKey(group) });
}

async function selectMany(group: { readonly by: GroupedSort; readonly key: string | null } | null): Promise<void> {
  const { quick, search, sort } = useQueue.getState();
  const { filter } = wholeFilter(quick, search);
  useQueue.setState({ choosing: true });
  try {
    const { ids, total, more } = await ask(queries.issueIds({ filter, sort, group }));
    const now = useQueue.getState();
    // Another part of the queue is in sight by now: nothing of this one is chosen unseen.
    if (now.quick !== quick || now.search !== search || now.sort !== sort) return;
    useQueue.setState({ selected: group === null ? new Set(ids) : withAll(now.selected, ids) });
    if (more) say(`The first ${counted(ids.length, 'issue')} are selected. There are more.`);
    else if (total > ids.length) say(`The first ${counted(ids.length, 'issue')} of ${number(total)} are selected.`);
  } catch (error) {
    sayFailed(group === null ? 'The issues could not be selected.' : 'The group could not be selected.', error);
  } finally {
    useQueue.setState({ choosing: false });
  }
}
