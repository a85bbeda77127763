import { isoSeconds, type Millis } from '#shared/lib/time.ts';
import { contentKeys } from './fields.ts';

/** Parts of a search, beside the fields of an entry, that can be left out. */
export const searchParts = [
  'count',
  'total',
  'offset',
  'scrollid',
  'contentkeys',
  'names',
  'contentKeyFilters',
  'sortby',
] as const;

/** OpenText's own search for all problems (its public API collection for Lens), and the bare word for a failed delivery that it leaves out. */
export const allProblems =
  '(status:F OR (deliverystatus:DeliveryFailed OR deliverystatus:Failed OR deliverystatus:PartiallyFailed OR deliverystatus:PartiallyDelivered) OR meta.externalerrormessage:* OR meta.errorcode:* OR (meta.errorcount:* AND -meta.errorcount:0))';

export type LensSearch = {
  /** In the language of the search box; null for everything. */
  readonly query: string | null;
  readonly range: { readonly field: string; readonly from: Millis; readonly to: Millis } | null;
  /** Any of these must match. */
  readonly anyOf: readonly { readonly field: string; readonly value: string }[];
  /** `scroll`: sending the same text again brings the next thousand. */
  readonly page: { readonly count: number; readonly offset: number } | 'scroll';
};

/**
 * The GraphQL text of a search. Values are written in, since the names of the variables' types are not published.
 * `without`: fields and parts that this Lens does not have.
 */
export function lensQuery(
  search: LensSearch,
  fields: readonly string[],
  without: ReadonlySet<string> = new Set(),
): string {
  const text = (value: string) => JSON.stringify(value);
  const has = (name: string) => !without.has(name);
  const lines = [
    search.page === 'scroll' ? 'scroll: true' : `count: ${search.page.count}\n      offset: ${search.page.offset}`,
  ];
  if (has('sortby')) lines.push('sortby: { field: arrivaltime type: ASC }');
  // Business keys come only where this is present, even empty.
  if (has('contentKeyFilters')) lines.push('contentKeyFilters: []');
  const names = has('names') ? `(names: [${contentKeys.map(text).join(' ')}])` : '';
  const wanted = [...fields.filter(has), ...(has('contentkeys') ? [`contentkeys${names} { key value }`] : [])];
  if (search.range !== null) {
    const { field, from, to } = search.range;
    lines.push(`ranges: { field: ${field} from: ${text(isoSeconds(from))} to: ${text(isoSeconds(to))} }`);
  }
  if (search.query !== null) lines.push(`query: ${text(search.query)}`);
  if (search.anyOf.length > 0) {
    const entries = search.anyOf.map(({ field, value }) => `{ field: ${field} query: ${text(value)} }`);
    lines.push(`fields: { should: [\n        ${entries.join('\n        ')}\n      ] }`);
  }
  return `query getTransactionsWithFilter {
  getTransactions(
    query: {
      ${lines.join('\n      ')}
    }
  ) {
    ${['count', 'total', 'offset', 'scrollid'].filter(has).join('\n    ')}
    transactions {
      ${wanted.join('\n      ')}
    }
  }
}`;
}
