import type { GroupedSort } from '#shared/model/issue/issue-sort.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { severityRank } from '../verdict/severity.ts';
import { type Sql, sql } from './sql.ts';

/** A group of issues, by what they have in common; null where they have none. */
export type GroupKey = { readonly by: GroupedSort; readonly key: string | null };

/** What the issues of a group have in common: the column that its order begins with. */
export const groupColumns: Readonly<Record<GroupedSort, string>> = {
  severity: 'severity',
  partner: 'partner_sort',
  document: 'document_type',
  kind: 'kind',
  owner: 'owner_key',
};

/** Only the issues of one group. */
export function inGroup({ by, key }: GroupKey): Sql {
  const column = groupColumns[by];
  if (key === null) return sql(`${column} IS NULL`);
  const severity = by === 'severity' ? severities.find((one) => one === key) : undefined;
  return sql(`${column} = ?`, severity === undefined ? key : severityRank(severity));
}
