import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import { type Filter, saysResolved } from '#shared/model/filter/ast.ts';
import type { ReadDb } from '../store/db.ts';
import type { Asked, Driver, Look, QueryLimits } from './field-query.ts';
import { filterSql, termQuery } from './filter-sql.ts';
import { countText, hasText, isProbed } from './full-text.ts';
import { counter } from './kept-counts.ts';
import { type Sql, sql } from './sql.ts';

/** How the queue finds a page: which index it reads, what it asks of each row, and whether the rows come in order. */
export type Plan = {
  readonly from: string;
  readonly where: Sql;
  readonly order: string;
  /** Exact, where a kept counter says so. */
  readonly total: number | null;
  /** Where the filter asks for nothing more than this: whether the issue is resolved. */
  readonly whole: 'resolved' | 'unresolved' | null;
  /** For counting, where another way is quicker. It looks only at the first so many candidates. */
  readonly counting: { readonly from: string; readonly where: Sql; readonly isCut: boolean } | null;
};

export const orders: Readonly<Record<IssueSort, string>> = {
  severity: 'severity, due_at, n',
  due: 'due_at, n',
  newest: 'last_seen_at DESC, n DESC',
  oldest: 'first_seen_at, n',
  partner: 'partner_sort, severity, due_at, n',
  document: 'document_type, severity, due_at, n',
  kind: 'kind, severity, due_at, n',
  owner: 'owner_key, severity, due_at, n',
};

/** Read from the other end where that is nearer. */
export const reversed: Readonly<Record<IssueSort, string>> = {
  severity: 'severity DESC, due_at DESC, n DESC',
  due: 'due_at DESC, n DESC',
  newest: 'last_seen_at, n',
  oldest: 'first_seen_at DESC, n DESC',
  partner: 'partner_sort DESC, severity DESC, due_at DESC, n DESC',
  document: 'document_type DESC, severity DESC, due_at DESC, n DESC',
  kind: 'kind DESC, severity DESC, due_at DESC, n DESC',
  owner: 'owner_key DESC, severity DESC, due_at DESC, n DESC',
};

export const queryLimits: QueryLimits = { few: 1_000, candidates: 20_000, counted: 10_000 };

const byNumber = 'issues NOT INDEXED';

/** Terms that all must hold. */
function conjuncts(filter: Filter): readonly Filter[] {
  return filter.op === 'and' ? filter.terms.flatMap(conjuncts) : [filter];
}

/** Chooses by the kept counters, not by statistics: these are always true. */
export function planQuery(db: ReadDb, filter: Filter, asked: Asked): Plan {
  const { sort, limits } = asked;
  const terms = conjuncts(filter);
  const resolved = resolvedness(terms);
  const where = filterSql(filter, asked);
  const order = orders[sort];
  if (resolved === null) return { from: 'issues', where, order, total: null, whole: null, counting: null };
  const look: Look = { db, resolved, asked };
  const whole = resolved ? counter(db, 'resolved') : counter(db, 'unresolved');
  const rest = terms.filter((term) => saysResolved(term)?.whole !== true);
  const queries = rest.flatMap((term) => termQuery(term, asked) ?? []);
  const base: Driver = { index: `issues_${sort}`, count: whole, ordered: true };
  const share = severityShare(db, rest, whole);
  const drivers = queries
    .flatMap(({ driver }) => driver?.(look) ?? [])
    .map((driver) => (driver.bySeverity ? { ...driver, count: Math.ceil(driver.count * share) } : driver));
  const best = [base, ...drivers].reduce((a, b) => (isBetter(b, a, limits.few) ? b : a));
  const extra = best.where ?? sql('1');
  // Asked of the index alone, before a row is read.
  const facets = allOf(queries.flatMap(({ facet }) => facet?.(look) ?? []));
  return {
    from: best.index === null ? byNumber : `issues INDEXED BY ${best.index}`,
    where: allOf([sql(`resolved = ${resolved ? 1 : 0}`), extra, facets, where]),
    order,
    total: exactTotal(look, terms, rest, whole),
    whole: terms.length > 1 || rest.length > 0 ? null : resolved ? 'resolved' : 'unresolved',
    counting: best.count > limits.candidates ? commonText(db, rest, where, limits.candidates) : null,
  };
}

function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql('1');
  return sql(conditions.map(({ text }) => text).join(' AND '), ...conditions.flatMap(({ params }) => params));
}

/** How much of the queue has the one severity that is asked for; 1 where none or several are. */
function severityShare(db: ReadDb, terms: readonly Filter[], whole: number): number {
  const term = terms.find((candidate) => candidate.op === 'severity' && candidate.comparison === '=');
  if (term?.op !== 'severity' || whole === 0) return 1;
  return Math.min(1, counter(db, `severity:${term.severity}`) / whole);
}

function isBetter(a: Driver, b: Driver, few: number): boolean {
  if (a.ordered && b.ordered) return a.count < b.count;
  if (!a.ordered && a.count > few) return false;
  if (!b.ordered && b.count > few) return true;
  return a.count < b.count;
}

/** Whether only resolved or only unresolved issues can match; null where both can. */
function resolvedness(terms: readonly Filter[]): boolean | null {
  for (const term of terms) {
    const says = saysResolved(term);
    if (says !== null) return says.resolved;
  }
  return null;
}

/** Counting what holds a common word by walking the queue would take long: ask the full-text index. */
function commonText(db: ReadDb, rest: readonly Filter[], where: Sql, candidates: number): Plan['counting'] {
  const term = rest.find((candidate) => candidate.op === 'text' && isProbed(candidate.phrase));
  if (term?.op !== 'text') return null;
  const n = countText(db, term.phrase, candidates);
  return { from: byNumber, where: allOf([hasText(term.phrase, candidates), where]), isCut: n >= candidates };
}

function exactTotal(look: Look, terms: readonly Filter[], rest: readonly Filter[], whole: number): number | null {
  // Several words about the status may contradict each other.
  if (terms.filter((term) => saysResolved(term) !== null).length > 1) return null;
  const [only, ...more] = rest;
  if (only === undefined) return whole;
  return more.length > 0 ? null : (termQuery(only, look.asked)?.total?.(look) ?? null);
}
