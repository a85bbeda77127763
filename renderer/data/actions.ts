import { MutationObserver } from '@tanstack/react-query';
import type { GridlineClient } from '#shared/contract/index.ts';
import type { Action, ActionChip } from '#shared/model/action/action.ts';
import { client } from './client.ts';
import type { Patch } from './issues/patch.ts';
import { mayRepeat, pauseAfter } from './retry.ts';
import { rpc } from './rpc.ts';

type Request = GridlineClient['actions']['request'];

/** Asks again where the answer was lost: for what is the same however often the core hears it. */
async function untilHeard<T>(ask: () => Promise<T>): Promise<T> {
  const call = new MutationObserver(client, {
    mutationFn: ask,
    networkMode: 'always',
    retry: mayRepeat,
    retryDelay: pauseAfter,
    gcTime: 0,
  });
  return await call.mutate();
}

/** Puts actions into the outbox. The core knows an action that was asked for before by what it is about: it is not sent twice. */
export async function requestActions(input: Parameters<Request>[0]): Promise<Awaited<ReturnType<Request>>> {
  return await untilHeard(() => rpc.actions.request(input));
}

/** Takes back what has not left. */
export async function takeBackActions(ids: readonly string[]) {
  return await untilHeard(() => rpc.actions.cancel({ ids: [...ids] }));
}

const chipOf = ({ id, connector, connection, action, noun, state, reference, url }: Action): ActionChip => ({
  id,
  connector,
  connection,
  action,
  noun,
  state,
  reference,
  url,
});

/** What these actions show on each of their issues. */
export function chipsByIssue(actions: readonly Action[]): ReadonlyMap<string, Patch> {
  const all = actions.flatMap((action) => action.issueIds.map((issueId) => ({ issueId, chip: chipOf(action) })));
  const byIssue = Map.groupBy(all, ({ issueId }) => issueId);
  return new Map([...byIssue].map(([id, some]) => [id, { chips: some.map(({ chip }) => chip) }]));
}
