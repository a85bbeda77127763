import { z } from 'zod';
import type { IssueGroup } from '#shared/contract/issues.ts';
import { withImplied } from '#shared/model/filter/ast.ts';
import type { GroupedSort } from '#shared/model/issue/issue-sort.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { groupColumns } from './group-columns.ts';
import { severityOfRank } from './issue-row.ts';
import { counter } from './kept-counts.ts';
import { type Plan, planQuery, queryLimits } from './query-plan.ts';
import { countUpTo, type QueueQuery } from './queue.ts';
import { sql } from './sql.ts';

type GroupQuery = Omit<QueueQuery, 'offset' | 'limit' | 'sort'> & { readonly by: GroupedSort };

const rowSchema = z.object({
  key: z.union([z.string(), z.number()]).nullable(),
  name: z.string().nullable(),
  count: z.number().int(),
});

/**
 * What a queue falls into, in its order, with how many issues are in each. Null where so many match that counting them would
 * take long, and no counter is kept.
 */
export function listGroups(db: ReadDb, query: GroupQuery): readonly IssueGroup[] | null {
  const { by, limits = queryLimits } = query;
  const filter = withImplied(query.filter);
  if (isWholeQueue(filter)) return keptGroups(db, by);
  const plan = planQuery(db, filter, { ...query, sort: by, limits });
  const { more } = countUpTo(db, plan, limits.counted);
  return more ? null : countGroups(db, by, plan.counting ?? plan);
}

const isWholeQueue = (filter: ReturnType<typeof withImplied>): boolean =>
  filter.op === 'and' ? filter.terms.every(isWholeQueue) : filter.op === 'is' && filter.flag === 'unresolved';

/** Of everything unresolved, from what is counted with every write. */
function keptGroups(db: ReadDb, by: GroupedSort): readonly IssueGroup[] {
  const counted = (keys: readonly string[]) =>
    keys.map((key) => ({ key, name: key, count: counter(db, `${by}:${key}`) })).filter(({ count }) => count > 0);
  switch (by) {
    case 'severity':
      return counted(severities);
    case 'kind':
      return counted(issueKinds.toSorted());
    case 'partner':
      return prepare(
        db,
        `SELECT partner_sort AS key, min(partner) AS name, sum(unresolved) AS count FROM partner_counters
          GROUP BY partner_sort HAVING count > 0 ORDER BY partner_sort`,
      )
        .all()
        .map((row) => toGroup(rowSchema.parse(row)));
    case 'document':
      // Counted without regard to capital letters, and ordered by them: its index says it as the order has it.
      return countGroups(db, by, { from: 'issues INDEXED BY issues_document', where: sql('resolved = 0') });
    case 'owner':
      return prepare(
        db,
        `SELECT NULL AS key, NULL AS name, value AS count FROM counters WHERE key = 'unassigned'
          UNION ALL SELECT substr(key, 7), (SELECT owner FROM issues INDEXED BY issues_owner WHERE resolved = 0 AND owner_key = substr(key, 7) LIMIT 1), value
            FROM counters WHERE key >= 'owner:' AND key < 'owner;'
          ORDER BY 1`,
      )
        .all()
        .map((row) => toGroup(rowSchema.parse(row)));
  }
}

function countGroups(db: ReadDb, by: GroupedSort, { from, where }: Pick<Plan, 'from' | 'where'>): IssueGroup[] {
  const key = groupColumns[by];
  // Names that differ in capital letters alone are one's.
  const name = by === 'partner' || by === 'owner' ? `min(${by})` : 'NULL';
  return prepare(
    db,
    `SELECT ${key} AS key, ${name} AS name, count(*) AS count FROM ${from} WHERE ${where.text} GROUP BY ${key} ORDER BY ${key}`,
  )
    .all(...where.params)
    .map((row) => toGroup(rowSchema.parse(row)));
}

function toGroup({ key, name, count }: z.infer<typeof rowSchema>): IssueGroup {
  const said = typeof key === 'number' ? severityOfRank(key) : key;
  return { key: said, name: name ?? said, count };
}
