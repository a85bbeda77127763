import { z } from 'zod';
import { queryMany, splitQuery } from '../org/query-many.ts';
import { soqlText } from '../org/soql.ts';
import type { Org } from '../org/org.ts';

const rowSchema = z.looseObject({ Id: z.string() });

/** The ids of the cases that exist under these keys and that this user may see. One API request for up to some 700 keys. */
export async function existingCases(
  org: Org,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { externalIdField } = org.settings();
  const queries = splitQuery(
    keys,
    (some) => `SELECT Id, ${externalIdField} FROM Case WHERE ${externalIdField} IN (${some.map(soqlText).join(', ')})`,
  );
  const rows = await queryMany(org, { queries, row: rowSchema, what: 'the cases that exist already' }, signal);
  const found = new Map<string, string>();
  for (const { Id, ...row } of rows) {
    const key = Object.entries(row).find(([name]) => name.toLowerCase() === externalIdField.toLowerCase())?.[1];
    if (typeof key === 'string') found.set(key, Id);
  }
  return found;
}
