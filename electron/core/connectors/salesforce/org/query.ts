import { z } from 'zod';
import { parseShape } from '../../sdk/answer.ts';
import type { Org } from './org.ts';

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
export type Query<T> = {
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
  const { soql, row, what, all = false } = query;
  let path: string | undefined = queryPath(soql, all);
  while (path !== undefined) {
    const body = await org.call({ method: 'GET', path, effect: false, what }, signal);
    const page = parseShape(org.http, body, pageSchema, what);
    yield readable(org, page.records, row, query);
    path = page.done ? undefined : page.nextRecordsUrl;
  }
}

/** `all` = deleted rows too. */
export function queryPath(soql: string, all = false): string {
  return `/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
}
