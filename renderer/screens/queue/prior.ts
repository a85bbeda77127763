import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { wholeFilter } from './filters.ts';
import { patched } from './patch.ts';
import { useQueue } from './store.ts';

export type Prior = { readonly status: IssueStatus; readonly owner: string | null };

/** How the issues stand now, so that a change can be undone exactly. Rows not in memory are asked for. */
export async function priorOf(ids: readonly string[]): Promise<ReadonlyMap<string, Prior>> {
  const { window, patches, quick, search, sort } = useQueue.getState();
  const wanted = new Set(ids);
  const prior = new Map<string, Prior>();
  for (const { rows } of window.pages.values()) {
    for (const row of rows) if (wanted.has(row.id)) prior.set(row.id, patched(row, patches.get(row.id)));
  }
  if (prior.size === wanted.size) return prior;
  if (ids.length === 1) {
    for (const id of ids) prior.set(id, (await ask(queries.issue(id))).issue);
    return prior;
  }
  const { filter } = wholeFilter(quick, search);
  for (let offset = 0; prior.size < wanted.size; offset += 1_000) {
    const { issues } = await ask(queries.issues({ filter, sort, offset, limit: 1_000 }));
    for (const row of issues) if (wanted.has(row.id) && !prior.has(row.id)) prior.set(row.id, row);
    if (issues.length < 1_000) break;
  }
  return prior;
}
