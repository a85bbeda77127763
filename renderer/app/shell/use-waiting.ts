import type { GridlineClient } from '#shared/contract/index.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { useMemo } from 'react';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';

type Answer<T extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<T>> | undefined;

/** What the rail counts, as the core answered; undefined until it has. */
export type Waiting = {
  readonly counts: IssueCounts | undefined;
  readonly outbox: Answer<GridlineClient['actions']['list']>;
  readonly connections: Answer<GridlineClient['connections']['list']>;
};

/** Asks for what waits on each screen: open issues, actions that need a person, connections that do not work. */
export function useWaiting(): Waiting {
  const counts = useQuery('counts', (signal) => rpc.issues.counts(undefined, { signal }), ['issues', 'actions']).data;
  const outbox = useQuery('outbox', (signal) => rpc.actions.list({ limit: 1 }, { signal }), ['actions']).data;
  const connections = useQuery('connections', (signal) => rpc.connections.list(undefined, { signal }), [
    'connections',
    'feeds',
    'system',
  ]).data;
  return useMemo(() => ({ counts, outbox, connections }), [counts, outbox, connections]);
}
