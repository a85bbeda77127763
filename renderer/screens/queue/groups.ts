import { capital } from '#shared/lib/sentence.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { type IssueRow, severities } from '#shared/model/issue/issue.ts';
import type { Group } from '#renderer/kit/list/slots.ts';
import type { QueueState } from './store.ts';

type Shown = Pick<QueueState, 'quick' | 'search' | 'sort'>;

/** Whether the core has counted the groups of what is shown: of all that is unresolved, by severity. */
export const isGroupable = ({ quick, search, sort }: Shown): boolean =>
  quick === 'all' && search === '' && sort === 'severity';

export function groupsOf(shown: Shown, counts: IssueCounts | undefined): readonly Group[] {
  if (counts === undefined || !isGroupable(shown)) return [];
  return severities.map((id) => ({ id, heading: capital(id), count: counts.bySeverity[id] ?? 0 }));
}

/** The group that an issue is in. */
export const groupOf = ({ severity }: IssueRow): string => severity;

/** What finds a group's issues. */
export const groupFilter = (group: string): string => `severity:${group}`;
