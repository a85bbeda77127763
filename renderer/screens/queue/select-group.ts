import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { layoutOf } from '#renderer/kit/list/use-layout.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import { groupFilter, groupOf, isGroupable } from './groups.ts';
import { indexOf, rowAt } from './row-window.ts';
import { withAll } from './selection.ts';
import { useQueue } from './store.ts';
import { queueView } from './view.ts';

/** The group that the cursor is in; null where there are no groups, or no cursor. */
export function groupAtCursor(): string | null {
  const { cursor, window, ...shown } = useQueue.getState();
  if (!layoutOf(queueView).grouped || !isGroupable(shown) || cursor === null) return null;
  const row = rowAt(window, indexOf(window, cursor));
  return row === undefined ? null : groupOf(row);
}

/** Adds a whole group to the selection, on screen or not. */
export async function selectGroup(group: string): Promise<void> {
  const { sort } = useQueue.getState();
  useQueue.setState({ choosing: true });
  try {
    const { ids, total } = await ask(queries.issueIds({ filter: groupFilter(group), sort }));
    // Another part of the queue may be in sight by now: nothing of this one is chosen unseen.
    if (!isGroupable(useQueue.getState())) return;
    useQueue.setState(({ selected }) => ({ selected: withAll(selected, ids) }));
    if (total > ids.length) say(`The first ${counted(ids.length, 'issue')} of ${number(total)} are selected.`);
  } catch (error) {
    sayFailed('The group could not be selected.', error);
  } finally {
    useQueue.setState({ choosing: false });
  }
}
