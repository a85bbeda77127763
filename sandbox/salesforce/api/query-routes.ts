import type { Json } from '#shared/lib/json.ts';
import { createIds } from '../org/ids.ts';
import type { DataCall, DataRoute } from './data-call.ts';
import { ApiFailure } from '../org/failure.ts';
import { parseQuery } from '../soql/parse.ts';
import { type Found, runQuery } from '../soql/run.ts';
import { malformed } from '../soql/tokens.ts';
import type { SandboxResponse } from '../../lib/route.ts';

const largestBatch = 2_000;
const keptCursors = 10;
/** An empty place among the rows; a row without what was asked for. */
const rowFaults = ['null-row', 'odd-row'] as const;
/** More rows are said to follow: at the page that was just read, at a host that is not the org's, nowhere. */
const pageFaults = ['same-page', 'page-elsewhere', 'no-next-page'] as const;
const queryFaults = [...rowFaults, ...pageFaults];

/** What a fault makes of where a page says that the next one is. */
function strayNext(fault: string | undefined, here: string): Readonly<Record<string, Json>> {
  if (fault === 'same-page') return { done: false, nextRecordsUrl: here };
  if (fault === 'page-elsewhere') return { done: false, nextRecordsUrl: `https://collector.example${here}` };
  return fault === 'no-next-page' ? { done: false } : {};
}

/** `query`, `queryAll` and the pages after the first; a page's rows are those of the time of the query. */
export function queryRoutes(instance: string): readonly DataRoute[] {
  const nextId = createIds(instance);
  const cursors = new Map<string, Found>();
  const page = (call: DataCall, found: Found, locator: string, from: number, family: string): SandboxResponse => {
    const size = batchSize(call);
    const rows = found.rows.slice(from, from + size);
    const next = from + rows.length;
    const done = next >= found.rows.length;
    return {
      status: 200,
      json: {
        totalSize: found.total,
        done,
        ...(done ? {} : { nextRecordsUrl: `/services/data/${call.version}/${family}/${locator}-${next}` }),
        ...strayNext(call.fault?.name, `/services/data/${call.version}/${family}/${locator}-${from}`),
        records: [
          ...(call.fault?.name === 'null-row' ? [null] : []),
          ...rows.map((row) => found.project(row, call.version)),
          ...(call.fault?.name === 'odd-row' ? [{ attributes: {} }] : []),
        ],
      },
    };
  };
  const first =
    (family: 'query' | 'queryAll') =>
    (call: DataCall): SandboxResponse => {
      const text = call.query.get('q') ?? '';
      if (text.trim() === '') throw malformed('SOQL statements cannot be empty or null');
      const found = runQuery(call.org, parseQuery(text), family === 'queryAll', call.writer.userId);
      if (found.rows.length <= batchSize(call) && call.fault?.name !== 'same-page')
        return page(call, found, '', 0, family);
      const locator = nextId('01g');
      cursors.set(locator, found);
      const [oldest] = cursors.keys();
      if (cursors.size > keptCursors && oldest !== undefined) cursors.delete(oldest);
      return page(call, found, locator, 0, family);
    };
  const more =
    (family: 'query' | 'queryAll') =>
    (call: DataCall): SandboxResponse => {
      const [, locator = '', from = ''] = /^(\w{18})-(\d+)$/.exec(call.params['locator'] ?? '') ?? [];
      const found = cursors.get(locator);
      if (found !== undefined) return page(call, found, locator, Number(from), family);
      throw new ApiFailure(400, { code: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' });
    };
  return [
    { operation: 'salesforce.query', method: 'GET', path: '/query', vendorFaults: queryFaults, run: first('query') },
    { operation: 'salesforce.query', method: 'GET', path: '/query/', run: first('query') },
    {
      operation: 'salesforce.query-more',
      method: 'GET',
      path: '/query/:locator',
      vendorFaults: pageFaults,
      run: more('query'),
    },
    {
      operation: 'salesforce.query-all',
      method: 'GET',
      path: '/queryAll',
      vendorFaults: queryFaults,
      run: first('queryAll'),
    },
    { operation: 'salesforce.query-all', method: 'GET', path: '/queryAll/', run: first('queryAll') },
    {
      operation: 'salesforce.query-more',
      method: 'GET',
      path: '/queryAll/:locator',
      vendorFaults: pageFaults,
      run: more('queryAll'),
    },
  ];
}

/** The size that is asked for is a wish; wide rows make it smaller. */
function batchSize(call: DataCall): number {
  if (call.org.settings.widestBatch !== null) return call.org.settings.widestBatch;
  const wanted = /batchSize=(\d+)/.exec(String(call.headers['sforce-query-options'] ?? ''))?.[1];
  return wanted === undefined ? largestBatch : Math.min(largestBatch, Math.max(200, Number(wanted)));
}
