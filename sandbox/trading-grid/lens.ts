import { z } from 'zod';

import type { Route, SandboxResponse } from '../lib/route.ts';
import type { Entries, Entry } from './entries.ts';
import { lackingAnswer, partFaults, spoilAnswer } from './lens-faults.ts';
import { BadSearch } from './lucene.ts';
import { pageLimit, readQuery } from './read-query.ts';
import type { Search, Selection } from './search.ts';
import { fault, type Tokens } from './tokens.ts';

const bodySchema = z.object({
  query: z.string(),
  // Postman sends an empty text where there are no variables.
  variables: z.union([z.record(z.string(), z.unknown()), z.literal('')]).nullish(),
});

/** An unused cursor is forgotten after this long; how long the real ones live is not published. */
const cursorLifetime = 5 * 60_000;

type Cursor = { readonly id: string; readonly entries: readonly Entry[]; next: number; usedAt: number };

/**
 * The one Lens call. Vendor faults: `token-expired` (this token ends with this call; `as`: how
 * that is told, see `tokenEnds`), `duplicated` (a page with some
 * entries twice), `reordered` (a page in another order), `graphql-error` (200 with errors and no data), `lacks-fields` (a
 * tenant with fewer fields), and those of `partFaults`.
 */
export function lensRoute(entries: Entries, tokens: Tokens, now: () => number): Route {
  const cursors = new Map<string, Cursor>();
  let scrolls = 0;

  const scrolled = (
    key: string,
    search: Search,
  ): { id: string; page: readonly Entry[]; offset: number; total: number } => {
    for (const [each, { usedAt }] of cursors) if (now() - usedAt > cursorLifetime) cursors.delete(each);
    let cursor = cursors.get(key);
    if (cursor === undefined) {
      scrolls += 1;
      const id = Buffer.from(`lens-scroll-${scrolls}`).toString('base64');
      cursor = { id, entries: entries.find(search), next: 0, usedAt: now() };
      cursors.set(key, cursor);
    }
    const offset = cursor.next;
    const page = cursor.entries.slice(offset, offset + pageLimit);
    cursor.next += page.length;
    cursor.usedAt = now();
    // The empty page ends the scroll: the same query then starts again.
    if (page.length === 0) cursors.delete(key);
    return { id: cursor.id, page, offset, total: cursor.entries.length };
  };

  return {
    operation: 'trading-grid.transactions.search',
    method: 'POST',
    path: '/visibility_transaction_search',
    vendorFaults: ['token-expired', 'duplicated', 'reordered', 'graphql-error', 'lacks-fields', ...partFaults],
    handle: (request) => {
      const checked = tokens.check(request);
      if ('refused' in checked) return checked.refused;
      const body = readBody(request.text);
      if (body === undefined) return fault(400, 'The request body is not valid JSON with a query', 'lens.BadRequest');
      if (request.fault?.name === 'graphql-error') {
        return {
          status: 200,
          json: { data: null, errors: [{ message: 'Internal server error while fetching data' }] },
        };
      }
      const lacking = request.fault?.name === 'lacks-fields' ? lackingAnswer(request.fault.options, body.query) : null;
      if (lacking !== null) return lacking;
      if (body.query.includes('__type')) {
        return { status: 200, json: { errors: [{ message: 'Introspection has been disabled for this API' }] } };
      }
      const read = readQuery(body.query, body.variables);
      if ('errors' in read) return { status: 200, json: { errors: read.errors } };
      const data: Record<string, Record<string, unknown>> = {};
      const warnings: unknown[] = [];
      for (const { as, search, selection } of read.searches) {
        const found = ((): ReturnType<typeof scrolled> | SandboxResponse => {
          try {
            if (search.scroll) return scrolled(JSON.stringify([checked.token, body.query, body.variables]), search);
            const all = entries.find(search);
            return {
              id: '',
              page: all.slice(search.offset, search.offset + search.count),
              offset: search.offset,
              total: all.length,
            };
          } catch (error) {
            if (!(error instanceof BadSearch)) throw error;
            return { status: 200, json: { data: { [as]: null }, errors: [{ message: error.message, path: [as] }] } };
          }
        })();
        if ('status' in found) return found;
        data[as] = answerPage(found, search, selection, as, warnings, request.fault?.name);
      }
      const answer = { data, ...(warnings.length === 0 ? {} : { errors: warnings }) };
      const played = request.fault;
      return { status: 200, json: played === undefined ? answer : spoilAnswer(played.name, played.options, answer) };
    },
  };
}

function readBody(text: string): { readonly query: string; readonly variables: Record<string, unknown> } | undefined {
  try {
    const body = bodySchema.parse(JSON.parse(text));
    return { query: body.query, variables: typeof body.variables === 'object' ? (body.variables ?? {}) : {} };
  } catch {
    return undefined;
  }
}

function answerPage(
  found: { readonly id: string; readonly page: readonly Entry[]; readonly offset: number; readonly total: number },
  search: Search,
  selection: Selection,
  as: string,
  warnings: unknown[],
  disorder: string | undefined,
): Record<string, unknown> {
  let rows = found.page.map((entry, at) => answerEntry(entry, search, selection, [as, 'transactions', at], warnings));
  if (disorder === 'reordered') rows = rows.toReversed();
  if (disorder === 'duplicated') rows = [...rows, ...rows.slice(0, Math.ceil(rows.length / 3))];
  const values: Record<string, unknown> = {
    count: rows.length,
    total: found.total,
    offset: found.offset,
    scrollid: found.id === '' ? null : found.id,
    transactions: rows,
  };
  return Object.fromEntries(selection.page.map(({ as: name, name: field }) => [name, values[field] ?? null]));
}

function answerEntry(
  entry: Entry,
  search: Search,
  selection: Selection,
  path: readonly (string | number)[],
  warnings: unknown[],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { as, name, keys } of selection.transactions) {
    if (keys !== undefined) {
      // The documented trap: without contentKeyFilters in the query there are no keys in the answer.
      row[as] = search.contentKeyFilters === null ? null : answerKeys(entry, keys);
    } else if (name === 'fastatus' && entry.values.fastatus === 'C') {
      row[as] = null;
      warnings.push({
        message: "Can't serialize value: Invalid input for enum FAStatus. Unknown value 'C'",
        path: [...path, as],
        extensions: { classification: 'Warning' },
      });
    } else row[as] = entry.values[name] ?? null;
  }
  return row;
}

function answerKeys(
  entry: Entry,
  keys: { readonly names: readonly string[] | null; readonly parts: readonly string[] },
): Record<string, string>[] {
  const names = keys.names ?? Object.keys(entry.keys);
  return names.flatMap((key) => {
    const value = entry.keys[key];
    if (value === undefined) return [];
    const both: Readonly<Record<string, string>> = { key, value };
    return [Object.fromEntries(keys.parts.map((part) => [part, both[part] ?? '']))];
  });
}
