import { z } from 'zod';
import { parseShape } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { SalesforceApi } from './api.ts';
import { apiErrorSchema, explainApiError } from '../errors/api-error.ts';
import { queryPath, readable } from './query.ts';

/** Room left below the 16 KB that servers allow for an address. */
const longestQuery = 7_000;
/** Of the 25 parts of a composite request, five may be queries. */
const mostQueries = 5;

const compositeSchema = z.object({
  compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});

/** Queries made by `make`, as few as have room for all `values` in an address each. */
export function splitQuery(values: readonly string[], make: (some: readonly string[]) => string): readonly string[] {
  const queries: string[] = [];
  let some: readonly string[] = [];
  for (const value of values) {
    const more = [...some, value];
    if (some.length > 0 && encodeURIComponent(make(more)).length > longestQuery) {
      queries.push(make(some));
      some = [value];
    } else some = more;
  }
  return some.length === 0 ? queries : [...queries, make(some)];
}

/** The rows of all these queries: one API request for one query, else one composite request for each five. No further pages. */
export async function queryMany<T>(
  api: SalesforceApi,
  queries: readonly string[],
  row: z.ZodType<T>,
  options: { readonly what: string; readonly signal: AbortSignal },
): Promise<readonly T[]> {
  const { what } = options;
  const resultSchema = z.object({ records: z.array(z.unknown()) });
  const read = (body: unknown) => readable(api, parseShape(api.http, body, resultSchema, what).records, row, options);
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) {
    const body = await api.call({ method: 'GET', path: queryPath(only), effect: false, ...options });
    return read(body);
  }
  const rows: T[] = [];
  const { version } = await api.session.connection();
  for (let start = 0; start < queries.length; start += mostQueries) {
    const parts = queries.slice(start, start + mostQueries).map((soql, index) => ({
      method: 'GET',
      url: `/services/data/v${version}${queryPath(soql)}`,
      referenceId: `part${index}`,
    }));
    const body = await api.call({
      method: 'POST',
      path: '/composite',
      body: JSON.stringify({ allOrNone: false, compositeRequest: parts }),
      effect: false,
      ...options,
    });
    for (const part of parseShape(api.http, body, compositeSchema, what).compositeResponse) {
      if (part.httpStatusCode !== 200) throw partError(part.body, what);
      rows.push(...read(part.body));
    }
  }
  return rows;
}

function partError(body: unknown, what: string): ConnectorError {
  const [error] = z.array(apiErrorSchema).safeParse(body).data ?? [];
  if (error !== undefined) return explainApiError(error, 'unavailable');
  return new ConnectorError('unavailable', 'salesforce.part', `Salesforce did not answer for all of ${what}.`);
}
