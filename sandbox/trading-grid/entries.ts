import type { LensTransaction, LensValues } from '../scenarios/lens/lens-transaction.ts';
import { compileSearch, fieldMatcher, type Predicate, type Searchable, valueMatcher } from './lucene.ts';
import { type RangeField, rangeFields, type Search } from './search.ts';

/** One Lens entry as it stands now. */
export type Entry = Searchable & {
  readonly transactionid: string;
  readonly values: Record<string, string | null | undefined>;
  readonly keys: Record<string, string>;
  /** Milliseconds; NaN where the field is empty. */
  readonly dates: Record<RangeField, number>;
};

export type Changes = LensValues & { readonly contentkeys?: Readonly<Record<string, string>> };

/** All entries of the network, each moving along its timeline as the clock does. */
export type Entries = {
  /** Adds or changes an entry; fields not named stay. */
  upsert(transactionid: string, changes: Changes): void;
  /** Entries that fit, in order of arrival; a bad search text throws `BadSearch`. */
  find(search: Search): readonly Entry[];
  size(): number;
};

export function createEntries(transactions: readonly LensTransaction[], now: () => number): Entries {
  const byId = new Map<string, Entry>();
  const sorted = new Map<RangeField, readonly Entry[]>();
  const planned = transactions
    .flatMap(({ transactionid, contentKeys, timeline }) =>
      timeline.map(({ at, values }, step) => ({
        at,
        transactionid,
        values,
        keys: step === 0 ? contentKeys : undefined,
      })),
    )
    .sort((a, b) => a.at - b.at);
  let next = 0;

  const apply = (transactionid: string, values: LensValues, keys: Readonly<Record<string, string>> | undefined) => {
    let entry = byId.get(transactionid);
    if (entry === undefined) {
      entry = { transactionid, values: { transactionid }, keys: {}, dates: emptyDates() };
      byId.set(transactionid, entry);
      sorted.clear();
    }
    Object.assign(entry.values, values);
    if (keys !== undefined) Object.assign(entry.keys, keys);
    for (const field of rangeFields) {
      const value = values[field];
      if (value === undefined) continue;
      entry.dates[field] = value === null ? Number.NaN : Date.parse(value);
      sorted.delete(field);
    }
  };

  const advance = () => {
    const time = now();
    for (let step = planned[next]; step !== undefined && step.at <= time; step = planned[next]) {
      apply(step.transactionid, step.values, step.keys);
      next += 1;
    }
  };

  const inOrderOf = (field: RangeField): readonly Entry[] => {
    let list = sorted.get(field);
    if (list === undefined) {
      list = [...byId.values()]
        .filter((entry) => !Number.isNaN(entry.dates[field]))
        .sort((a, b) => a.dates[field] - b.dates[field]);
      sorted.set(field, list);
    }
    return list;
  };

  return {
    upsert: (transactionid, { contentkeys, ...values }) => {
      advance();
      apply(transactionid, values, contentkeys);
    },
    size: () => {
      advance();
      return byId.size;
    },
    find: (search) => {
      advance();
      const predicate = compile(search);
      const [range] = search.ranges;
      const indexed = range?.field ?? 'arrivaltime';
      const all = inOrderOf(indexed);
      const candidates =
        range === undefined
          ? all
          : all.slice(lowerBound(all, indexed, range.from), lowerBound(all, indexed, range.to + 1));
      const found = candidates.filter(predicate);
      if (indexed !== 'arrivaltime') found.sort((a, b) => a.dates.arrivaltime - b.dates.arrivaltime);
      return search.descending ? found.reverse() : found;
    },
  };
}

function compile(search: Search): (entry: Entry) => boolean {
  const rest = search.ranges.slice(1);
  const tests: Predicate[] = search.query.trim() === '' ? [] : [compileSearch(search.query)];
  for (const { field, query } of search.must) tests.push(fieldMatcher(field, query));
  if (search.should.length > 0) {
    const any = search.should.map(({ field, query }) => fieldMatcher(field, query));
    tests.push((entry) => any.some((matches) => matches(entry)));
  }
  for (const { field, values } of search.filters) {
    const wanted = new Set(values.filter(({ not }) => !not).map(({ value }) => value));
    const unwanted = new Set(values.filter(({ not }) => not).map(({ value }) => value));
    tests.push((entry) => {
      const value = entry.values[field] ?? '';
      return (wanted.size === 0 || wanted.has(value)) && !unwanted.has(value);
    });
  }
  for (const { key, value } of search.contentKeyFilters ?? []) {
    const matches = valueMatcher(value, false);
    tests.push((entry) => {
      const own = entry.keys[key];
      return own !== undefined && matches(own);
    });
  }
  return (entry) =>
    rest.every(({ field, from, to }) => entry.dates[field] >= from && entry.dates[field] <= to) &&
    tests.every((test) => test(entry));
}

/** Index of the first entry whose date is not before `at`. */
function lowerBound(list: readonly Entry[], field: RangeField, at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.dates[field] ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const emptyDates = (): Record<RangeField, number> => ({
  arrivaltime: Number.NaN,
  statusdate: Number.NaN,
  fastatusdate: Number.NaN,
  firstbytetimestamp: Number.NaN,
  lastbytetimestamp: Number.NaN,
});
