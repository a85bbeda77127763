import type { Json } from '#shared/lib/json.ts';

import type { Org, Row } from './org.ts';
import type { FieldDef, ObjectDef } from './schema.ts';

/** A field reached from a record, through relationships too (`Owner.Name`). */
export type Reach = {
  readonly field: FieldDef;
  /** Names as the org spells them. */
  readonly names: readonly string[];
  read(row: Row): Json;
};

/** Finds a field by its path; undefined where some step doesn't exist or can't be read. */
export function reach(org: Org, object: ObjectDef, path: readonly string[]): Reach | undefined {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const field = object.byName.get(first.toLowerCase());
    if (field === undefined || field.writeOnly) return undefined;
    return { field, names: [field.name], read: (row) => row.values[field.name] ?? null };
  }
  const link = object.relationships.get(first.toLowerCase());
  const targets = (link?.referenceTo ?? []).flatMap((name) => org.schema.object(name) ?? []);
  const [found] = targets.flatMap((target) => reach(org, target, rest) ?? []);
  if (link === undefined || found === undefined) return undefined;
  return {
    field: found.field,
    names: [link.relationshipName ?? '', ...found.names],
    read: (row) => {
      const target = related(org, row, link);
      return target === undefined ? null : found.read(target);
    },
  };
}

function related(org: Org, row: Row, link: FieldDef): Row | undefined {
  const id = row.values[link.name];
  return typeof id === 'string' ? org.find(id) : undefined;
}

/** A value as it goes out: `2026-11-20T09:30:00.000+0000` for points in time. */
export function toWire(field: FieldDef, value: Json): Json {
  return field.type === 'datetime' && typeof value === 'number'
    ? new Date(value).toISOString().replace('Z', '+0000')
    : value;
}

export function attributes(version: string, row: Row): Json {
  return { type: row.object.name, url: `/services/data/${version}/sobjects/${row.object.name}/${row.id}` };
}
