import { z } from 'zod';
import { parseShape } from '../sdk/answer.ts';
import type { SalesforceApi } from './api.ts';

const pageSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

/** Yields the rows of a query page by page, each checked against `row`; `all` = deleted rows too. One API request for each page. */
export async function* runQuery<T>(
  api: SalesforceApi,
  soql: string,
  row: z.ZodType<T>,
  options: { readonly what: string; readonly signal: AbortSignal; readonly all?: boolean },
): AsyncGenerator<readonly T[], void, undefined> {
  const { what, signal, all = false } = options;
  let path: string | undefined = queryPath(soql, all);
  while (path !== undefined) {
    const body = await api.call({ method: 'GET', path, effect: false, what, signal });
    const page = parseShape(api.http, body, pageSchema, what);
    yield parseShape(api.http, page.records, z.array(row), what);
    path = page.done ? undefined : page.nextRecordsUrl;
  }
}

/** `all` = deleted rows too. */
export function queryPath(soql: string, all = false): string {
  return `/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
}
