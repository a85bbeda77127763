import type { ActionChip } from '#shared/model/action/action.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';

/** What the user just did to an issue, shown before the core has confirmed it. */
export type Patch = {
  readonly status?: IssueStatus;
  readonly owner?: string | null;
  readonly chips?: readonly ActionChip[];
  /** The request number after which the core's rows tell the same; null until the call is done. */
  readonly settledAt: number | null;
};

export function patched(row: IssueRow, patch: Patch | undefined): IssueRow {
  if (patch === undefined) return row;
  const chips = patch.chips ?? [];
  const others = row.actions.filter((action) => !chips.some((chip) => chip.action === action.action));
  return {
    ...row,
    status: patch.status ?? row.status,
    owner: patch.owner === undefined ? row.owner : patch.owner,
    actions: patch.chips === undefined ? row.actions : [...others, ...chips],
  };
}

export type Patches = ReadonlyMap<string, Patch>;

/** Lays `patch` over what is there for each id. */
export function addPatch(patches: Patches, ids: readonly string[], patch: Patch): Patches {
  const next = new Map(patches);
  for (const id of ids) next.set(id, { ...next.get(id), ...patch });
  return next;
}

export function dropPatches(patches: Patches, ids: readonly string[]): Patches {
  const next = new Map(patches);
  for (const id of ids) next.delete(id);
  return next;
}

/** Forgets the patches that a request sent as number `request` already reflects. */
export function dropSettled(patches: Patches, request: number): Patches {
  const left = [...patches].filter(([, { settledAt }]) => settledAt === null || settledAt >= request);
  return left.length === patches.size ? patches : new Map(left);
}
