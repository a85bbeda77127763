import type { NewEvent } from '#shared/model/event/event.ts';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { NotFoundError } from '../failure.ts';
import { issueDetail } from '../reading/detail.ts';
import { wholeOf } from '../incidents/incident-of.ts';
import { groupIssues } from '../people/group.ts';
import { comment, markOwner, markStatus } from '../people/mark.ts';
import { listGroups } from '../queue/groups.ts';
import { listIncidents } from '../queue/incidents.ts';
import { issueCounts, issueIds, listIssues } from '../queue/queue.ts';
import type { ReadDb } from '../store/db.ts';
import type { Workspace } from '../workspace.ts';
import { type RpcContext, os } from './implement.ts';

const viewer = ({ workspaces: { ports, desk } }: RpcContext) => ({
  now: ports.clock.now(),
  actor: desk.acting().actor,
});

export const issues = {
  list: os.issues.list.handler(({ input, context }) => {
    const filter = parseFilter(input.filter);
    const page = context.workspace.store.read((db) => listIssues(db, { ...viewer(context), ...input, filter }));
    return { ...page, issues: page.issues.map((row) => ({ ...row, actions: [...row.actions] })) };
  }),

  incidents: os.issues.incidents.handler(({ input, context }) => {
    const filter = parseFilter(input.filter);
    return context.workspace.store.read((db) => listIncidents(db, { ...viewer(context), ...input, filter }));
  }),

  ids: os.issues.ids.handler(({ input, context }) => {
    const filter = parseFilter(input.filter);
    const found = context.workspace.store.read((db) => issueIds(db, { ...viewer(context), ...input, filter }));
    return { ...found, ids: [...found.ids] };
  }),

  groups: os.issues.groups.handler(({ input, context }) => {
    const filter = parseFilter(input.filter);
    const groups = context.workspace.store.read((db) => listGroups(db, { ...viewer(context), by: input.by, filter }));
    return { groups: groups === null ? null : [...groups] };
  }),

  get: os.issues.get.handler(({ input, context }) => {
    const workspace = context.workspace;
    const found = workspace.store.read((db) => issueDetail(db, input.id, workspace.connectionName));
    if (found === null) throw new NotFoundError('issue', input.id);
    return found.detail;
  }),

  counts: os.issues.counts.handler(({ context }) =>
    context.workspace.store.read((db) => issueCounts(db, viewer(context))),
  ),

  setStatus: os.issues.setStatus.handler(({ input, context: { workspace } }) => {
    const { was, left, at } = mark(workspace, (db) => markStatus(db, withWhole(db, input), workspace.marker()));
    return { was: [...was].map(([status, ids]) => ({ status, ids: [...ids] })), left: [...left], at };
  }),

  setOwner: os.issues.setOwner.handler(({ input, context: { workspace } }) => {
    const { was, left, at } = mark(workspace, (db) => markOwner(db, withWhole(db, input), workspace.marker()));
    return { was: [...was].map(([owner, ids]) => ({ owner, ids: [...ids] })), left: [...left], at };
  }),

  group: os.issues.group.handler(({ input, context: { workspace } }) => {
    const { changed, left } = workspace.store.write(
      (db) => {
        const moves = groupIssues(db, input, workspace.marker());
        workspace.ingest(db, moves.events);
        return moves;
      },
      { durable: true },
    );
    workspace.issuesChanged(changed.flatMap(({ ids }) => ids));
    return { changed: changed.map((each) => ({ ...each })), left: [...left], at: workspace.clock.now() };
  }),

  comment: os.issues.comment.handler(({ input, context: { workspace } }) => {
    const { at } = mark(workspace, (db) => {
      const event: NewEvent | null = comment(db, input.id, input.text, workspace.marker());
      if (event === null) throw new NotFoundError('issue', input.id);
      return { events: [event], was: new Map([[null, [input.id]]]), left: [] };
    });
    return { at };
  }),
};

/** Where each stands for its incident: with the others of it. */
function withWhole<T extends { readonly ids: readonly string[]; readonly whole: boolean }>(db: ReadDb, input: T): T {
  return input.whole ? { ...input, ids: wholeOf(db, input.ids) } : input;
}

type Changed<T> = { readonly was: ReadonlyMap<T, readonly string[]>; readonly left: readonly string[] };
type Marked<T> = Changed<T> & { readonly events: readonly NewEvent[] };

/** What people do is on the disk before it is answered. */
function mark<T>(workspace: Workspace, make: (db: ReadDb) => Marked<T>): Changed<T> & { readonly at: number } {
  const { was, left } = workspace.store.write(
    (db) => {
      const marks = make(db);
      workspace.ingest(db, marks.events);
      return marks;
    },
    { durable: true },
  );
  workspace.issuesChanged([...was.values()].flat());
  return { was, left, at: workspace.clock.now() };
}
