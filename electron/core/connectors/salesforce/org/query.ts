import { z } from 'zod';
import { parseShape } from '../../sdk/answer.ts';
import type { SalesforceApi } from './api.ts';

const pageSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.unknown()),
});

/**
 * The rows that can be read; empty places and a row that is not as expected cost themselves. Where not one is as expected,
 * it is the answer that is wrong: throws `unexpected-answer`.
 */
export function readable<T>(
  api: SalesforceApi,
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
  if (rows.length === 0 && there.length > 0) return parseShape(api.http, there, z.array(row), what);
  if (rows.length < records.length) onUnread?.(records.length - rows.length);
  return rows;
}

/** Yields the rows of a query page by page, each checked against `row`; `all` = deleted rows too. One API request for each page. */
export async function* runQuery<T>(
  api: SalesforceApi,
  soql: string,
  row: z.ZodType<T>,
  options: {
    readonly what: string;
    readonly signal: AbortSignal;
    readonly all?: boolean;
    readonly onUnread?: (count: number) => void;
  },
): AsyncGenerator<readonly T[], void, undefined> {
  const { what, signal, all = false } = options;
  let path: string | undefined = queryPath(soql, all);
  while (path !== undefined) {
    const body = await api.call({ method: 'GET', path, effect: false, what, signal });
    const page = parseShape(api.http, body, pageSchema, what);
    yield readable(api, page.records, row, options);
    path = page.done ? undefined : page.nextRecordsUrl;
  }
}

/** `all` = deleted rows too. */
export function queryPath(soql: string, all = false): string {
  return `/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
}
