import { z } from 'zod';
import { parseShape } from '../sdk/answer.ts';
import type { SalesforceApi } from './api.ts';

const pageSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

/** Yields the rows of a query page by page, each checked against `row`. One API request for each page. */
export async function* runQuery<T>(
  api: SalesforceApi,
  soql: string,
  row: z.ZodType<T>,
  options: { readonly what: string; readonly signal: AbortSignal },
): AsyncGenerator<readonly T[], void, undefined> {
  let path: string | undefined = queryPath(soql);
  while (path !== undefined) {
    const body = await api.call({ method: 'GET', path, effect: false, ...options });
    const page = parseShape(api.http, body, pageSchema, options.what);
    yield parseShape(api.http, page.records, z.array(row), options.what);
    path = page.done ? undefined : page.nextRecordsUrl;
  }
}

export function queryPath(soql: string): string {
  return `/query?q=${encodeURIComponent(soql)}`;
}
