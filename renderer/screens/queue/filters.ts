import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';

/** The row of ready-made filters above the queue. */
export const quickFilters = [
  { id: 'all', name: 'All', filter: '', count: (counts: IssueCounts) => counts.unresolved },
  {
    id: 'critical',
    name: 'Critical',
    filter: 'severity:critical',
    count: (counts: IssueCounts) => counts.bySeverity.critical ?? 0,
  },
  { id: 'mine', name: 'Mine', filter: 'is:mine', count: (counts: IssueCounts) => counts.mine },
  { id: 'unassigned', name: 'Unassigned', filter: 'is:unassigned', count: (counts: IssueCounts) => counts.unassigned },
  { id: 'escalated', name: 'Escalated', filter: 'is:escalated', count: (counts: IssueCounts) => counts.escalated },
  { id: 'overdue', name: 'Overdue', filter: 'is:overdue', count: (counts: IssueCounts) => counts.overdue },
  { id: 'resolved', name: 'Resolved', filter: 'is:resolved', count: (counts: IssueCounts) => counts.resolved },
] as const;
export type QuickFilter = (typeof quickFilters)[number]['id'];

export const sortNames: Record<IssueSort, string> = {
  severity: 'Severity, then due',
  due: 'Due soonest',
  newest: 'Newest first',
  oldest: 'Oldest first',
  partner: 'Partner',
  document: 'Document type',
  kind: 'Problem',
  owner: 'Owner',
};

export const sorts = Object.keys(sortNames).filter((key): key is IssueSort => key in sortNames);

/** The filter that is sent: the ready-made one, then what was typed. `offset` is where the typed part starts. */
export function wholeFilter(quick: QuickFilter, search: string): { readonly filter: string; readonly offset: number } {
  const ready = quickFilters.find((entry) => entry.id === quick)?.filter ?? '';
  const typed = search.trim();
  if (ready === '') return { filter: typed, offset: 0 };
  if (typed === '') return { filter: ready, offset: 0 };
  // In brackets: an OR in what was typed must not reach over to the ready-made part.
  return { filter: `${ready} (${typed})`, offset: ready.length + 2 };
}
