import { MutationObserver } from '@tanstack/react-query';
import type { GridlineClient } from '#shared/contract/index.ts';
import type { Action, ActionChip } from '#shared/model/action/action.ts';
import { client } from './client.ts';
import type { Patch } from './issues/patch.ts';
import { mayRepeat, pauseAfter } from './retry.ts';
import { rpc } from './rpc.ts';

type Request = GridlineClient['actions']['request'];

/**
 * Puts actions into the outbox. The core knows an action that was asked for before by what it is about, so this is asked
 * again where its answer was lost: what was heard the first time is not sent twice.
 */
export async function requestActions(input: Parameters<Request>[0]): Promise<Awaited<ReturnType<Request>>> {
  const call = new MutationObserver(client, {
    mutationFn: () => rpc.actions.request(input),
    networkMode: 'always',
    retry: mayRepeat,
    retryDelay: pauseAfter,
    gcTime: 0,
  });
  return await call.mutate();
}

/** Takes back what has not left. Never asked again by itself: the second answer would say that it is too late for what the first had taken back. */
export async function takeBackActions(ids: readonly string[]) {
  return await rpc.actions.cancel({ ids: [...ids] });
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
