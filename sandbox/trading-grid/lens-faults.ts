import { parse, visit } from 'graphql';
import { z } from 'zod';
import { lensFields } from '../scenarios/lens/lens-transaction.ts';
import type { SandboxResponse } from '../lib/route.ts';

/** A page as it would have been answered. */
type Page = { transactions?: unknown[] | null; total?: unknown; count?: unknown };
type Answer = { data?: Record<string, Page | null> | null; errors?: unknown[] };

const optionsSchema = z.object({
  /** Which entry of the page, from 0. */
  index: z.int().min(0).default(0),
  /** Which field of it. */
  field: z.string().default('status'),
  /** Fields that `mute-entries` sends as null, in every entry. */
  mute: z.array(z.string()).default(['status', 'deliverystatus', 'fastatus', 'errorcode', 'externalerrormessage']),
  /** Whether `mute-entries` comes with an error about the entry at `index`. */
  tells: z.boolean().default(false),
  /** What `empty-beside` sends beside an empty list: whatever gateways and search engines use to tell of a failure. */
  beside: z.record(z.string(), z.unknown()).default({ error: { message: 'The search index is being rebuilt' } }),
  /** What `blank-page` announces; as many as there are without. */
  total: z.int().nullable().optional(),
  message: z.string().default('Exception while fetching data: the search index did not answer in time'),
});

/**
 * Ways in which a GraphQL server tells of half a failure with status 200: null where data should be, an empty or short
 * list, single entries or fields that are missing.
 */
export const partFaults = [
  'null-result',
  'null-transactions',
  'null-silently',
  'empty-beside',
  'empty-with-error',
  'part-missing',
  'blank-page',
  'null-entry',
  'mute-entries',
  'broken-entry',
  'field-failed',
  'no-data',
  'errors-only',
] as const;

export function spoilAnswer(name: string, options: unknown, answer: Answer): Answer {
  const { index, field, message, total, beside, mute, tells } = optionsSchema.parse(options ?? {});
  if (name === 'no-data') return {};
  if (name === 'errors-only') return { errors: [{ message }] };
  const [as = 'getTransactions', page] = Object.entries(answer.data ?? {})[0] ?? [];
  const rows = page?.transactions ?? [];
  const told = (path: readonly (string | number)[] | null) => ({
    errors: [...(answer.errors ?? []), { message, ...(path === null ? {} : { path: [as, ...path] }) }],
  });
  const withRows = (transactions: unknown[] | null, more: Page = {}) => ({
    data: { ...answer.data, [as]: { ...page, ...more, transactions } },
  });
  const changed = (change: (row: unknown) => unknown) =>
    withRows(rows.map((row, at) => (at === Math.min(index, rows.length - 1) ? change(row) : row)));
  const at = Math.min(index, Math.max(0, rows.length - 1));
  switch (name) {
    case 'null-result':
      return { data: { [as]: null }, ...told([]) };
    case 'null-transactions':
      return { ...withRows(null), ...told(['transactions']) };
    case 'null-silently':
      return withRows(null, { total: 0, count: 0 });
    case 'empty-beside':
      return { ...withRows([], { total: 0, count: 0 }), ...beside };
    case 'empty-with-error':
      return { ...withRows([], { total: 0, count: 0 }), ...told(null) };
    case 'part-missing':
      return { ...withRows(rows.slice(0, Math.floor(rows.length / 2))), ...told(null) };
    case 'blank-page':
      return { ...answer, ...withRows([null], { count: 0, ...(total === undefined ? {} : { total }) }) };
    case 'null-entry':
      return { ...answer, ...changed(() => null), ...told(['transactions', at]) };
    case 'mute-entries': {
      const silent = Object.fromEntries(mute.map((name) => [name, null]));
      return {
        ...answer,
        ...withRows(rows.map((row) => ({ ...(row as Record<string, unknown>), ...silent }))),
        ...(tells ? told(['transactions', at]) : {}),
      };
    }
    case 'broken-entry':
      return { ...answer, ...changed(() => ({ transactionid: { unexpected: true }, status: ['Failed'] })) };
    case 'field-failed':
      return {
        ...changed((row) => ({ ...(row as Record<string, unknown>), [field]: null })),
        ...told(['transactions', at, field]),
      };
    default:
      return answer;
  }
}

