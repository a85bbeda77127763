import type { IssueCounts } from '#shared/contract/issues.ts';
import { stateRules } from '#shared/model/action-state.ts';
import { useQuery } from '#renderer/client/query.ts';
import { rpc } from '#renderer/client/rpc.ts';
import { counted } from '#renderer/ui/count-words.ts';
import type { Badge } from './rail.tsx';
import type { Screen } from './route.ts';

type Badges = { readonly counts: IssueCounts | undefined; readonly badges: Partial<Record<Screen, Badge>> };

const troubled: readonly string[] = ['failing', 'needs sign-in', 'paused'];

/** What waits on each screen: open issues, actions that need a person, connections in trouble. */
export function useBadges(): Badges {
  const counts = useQuery('counts', (signal) => rpc.issues.counts(undefined, { signal }), ['issues', 'actions']).data;
  const outbox = useQuery('outbox', (signal) => rpc.actions.list({ limit: 1 }, { signal }), ['actions']).data;
  const connections = useQuery('connections', (signal) => rpc.connections.list(undefined, { signal }), [
    'connections',
    'feeds',
    'system',
  ]).data;
  const waiting =
    outbox?.byState.reduce((sum, entry) => sum + (stateRules[entry.state].needsPerson ? entry.count : 0), 0) ?? 0;
  const bad = connections?.connections.filter((entry) => troubled.includes(entry.status)).length ?? 0;
  const unresolved = counts?.unresolved ?? 0;
  return {
    counts,
    badges: {
      queue: { count: unresolved, alarming: false, words: counted(unresolved, 'unresolved issue'), rest: 'unresolved' },
      outbox: {
        count: waiting,
        alarming: true,
        words: `${counted(waiting, 'action')} waiting for you`,
        rest: 'waiting for you',
      },
      connections: {
        count: bad,
        alarming: true,
        words: `${counted(bad, 'connection')} in trouble`,
        rest: 'in trouble',
      },
    },
  };
}
