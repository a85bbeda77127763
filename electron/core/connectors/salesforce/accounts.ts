import { z } from 'zod';
import type { ConnectorContext } from '../connector.ts';
import { parseShape } from '../sdk/answer.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { SalesforceApi } from './api.ts';
import { lookupLifetime } from './manifest.ts';
import { queryPath } from './query.ts';
import { soqlContains, soqlText } from './soql.ts';

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
const queryResultSchema = z.object({ records: z.array(rowSchema) });
const compositeSchema = z.object({
  compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});

/** Standard fields hold one value; a field of the org's own may hold several. */
const single = /^(Name|AccountNumber|Id|Site)$/i;
/** Room left below the 16 KB that servers allow for an address. */
const longestQuery = 7_000;
/** Of the 25 parts of a composite request, five may be queries. */
const mostQueries = 5;

/**
 * Looks up accounts for all identifiers at once: nothing when they are cached, else one API request (a composite one
 * when they are many). Ambiguity is kept, never guessed away.
 */
export async function matchAccounts(
  context: ConnectorContext,
  api: SalesforceApi,
  fields: readonly string[],
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<AccountMatcher> {
  const wanted = [...new Set(identifiers.flatMap(spellings))];
  const scope = `${await api.instanceUrl()}:${fields.join(',')}`;
  const known = new Map<string, readonly Hit[]>();
  const missing: string[] = [];
  for (const one of wanted) {
    const cached = context.cache.get(cacheKey(scope, one));
    const hits = hitsSchema.safeParse(cached?.value);
    if (cached !== null && hits.success && context.clock.now() - cached.at < lookupLifetime) known.set(one, hits.data);
    else missing.push(one);
  }
  if (missing.length > 0 && fields.length > 0) {
    const rows = await fetchAccounts(api, fields, missing, signal);
    for (const one of missing) {
      const hits = rows.flatMap((row) => hitsIn(row, fields, one));
      known.set(one, hits);
      context.cache.set(cacheKey(scope, one), hits);
    }
  }
  return (mine) => choose(fields, mine, known);
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

async function fetchAccounts(
  api: SalesforceApi,
  fields: readonly string[],
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<readonly z.output<typeof rowSchema>[]> {
  const queries = buildQueries(fields, identifiers);
  const what = 'the matching accounts';
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) {
    const body = await api.call({ method: 'GET', path: queryPath(only), effect: false, what, signal });
    return parseShape(api.http, body, queryResultSchema, what).records;
  }
  const rows: z.output<typeof rowSchema>[] = [];
  const version = (await api.session.connection()).version;
  for (let start = 0; start < queries.length; start += mostQueries) {
    const parts = queries.slice(start, start + mostQueries).map((soql, index) => ({
      method: 'GET',
      url: `/services/data/v${version}${queryPath(soql)}`,
      referenceId: `accounts${index}`,
    }));
    const body = await api.call({
      method: 'POST',
      path: '/composite',
      body: JSON.stringify({ allOrNone: false, compositeRequest: parts }),
      effect: false,
      what,
      signal,
    });
    for (const part of parseShape(api.http, body, compositeSchema, what).compositeResponse) {
      if (part.httpStatusCode !== 200) {
        throw new ConnectorError('set-up', 'salesforce.accounts', 'Salesforce refused to look up accounts.', {
          next: 'Check the account fields in the settings, and whether this user may read them.',
        });
      }
      rows.push(...parseShape(api.http, part.body, queryResultSchema, what).records);
    }
  }
  return rows;
}

/** As few queries as fit into an address each. */
function buildQueries(fields: readonly string[], identifiers: readonly string[]): readonly string[] {
  const selected = [...new Set(['Id', 'Name', ...fields])].join(', ');
  const make = (some: readonly string[]) => {
    const conditions = fields.flatMap((field) =>
      single.test(field)
        ? [`${field} IN (${some.map(soqlText).join(', ')})`]
        : some.map((one) => `${field} LIKE ${soqlContains(one)}`),
    );
    return `SELECT ${selected} FROM Account WHERE ${conditions.join(' OR ')} LIMIT 2000`;
  };
  const queries: string[] = [];
  let some: readonly string[] = [];
  for (const identifier of identifiers) {
    const more = [...some, identifier];
    if (some.length > 0 && encodeURIComponent(make(more)).length > longestQuery) {
      queries.push(make(some));
      some = [identifier];
    } else some = more;
  }
  return some.length === 0 ? queries : [...queries, make(some)];
}
