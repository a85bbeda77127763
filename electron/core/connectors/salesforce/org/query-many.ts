import { z } from 'zod';
import { parseShape } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { apiErrorSchema, explainApiError } from '../errors/api-error.ts';
import { queryPath, readable } from './query.ts';
import { salesforceError } from '../errors/our-codes.ts';
import type { Org } from './org.ts';

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
  org: Org,
  asked: { readonly queries: readonly string[]; readonly row: z.ZodType<T>; readonly what: string },
  signal: AbortSignal,
): Promise<readonly T[]> {
  const { queries, row, what } = asked;
  const resultSchema = z.object({ records: z.array(z.unknown()) });
  const read = (body: unknown) => readable(org, parseShape(org.http, body, resultSchema, what).records, row, asked);
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) {
    const body = await org.call({ method: 'GET', path: queryPath(only), effect: false, what }, signal);
    return read(body);
  }
  const rows: T[] = [];
  const { version } = await org.session.connection();
  for (let start = 0; start < queries.length; start += mostQueries) {
    const parts = queries.slice(start, start + mostQueries).map((soql, index) => ({
      method: 'GET',
      url: `/services/data/v${version}${queryPath(soql)}`,
      referenceId: `part${index}`,
    }));
    const body = await org.call(
      {
        method: 'POST',
        path: '/composite',
        body: JSON.stringify({ allOrNone: false, compositeRequest: parts }),
        effect: false,
        what,
      },
      signal,
    );
    for (const part of parseShape(org.http, body, compositeSchema, what).compositeResponse) {
      if (part.httpStatusCode !== 200) throw partError(part.body, what);
      rows.push(...read(part.body));
    }
  }
  return rows;
}

function partError(body: unknown, what: string): ConnectorError {
  const [error] = z.array(apiErrorSchema).safeParse(body).data ?? [];
  if (error !== undefined) return explainApiError(error, 'unavailable');
  return salesforceError('unavailable', 'part', `Salesforce did not answer for all of ${what}.`);
}
