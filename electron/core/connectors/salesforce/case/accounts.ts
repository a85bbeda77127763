import { z } from 'zod';
import { lookupLifetime } from '../manifest.ts';
import { queryMany, splitQuery, soqlContains, soqlText } from '../org/query.ts';
import type { Org } from '../org/org.ts';

/** An account that has one of the identifiers, and in which field. */
const hitSchema = z.object({ id: z.string(), name: z.string(), field: z.string() });
const hitsSchema = z.array(hitSchema);
type Hit = z.output<typeof hitSchema>;

export type AccountMatch =
  | { readonly found: 'one'; readonly id: string; readonly name: string; readonly by: string; readonly field: string }
  | { readonly found: 'several'; readonly count: number; readonly names: readonly string[]; readonly by: string }
  | { readonly found: 'none' };

export type AccountMatcher = (identifiers: readonly string[]) => AccountMatch;

const rowSchema = z.looseObject({ Id: z.string(), Name: z.string().nullable() });
/** Standard fields hold one value; a field of the org's own may hold several. */
const single = /^(Name|AccountNumber|Id|Site)$/i;
/**
 * Looks up accounts for all identifiers at once: nothing when they are cached, else one API request (a composite one
 * when they are many). Ambiguity is kept, never guessed away.
 */
export async function matchAccounts(
  org: Org,
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<AccountMatcher> {
  const { accountIdentifierFields: fields } = org.settings();
  const wanted = [...new Set(identifiers.flatMap(spellings))];
  const scope = await scopeOf(org, signal);
  const known = new Map<string, readonly Hit[]>();
  const missing: string[] = [];
  for (const one of wanted) {
    const cached = org.cache.get(cacheKey(scope, one));
    const hits = hitsSchema.safeParse(cached?.value);
    if (cached !== null && hits.success && org.clock.now() - cached.at < lookupLifetime) known.set(one, hits.data);
    else missing.push(one);
  }
  if (missing.length > 0 && fields.length > 0) {
    const rows = await fetchAccounts(org, missing, signal);
    for (const one of missing) {
      const hits = rows.flatMap((row) => hitsIn(row, fields, one));
      known.set(one, hits);
      org.cache.set(cacheKey(scope, one), hits);
    }
  }
  return (mine) => choose(fields, mine, known);
}

/** What was found for these is looked up again next time, since Salesforce would not have it. */
export async function forgetAccounts(org: Org, identifiers: readonly string[], signal: AbortSignal): Promise<void> {
  const scope = await scopeOf(org, signal);
  for (const one of new Set(identifiers.flatMap(spellings))) org.cache.set(cacheKey(scope, one), null);
}

function choose(
  fields: readonly string[],
  identifiers: readonly string[],
  known: ReadonlyMap<string, readonly Hit[]>,
): AccountMatch {
  for (const field of fields) {
    const hits = identifiers.flatMap((by) =>
      spellings(by)
        .flatMap((spelling) => known.get(spelling) ?? [])
        .filter((hit) => hit.field === field)
        .map((hit) => ({ ...hit, by })),
    );
    const first = hits[0];
    if (first === undefined) continue;
    const others = hits.filter(({ id }) => id !== first.id);
    if (others.length === 0) return { found: 'one', id: first.id, name: first.name, by: first.by, field };
    return {
      found: 'several',
      count: new Set(hits.map(({ id }) => id)).size,
      names: [...new Set(hits.map(({ name }) => name))],
      by: first.by,
    };
  }
  return { found: 'none' };
}

/** `ZZ:ACME` is also looked for as `ACME`: orgs write it either way. Compared without regard to case, as SOQL does. */
function spellings(identifier: string): readonly string[] {
  const whole = identifier.trim().toLowerCase();
  const colon = whole.indexOf(':');
  const bare = colon < 0 ? '' : whole.slice(colon + 1).trim();
  return [whole, ...(bare.length >= 4 ? [bare] : [])].filter((text) => text !== '');
}

/** What was found holds for this org and these fields. */
async function scopeOf(org: Org, signal: AbortSignal): Promise<string> {
  return `${await org.instanceUrl(signal)}:${org.settings().accountIdentifierFields.join(',')}`;
}

function cacheKey(scope: string, identifier: string): string {
  return `account:${scope}:${identifier}`;
}

function hitsIn(row: z.output<typeof rowSchema>, fields: readonly string[], identifier: string): readonly Hit[] {
  return fields
    .filter((field) => {
      const value = Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
      if (typeof value !== 'string') return false;
      const parts = single.test(field) ? [value] : value.split(/[;,|\n]/);
      return parts.some((part) => part.trim().toLowerCase() === identifier);
    })
    .map((field) => ({ id: row.Id, name: row.Name ?? row.Id, field }));
}

function fetchAccounts(
  org: Org,
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<readonly z.output<typeof rowSchema>[]> {
  const { accountIdentifierFields: fields } = org.settings();
  const selected = [...new Set(['Id', 'Name', ...fields])].join(', ');
  const queries = splitQuery(identifiers, (some) => {
    const conditions = fields.flatMap((field) =>
      single.test(field)
        ? [`${field} IN (${some.map(soqlText).join(', ')})`]
        : some.map((one) => `${field} LIKE ${soqlContains(one)}`),
    );
    return `SELECT ${selected} FROM Account WHERE ${conditions.join(' OR ')} LIMIT 2000`;
  });
  return queryMany(org, { queries, row: rowSchema, what: 'the matching accounts' }, signal);
}
