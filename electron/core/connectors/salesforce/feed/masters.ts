import type { CaseRow } from './case-rows.ts';

/** For each case that ours were merged into, the keys that it stands for; the latest merged last. */
export type Masters = Readonly<Record<string, readonly string[]>>;

/** As many as fit into the address of one query; older ones are closed as a rule. */
const mostFollowed = 150;

/** The keys a row speaks for: its own, and those of the cases that were merged into it. */
export function keysOf(row: CaseRow, masters: Masters): readonly string[] {
  const own = row.key === null ? [] : [row.key];
  const others = masters[row.Id];
  return others === undefined ? own : [...new Set([...own, ...others])];
}

/** With what a row tells of a merge: the master stands for all that the row stood for. */
export function withMerge(masters: Masters, row: CaseRow): Masters {
  const { MasterRecordId: master, IsDeleted } = row;
  if (!IsDeleted || master === null) return masters;
  const known = masters[master] ?? [];
  const keys = [...new Set([...known, ...keysOf(row, masters)])];
  if (keys.length === known.length) return masters;
  const { [master]: _, ...others } = masters;
  return Object.fromEntries([...Object.entries(others), [master, keys] as const].slice(-mostFollowed));
}
