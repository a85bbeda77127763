import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '#renderer/data/queries.ts';
import type { Grouping } from '#renderer/kit/list/grouping.ts';
import type { Group } from '#renderer/kit/list/slots.ts';
import { changeLayout, useLayout } from '#renderer/kit/list/use-layout.ts';
import { groupedSorts } from '#shared/model/issue/issue-sort.ts';
import { wholeFilter } from './filters.ts';
import { grouped, groupingOf, toGroups } from './groups.ts';
import { setRows, setSort } from './load.ts';
import { useQueue } from './store.ts';
import { queueView } from './view.ts';

/** What the queue is grouped by; null where it is not, or where its order keeps nothing together. */
function useGroupedBy() {
  const { sort, rows } = useQueue();
  const { grouped: isGrouped } = useLayout(queueView);
  // Groups count documents: a row that stands for several would be in several of them.
  return isGrouped && rows === 'documents' ? groupingOf(sort) : null;
}

/** The groups of what is shown, once the core has counted them. */
export function useGroups(): readonly Group[] {
  const by = useGroupedBy();
  const { quick, answered } = useQueue();
  const { filter } = wholeFilter(quick, answered);
  const { data } = useQuery({
    ...queries.issueGroups({ filter, by: by ?? 'severity' }),
    enabled: by !== null,
  });
  return useMemo(() => (by === null ? [] : toGroups(by, data?.groups ?? [])), [by, data]);
}

function groupBy(id: string | null): void {
  const by = groupedSorts.find((one) => one === id);
  changeLayout(queueView, { grouped: by !== undefined });
  if (by === undefined) return;
  setRows('documents');
  setSort(by);
}

/** The choice of what the queue is grouped by. Its order follows: issues of one group stand together. */
export function useGrouping(): Grouping {
  const by = useGroupedBy();
  return { choices: groupedSorts.map((id) => ({ id, name: grouped[id].name })), chosen: by, onChoose: groupBy };
}
