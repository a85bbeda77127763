import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { z } from 'zod';

import { lensFields } from '../scenarios/lens/lens-transaction.ts';
import { rangeFields, type Search, type Selection } from './search.ts';

/**
 * The part of Lens' schema that OpenText's own queries show. The rest is not published: what is not here is answered
 * with a GraphQL error, as an unknown name would be.
 */
const schema = buildSchema(`
  type Query { getTransactions(query: TransactionQuery): TransactionPage }
  type TransactionPage { count: Int total: Int offset: Int scrollid: String transactions: [Transaction] }
  type ContentKey { key: String value: String }
  type Transaction {
    ${lensFields.map((field) => `${field}: String`).join('\n')}
    contentkeys(names: [String]): [ContentKey]
  }
  enum TransactionField { ${lensFields.join(' ')} }
  enum DateField { ${rangeFields.join(' ')} }
  enum SortField { arrivaltime }
  enum SortType { ASC DESC }
  input SortBy { field: SortField! type: SortType }
  input DateRange { field: DateField! from: String to: String }
  input FieldQuery { field: TransactionField! query: String! }
  input FieldQueries { must: [FieldQuery!] should: [FieldQuery!] }
  input FilterValue { not: Boolean value: String! }
  input Filter { field: TransactionField! values: [FilterValue!]! }
  input ContentKeyFilter { key: String! value: String! }
  input TransactionQuery {
    count: Int
    offset: Int
    scroll: Boolean
    sortby: SortBy
    ranges: [DateRange!]
    query: String
    fields: FieldQueries
    filters: [Filter!]
    contentKeyFilters: [ContentKeyFilter!]
  }
`);

const fieldQueries = z.array(z.object({ field: z.string(), query: z.string() })).nullish();
const argumentsSchema = z.object({
  query: z
    .object({
      count: z.number().nullish(),
      offset: z.number().nullish(),
      scroll: z.boolean().nullish(),
      sortby: z.object({ type: z.enum(['ASC', 'DESC']).nullish() }).nullish(),
      ranges: z
        .array(z.object({ field: z.enum(rangeFields), from: z.string().nullish(), to: z.string().nullish() }))
        .nullish(),
      query: z.string().nullish(),
      fields: z.object({ must: fieldQueries, should: fieldQueries }).nullish(),
      filters: z
        .array(
          z.object({
            field: z.string(),
            values: z.array(z.object({ not: z.boolean().nullish(), value: z.string() })),
          }),
        )
        .nullish(),
      contentKeyFilters: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
    })
    .nullish(),
});

/** Nobody has published a maximum; a page is never longer than a scroll's. */
export const pageLimit = 1000;

type ReadQuery =
  | { readonly searches: readonly { readonly as: string; readonly search: Search; readonly selection: Selection }[] }
  | { readonly errors: readonly unknown[] };

/** Reads a GraphQL document; everything wrong with it comes back as GraphQL errors. */
export function readQuery(text: string, variables: Readonly<Record<string, unknown>>): ReadQuery {
  try {
    const document = parse(text);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map((error) => error.toJSON()) };
    const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const field = schema.getQueryType()?.getFields().getTransactions;
    if (operation === undefined || field === undefined) throw new GraphQLError('There is no operation to execute.');
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (coerced.errors !== undefined) return { errors: coerced.errors.map((error) => error.toJSON()) };
    return {
      searches: fieldsOf(operation.selectionSet, document).map((node) => ({
        as: nameOf(node),
        search: toSearch(getArgumentValues(field, node, coerced.variableValues)),
        selection: toSelection(node, document, coerced.variableValues.coerced),
      })),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error.toJSON()] };
    throw error;
  }
}

function toSearch(values: unknown): Search {
  const { query } = argumentsSchema.parse(values);
  return {
    count: Math.max(0, Math.min(query?.count ?? 10, pageLimit)),
    offset: Math.max(0, query?.offset ?? 0),
    scroll: query?.scroll ?? false,
    descending: query?.sortby?.type === 'DESC',
    ranges: (query?.ranges ?? []).map(({ field, from, to }) => ({
      field,
      from: time(field, from, Number.NEGATIVE_INFINITY),
      to: time(field, to, Number.POSITIVE_INFINITY),
    })),
    query: query?.query ?? '',
    must: query?.fields?.must ?? [],
    should: query?.fields?.should ?? [],
    filters: (query?.filters ?? []).map(({ field, values: list }) => ({
      field,
      values: list.map(({ not, value }) => ({ not: not ?? false, value })),
    })),
    contentKeyFilters: query?.contentKeyFilters ?? null,
  };
}

function time(field: string, text: string | null | undefined, otherwise: number): number {
  if (text === null || text === undefined) return otherwise;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new GraphQLError(`failed to parse date field [${text}] of range on ${field}`);
  return at;
}

function toSelection(node: FieldNode, document: DocumentNode, variables: Readonly<Record<string, unknown>>): Selection {
  const page = fieldsOf(node.selectionSet, document);
  const transactions = page.find((field) => field.name.value === 'transactions');
  const keys = schema.getType('Transaction');
  const keysField = keys !== undefined && 'getFields' in keys ? keys.getFields().contentkeys : undefined;
  return {
    page: page.map((field) => ({ as: nameOf(field), name: field.name.value })),
    transactions: fieldsOf(transactions?.selectionSet, document).map((field) => {
      const named = { as: nameOf(field), name: field.name.value };
      if (named.name !== 'contentkeys' || keysField === undefined || !('args' in keysField)) return named;
      const { names } = z
        .object({ names: z.array(z.string()).nullish() })
        .parse(getArgumentValues(keysField, field, { sources: {}, coerced: variables }));
      return {
        ...named,
        keys: { names: names ?? null, parts: fieldsOf(field.selectionSet, document).map((part) => part.name.value) },
      };
    }),
  };
}

/** The fields of a selection, those of fragments included. */
function fieldsOf(selections: SelectionSetNode | undefined, document: DocumentNode): FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet, document) : [];
  });
}

const nameOf = (field: FieldNode): string => field.alias?.value ?? field.name.value;
