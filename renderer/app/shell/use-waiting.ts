import type { GridlineClient } from '#shared/contract/index.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '#renderer/data/queries.ts';

type Answer<T extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<T>> | undefined;

/** What the rail counts, as the core answered; undefined until it has. */
export type Waiting = {
  readonly counts: IssueCounts | undefined;
  readonly outbox: Answer<GridlineClient['actions']['list']>;
  readonly connections: Answer<GridlineClient['connections']['list']>;
};

/** Asks for what waits on each screen: open issues, actions that need a person, connections that do not work. */
export function useWaiting(): Waiting {
  const counts = useQuery(queries.counts()).data;
  const outbox = useQuery(queries.actions({ limit: 1 })).data;
  const connections = useQuery(queries.connections()).data;
  return useMemo(() => ({ counts, outbox, connections }), [counts, outbox, connections]);
}
