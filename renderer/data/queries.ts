import type { DataTag, QueryKey } from '@tanstack/react-query';
import type { GridlineClient } from '#shared/contract/index.ts';
import { minute } from '#shared/lib/time.ts';
import type { Area } from './client.ts';
import { setCoreClock } from './now.ts';
import { rpc } from './rpc.ts';

/** How long an answer counts as new, and how long it is kept when nobody shows it any more; in milliseconds. */
type Keeping = { readonly staleTime?: number; readonly gcTime?: number };

/** Something that is asked of the core, as `useQuery` and `ask` take it. */
export type Question<T> = Keeping & {
  readonly queryKey: DataTag<QueryKey, T>;
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<T>;
  readonly meta: { readonly areas: readonly Area[] };
};

type Ask<T> = (signal: AbortSignal) => Promise<T>;

/** Asked anew when one of the areas has changed. */
function query<T>(key: QueryKey, areas: readonly Area[], ask: Ask<T>, keeping: Keeping = {}): Question<T> {
  return { queryKey: key as DataTag<QueryKey, T>, queryFn: ({ signal }) => ask(signal), meta: { areas }, ...keeping };
}

/** Asked for one moment and not kept. */
function once<T>(key: QueryKey, ask: Ask<T>): Question<T> {
  return query(key, [], ask, { gcTime: 0 });
}

/** What was looked at shows at once where one comes back to it so soon; whoever walks down a long list looks at a thousand. */
const lately: Keeping = { gcTime: minute };

const tokens = new WeakMap<readonly string[], number>();
let lastToken = 0;

/** Stands for a list in a key: keys are written out at each drawing, and 10,000 ids are not written out in a frame. */
function tokenOf(list: readonly string[]): number {
  const token = tokens.get(list) ?? (lastToken += 1);
  tokens.set(list, token);
  return token;
}

/** What the keys of all questions of one kind have in common. */
export function allOf({ queryKey }: Pick<Question<unknown>, 'queryKey'>): QueryKey {
  return queryKey.slice(0, 1);
}

type Input<Call extends (input: never, ...rest: never[]) => unknown> = Parameters<Call>[0];

/** Everything that the console asks of the core, each under its key. */
export const queries = {
  /** Whoever draws needs it, so that it is not asked for once more by each. */
  info: () =>
    query(
      ['info'],
      ['system', 'connections'],
      async (signal) => {
        const info = await rpc.system.info(undefined, { signal });
        setCoreClock(info.now);
        return info;
      },
      { staleTime: Infinity },
    ),
  me: () => query(['me'], ['system'], (signal) => rpc.me.get({}, { signal })),
  settings: () => query(['settings'], ['system'], (signal) => rpc.settings.get({}, { signal })),
  recipientKey: () =>
    query(['recipient key'], ['people', 'system'], (signal) => rpc.system.recipientKeyState(undefined, { signal })),
  verdict: () => once(['verdict'], (signal) => rpc.system.verify(undefined, { signal })),

  connections: () =>
    query(['connections'], ['connections', 'feeds', 'system'], (signal) => rpc.connections.list(undefined, { signal })),
  /** What another connection would be before anything is set. */
  blank: (connector: string) =>
    once(['blank connection', connector], (signal) => rpc.connections.blank({ connector }, { signal })),
  people: (input: Input<GridlineClient['people']['list']>) =>
    query(['people', input], ['people', 'connections'], (signal) => rpc.people.list(input, { signal })),

  actions: (input: Input<GridlineClient['actions']['list']>) =>
    query(['actions', input], ['actions'], (signal) => rpc.actions.list(input, { signal })),

  action: (id: string) => query(['action', id], ['actions'], (signal) => rpc.actions.get({ ids: [id] }, { signal })),

  /** Of these issues; `of` stands for whatever else `issueIds` is made from. Kept for as long as it is on screen. */
  preview: (input: Input<GridlineClient['actions']['preview']>, of: readonly string[]) => {
    const { issueIds, whole = false, action, to = [], purpose = '', note = '', overrides = {}, at = 0 } = input;
    return query(
      ['preview', tokenOf(of), whole, action, to, purpose, note, overrides, at],
      [],
      (signal) => rpc.actions.preview({ issueIds, whole, action, to, purpose, note, overrides, at }, { signal }),
      { staleTime: Infinity, gcTime: 0 },
    );
  },

  counts: () => query(['counts'], ['issues', 'actions'], (signal) => rpc.issues.counts(undefined, { signal })),
  issue: (id: string) =>
    query(['issue', id], ['issues', 'actions'], (signal) => rpc.issues.get({ id }, { signal }), lately),
  issues: (input: Input<GridlineClient['issues']['list']>) =>
    once(['issues', input], (signal) => rpc.issues.list(input, { signal })),
  incidents: (input: Input<GridlineClient['issues']['incidents']>) =>
    once(['incidents', input], (signal) => rpc.issues.incidents(input, { signal })),
  issueGroups: (input: Input<GridlineClient['issues']['groups']>) =>
    query(['issue groups', input], ['issues', 'actions'], (signal) => rpc.issues.groups(input, { signal })),
  issueIds: (input: Input<GridlineClient['issues']['ids']>) =>
    once(['issue ids', input], (signal) => rpc.issues.ids(input, { signal })),
  /** `read` = which acknowledgements its issue has: they mark what they are about. */
  document: (id: string, read: readonly string[]) =>
    query(['document', id, read], [], (signal) => rpc.documents.view({ id }, { signal }), lately),
};
