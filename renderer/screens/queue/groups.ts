import { capital } from '#shared/lib/sentence.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { severities } from '#shared/model/issue/issue.ts';
import type { Group } from '#renderer/kit/list/slots.ts';
import type { QueueState } from './store.ts';

/** The groups of the queue, where the core has counted them: all that is unresolved, by severity. */
export function groupsOf(
  { quick, search, sort }: Pick<QueueState, 'quick' | 'search' | 'sort'>,
  counts: IssueCounts | undefined,
): readonly Group[] {
  if (counts === undefined || quick !== 'all' || search !== '' || sort !== 'severity') return [];
  return severities.map((id) => ({ id, heading: capital(id), count: counts.bySeverity[id] ?? 0 }));
}