/** Where a server that hides its words tells which field it does not know. */
const places = ['message', 'locations', 'path', 'path-text', 'extensions', 'nested', 'nowhere'] as const;

function refusal(place: (typeof places)[number], name: string, query: string, words: string): Record<string, unknown> {
  const lines = query.split('\n');
  const line = lines.findIndex((text) => new RegExp(`^\\s*${name}\\b(?!:)`).test(text));
  const hidden = { message: 'Validation failed' };
  switch (place) {
    case 'message':
      return { message: words };
    case 'locations': {
      const column = (lines[line] ?? '').search(/\S/) + 1;
      return { message: '[redacted]', locations: [{ line: line + 1, column }] };
    }
    case 'path':
      return { ...hidden, path: ['query getTransactionsWithFilter', 'getTransactions', 'transactions', name] };
    case 'path-text':
      return { ...hidden, path: `/getTransactions/transactions/${name}` };
    case 'extensions':
      return { ...hidden, extensions: { code: 'undefinedField', typeName: 'Transaction', fieldName: name } };
    case 'nested':
      return {
        message: 'The request failed',
        errors: [{ message: 'Validation failed', errors: [{ message: words }] }],
      };
    case 'nowhere':
      return hidden;
  }
}

const wordings = {
  'graphql-js': (name: string) =>
    `Cannot query field "${name}" on type "Transaction". Did you mean "status" or "statusdate"?`,
  'graphql-java': (name: string) =>
    `Validation error (FieldUndefined@[getTransactions/transactions/${name}]) : Field '${name}' in type 'Transaction' is undefined`,
  'graphql-java-old': (name: string) =>
    `Validation error of type FieldUndefined: Field '${name}' in type 'Transaction' is undefined @ 'getTransactions/transactions/${name}'`,
  'hot-chocolate': (name: string) => `The field \`${name}\` does not exist on the type \`Transaction\`.`,
  ruby: (name: string) => `Field '${name}' doesn't exist on type 'Transaction'`,
  hasura: (name: string) => `field '${name}' not found in type: 'Transaction'`,
  rust: (name: string) => `Unknown field "${name}" on type "Transaction".`,
} as const;

const lackingSchema = z.object({
  /** Fields of an entry that this tenant does not have. */
  fields: z.array(z.string()).min(1),
  wording: z
    .enum(Object.keys(wordings) as [keyof typeof wordings, ...(keyof typeof wordings)[]])
    .default('graphql-java'),
  /** Where in the error the field is named. */
  place: z.enum(places).default('message'),
  status: z.int().default(200),
  /** Whether the server stops at the first field that it does not know. */
  oneAtATime: z.boolean().default(false),
  introspection: z.boolean().default(false),
});

/** A tenant whose schema has fewer fields; null where the query asks for none of them. */
export function lackingAnswer(options: unknown, query: string): SandboxResponse | null {
  const { fields, wording, place, status, oneAtATime, introspection } = lackingSchema.parse(options ?? {});
  if (query.includes('__type')) {
    const has = ['contentkeys', ...lensFields].filter((name) => !fields.includes(name));
    return introspection
      ? { status: 200, json: { data: { __type: { fields: has.map((name) => ({ name })) } } } }
      : { status: 200, json: { errors: [{ message: 'Introspection has been disabled for this API' }] } };
  }
  const asked = new Set<string>();
  visit(parse(query), { Field: (node) => void asked.add(node.name.value) });
  const unknown = fields.filter((name) => asked.has(name)).slice(0, oneAtATime ? 1 : undefined);
  if (unknown.length === 0) return null;
  return { status, json: { errors: unknown.map((name) => refusal(place, name, query, wordings[wording](name))) } };
}
