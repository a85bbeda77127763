import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { parseShape } from '../../sdk/answer.ts';
import type { Org } from './org.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { apiErrorSchema, explainApiError } from '../errors/api-error.ts';
import { salesforceError } from '../errors/our-codes.ts';

const pageSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.unknown()),
});

/**
 * The rows that can be read; empty places and a row that is not as expected cost themselves. Where not one is as expected,
 * it is the answer that is wrong: throws `unexpected-answer`.
 */
function readable<T>(
  { http }: Org,
  records: readonly unknown[],
  row: z.ZodType<T>,
  { what, onUnread }: { readonly what: string; readonly onUnread?: (count: number) => void },
): readonly T[] {
  const whole = z.array(row).safeParse(records);
  if (whole.success) return whole.data;
  const there = records.filter((record) => record !== null);
  const rows = there.flatMap((record) => {
    const read = row.safeParse(record);
    return read.success ? [read.data] : [];
  });
  if (rows.length === 0 && there.length > 0) return parseShape(http, there, z.array(row), what);
  if (rows.length < records.length) onUnread?.(records.length - rows.length);
  return rows;
}

/** What is asked for. */
type Query<T> = {
  readonly soql: string;
  /** What each row must be. */
  readonly row: z.ZodType<T>;
  /** In messages: `the changed cases`. */
  readonly what: string;
  /** Deleted rows too. */
  readonly all?: boolean;
  /** Told of rows that can't be read, how many. */
  readonly onUnread?: (count: number) => void;
};

/** Yields the rows of a query page by page. One API request for each page. Throws `ConnectorError`. */
export async function* runQuery<T>(
  org: Org,
  query: Query<T>,
  signal: AbortSignal,
): AsyncGenerator<readonly T[], void, undefined> {
  const { soql, what, all = false } = query;
  const body = await org.call({ method: 'GET', path: queryPath(soql, all), effect: false, what }, signal);
  yield* pagesFrom(org, body, query, signal);
}

/** The rows of a page that has come, and of all that follow it. */
async function* pagesFrom<T>(
  org: Org,
  first: unknown,
  query: Omit<Query<T>, 'soql' | 'all'>,
  signal: AbortSignal,
): AsyncGenerator<readonly T[], void, undefined> {
  const { row, what } = query;
  const asked = new Set<string>();
  let body = first;
  for (;;) {
    const page = parseShape(org.http, body, pageSchema, what);
    yield readable(org, page.records, row, query);
    if (page.done) return;
    const path = page.nextRecordsUrl;
    // Only a path of the org's own: the session that goes with it is nobody else's.
    if (path === undefined || !/^\/services\/data\/v[\d.]+\/\w/.test(path) || asked.has(path)) throw noNextPage(what);
    asked.add(path);
    body = await org.call({ method: 'GET', path, effect: false, what }, signal);
  }
}

function noNextPage(what: string): ConnectorError {
  return salesforceError(
    'unexpected-answer',
    'paging',
    `Salesforce said that more follows after a page of ${what}, but not where to find it.`,
    {
      next: 'It will be read again automatically. If this persists, report this message to whoever maintains Gridline.',
    },
  );
}

/** `all` = deleted rows too. */
function queryPath(soql: string, all = false): string {
  return `/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
}

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

/** The rows of all these queries: one API request for one query, else one composite request for each five; further pages one each. */
export async function queryMany<T>(
  org: Org,
  asked: { readonly queries: readonly string[]; readonly row: z.ZodType<T>; readonly what: string },
  signal: AbortSignal,
): Promise<readonly T[]> {
  const { queries, row, what } = asked;
  const rows: T[] = [];
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) {
    for await (const some of runQuery(org, { soql: only, row, what }, signal)) rows.push(...some);
    return rows;
  }
  const { version } = await org.session.connection(signal);
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
      for await (const some of pagesFrom(org, part.body, asked, signal)) rows.push(...some);
    }
  }
  return rows;
}

function partError(body: unknown, what: string): ConnectorError {
  const [error] = z.array(apiErrorSchema).safeParse(body).data ?? [];
  if (error !== undefined) return explainApiError(error, 'unavailable');
  return salesforceError('unavailable', 'part', `Salesforce did not answer for all of ${what}.`);
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A SOQL string literal, quotes included. */
export function soqlText(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&').replace(/[\n\r\t]/g, (one) => escapes[one] ?? ' ')}'`;
}

/** A SOQL literal for LIKE that matches any text with `value` in it. */
export function soqlContains(value: string): string {
  const escaped = value
    .replace(/['\\]/g, '\\$&')
    .replace(/[%_]/g, '\\$&')
    .replace(/[\n\r\t]/g, ' ');
  return `'%${escaped}%'`;
}

/** A SOQL date and time in UTC with milliseconds; not quoted. */
export function soqlTime(at: Millis): string {
  return new Date(at).toISOString();
}
