import type { ActionChip } from '#shared/model/action/action.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';

/** What of an issue a person has changed, shown before the core has confirmed it. */
export type Patch = {
  readonly status?: IssueStatus;
  readonly owner?: string | null;
  readonly chips?: readonly ActionChip[];
};

/** One change, as it lies over one issue. */
export type Layer = {
  /** Which change it is part of. */
  readonly change: number;
  readonly patch: Patch;
  /** The moment after which the core's rows tell the same; null until the call is done. */
  readonly settledAt: number | null;
};

/** What lies over each issue, by its id; the latest change last. */
export type Patches = ReadonlyMap<string, readonly Layer[]>;

export function patched(row: IssueRow, layers: readonly Layer[] | undefined): IssueRow {
  return (layers ?? []).reduce((shown, { patch }) => withPatch(shown, patch), row);
}

function withPatch(row: IssueRow, { status, owner, chips }: Patch): IssueRow {
  const others = row.actions.filter((action) => !chips?.some((chip) => chip.action === action.action));
  return {
    ...row,
    status: status ?? row.status,
    owner: owner === undefined ? row.owner : owner,
    actions: chips === undefined ? row.actions : [...others, ...chips],
  };
}

/** Lays a change over each of these issues, or puts it in the place of what it was. */
export function lay(patches: Patches, ids: readonly string[], layer: Layer): Patches {
  const next = new Map(patches);
  for (const id of ids) {
    const layers = next.get(id) ?? [];
    const at = layers.findIndex(({ change }) => change === layer.change);
    next.set(id, at < 0 ? [...layers, layer] : layers.with(at, layer));
  }
  return next;
}

/** Takes one change away; what was changed besides stays. */
export function lift(patches: Patches, ids: readonly string[], change: number): Patches {
  const next = new Map(patches);
  for (const id of ids)
    keep(
      next,
      id,
      (next.get(id) ?? []).filter((layer) => layer.change !== change),
    );
  return next;
}

/** Forgets what rows that were asked for at `askedAt` say already; not of those that are `untold`. */
export function dropSettled(patches: Patches, askedAt: number, untold: ReadonlySet<string>): Patches {
  const isOver = ({ settledAt }: Layer) => settledAt !== null && settledAt < askedAt;
  const over = [...patches].filter(([id, layers]) => !untold.has(id) && layers.some(isOver));
  if (over.length === 0) return patches;
  const next = new Map(patches);
  for (const [id, layers] of over)
    keep(
      next,
      id,
      layers.filter((layer) => !isOver(layer)),
    );
  return next;
}

function keep(patches: Map<string, readonly Layer[]>, id: string, layers: readonly Layer[]): void {
  if (layers.length === 0) patches.delete(id);
  else patches.set(id, layers);
}
