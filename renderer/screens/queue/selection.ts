export type Ids = ReadonlySet<string>;

export const none: Ids = new Set();

export function toggled(selected: Ids, id: string): Ids {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

export function withAll(selected: Ids, ids: Iterable<string>): Ids {
  const next = new Set(selected);
  for (const id of ids) next.add(id);
  return next;
}

export function without(selected: Ids, ids: readonly string[]): Ids {
  const next = new Set(selected);
  for (const id of ids) next.delete(id);
  return next.size === selected.size ? selected : next;
}
