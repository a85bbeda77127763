import { z } from 'zod';
import { textKey } from '#shared/lib/words.ts';
import { hour } from '#shared/lib/time.ts';
import type { IssueSort } from '#shared/contract/issues.ts';
import type { Filter, FilterNow } from '#shared/model/filter/ast.ts';
import { compareSeverity } from '#shared/model/filter/predicate.ts';
import { severities } from '#shared/model/issue.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { facetTest, partnerBits, partnerShift } from './facets.ts';
import { filterSql, type Sql } from './filter-sql.ts';

/** How the queue finds a page: which index it reads, what it asks of each row, and whether the rows come in order. */
export type Plan = {
  readonly from: string;
  readonly where: Sql;
  readonly order: string;
  /** Exact, where a kept counter says so. */
  readonly total: number | null;
  /** For counting, where another way is quicker. It looks only at the first so many candidates. */
  readonly counting: { readonly from: string; readonly where: Sql; readonly isCut: boolean } | null;
};

export const orders: Readonly<Record<IssueSort, string>> = {
  severity: 'severity, due_at, n',
  due: 'due_at, n',
  newest: 'last_seen_at DESC, n DESC',
  oldest: 'first_seen_at, n',
  partner: 'partner_sort, severity, due_at, n',
};

/** Read from the other end where that is nearer. */
export const reversed: Readonly<Record<IssueSort, string>> = {
  severity: 'severity DESC, due_at DESC, n DESC',
  due: 'due_at DESC, n DESC',
  newest: 'last_seen_at, n',
  oldest: 'first_seen_at DESC, n DESC',
  partner: 'partner_sort DESC, severity DESC, due_at DESC, n DESC',
};

export type QueryLimits = {
  /** Up to this many rows are found by what makes them few and then sorted; beyond it the index of the order is read. */
  readonly few: number;
  /** So many candidates are looked at to count what a common word finds. */
  readonly candidates: number;
  /** Counting stops here; beyond it the total is "at least". */
  readonly counted: number;
};

export const queryLimits: QueryLimits = { few: 1_000, candidates: 20_000, counted: 10_000 };

/** What a plan depends on beside the filter. */
type Asked = FilterNow & { readonly sort: IssueSort; readonly limits: QueryLimits };

type Driver = {
  readonly index: string | null;
  readonly count: number;
  readonly ordered: boolean;
  readonly where?: Sql;
  /** Severity is the next column of its index: one severity is read without the others. */
  readonly bySeverity?: boolean;
};

const countSchema = z.object({ n: z.number().int() });

export function counter(db: ReadDb, key: string): number {
  const row = prepare(db, 'SELECT value AS n FROM counters WHERE key = ?').get(key);
  return row === undefined ? 0 : countSchema.parse(row).n;
}

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
  if (resolved === null) return { from: 'issues', where, order, total: null, counting: null };
  const whole = resolved ? counter(db, 'resolved') : counter(db, 'unresolved');
  const rest = terms.filter((term) => !isStatusTerm(term));
  const base: Driver = { index: `issues_${sort}`, count: whole, ordered: true };
  const share = severityShare(db, rest, whole);
  const drivers = rest
    .flatMap((term) => driverOf(db, term, resolved, asked) ?? [])
    .map((driver) => (driver.bySeverity ? { ...driver, count: Math.ceil(driver.count * share) } : driver));
  const best = [base, ...drivers].reduce((a, b) => (isBetter(b, a, limits.few) ? b : a));
  const statusWhere = `resolved = ${resolved ? 1 : 0}`;
  const extra = best.where ?? { text: '1', params: [] };
  const facets = facetSql(db, rest, asked, resolved);
  return {
    from: best.index === null ? byNumber : `issues INDEXED BY ${best.index}`,
    where: {
      text: `${statusWhere} AND ${extra.text} AND ${facets.text} AND ${where.text}`,
      params: [...extra.params, ...facets.params, ...where.params],
    },
    order,
    total: exactTotal(db, terms, rest, whole, resolved, asked),
    counting: best.count > limits.candidates ? commonText(db, rest, where, limits.candidates) : null,
  };
}

/** How much of the queue has the one severity that is asked for; 1 where none or several are. */
function severityShare(db: ReadDb, terms: readonly Filter[], whole: number): number {
  const term = terms.find((candidate) => candidate.op === 'severity' && candidate.comparison === '=');
  if (term?.op !== 'severity' || whole === 0) return 1;
  return Math.min(1, counter(db, `severity:${term.severity}`) / whole);
}

/** Asked of the index alone, before a row is read. */
function facetSql(db: ReadDb, terms: readonly Filter[], { actor }: FilterNow, resolved: boolean): Sql {
  const tests = terms.flatMap((term) => {
    if (term.op === 'partner') return partnerFacet(db, term.phrase, resolved) ?? [];
    return facetTest(term, textKey(actor)) ?? [];
  });
  if (tests.length === 0) return { text: '1', params: [] };
  return { text: tests.map(({ text }) => text).join(' AND '), params: tests.flatMap(({ params }) => params) };
}

/** A phrase that fits more partners than this tells little. */
const mostListed = 1_000;

function partnerFacet(db: ReadDb, phrase: string, resolved: boolean): Sql | null {
  const partners = matchingPartners(db, phrase, resolved);
  if (partners.length > mostListed) return null;
  const bits = [...new Set(partners.map(({ partner_sort }) => partnerBits(partner_sort)))];
  return { text: `(facets >> ${partnerShift}) IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(bits)] };
}

function isBetter(a: Driver, b: Driver, few: number): boolean {
  if (a.ordered && b.ordered) return a.count < b.count;
  if (!a.ordered && a.count > few) return false;
  if (!b.ordered && b.count > few) return true;
  return a.count < b.count;
}

function isStatusTerm(term: Filter): boolean {
  if (term.op === 'is') return term.flag === 'resolved' || term.flag === 'unresolved';
  return term.op === 'status' && term.status === 'resolved';
}

/** Whether only resolved or only unresolved issues can match; null where both can. */
function resolvedness(terms: readonly Filter[]): boolean | null {
  for (const term of terms) {
    if (term.op === 'status') return term.status === 'resolved';
    if (term.op === 'is' && term.flag === 'resolved') return true;
    if (term.op === 'is' && term.flag === 'unresolved') return false;
  }
  return null;
}

const byNumber = 'issues NOT INDEXED';
const textSql = 'SELECT rowid FROM issues_text WHERE issues_text MATCH ? LIMIT ?';
const probeSql = `SELECT count(*) AS n FROM (${textSql})`;
/** Shorter beginnings fit nearly everything: the rows themselves are asked. */
const shortestProbe = 3;

/** A phrase for FTS5; its last word may be a beginning. Words hold only letters and digits. */
export function matchText(phrase: string): string {
  return `"${phrase.trim()}"*`;
}

function isProbed(phrase: string): boolean {
  return phrase.trim().length >= shortestProbe;
}

/** Counting what holds a common word by walking the queue would take long: ask the full-text index. */
function commonText(db: ReadDb, rest: readonly Filter[], where: Sql, candidates: number): Plan['counting'] {
  const term = rest.find((candidate) => candidate.op === 'text' && isProbed(candidate.phrase));
  if (term?.op !== 'text') return null;
  const { n } = countSchema.parse(prepare(db, probeSql).get(matchText(term.phrase), candidates));
  return {
    from: byNumber,
    where: {
      text: `n IN (${textSql}) AND ${where.text}`,
      params: [matchText(term.phrase), candidates, ...where.params],
    },
    isCut: n >= candidates,
  };
}

function driverOf(db: ReadDb, term: Filter, resolved: boolean, asked: Asked): Driver | null {
  const { sort } = asked;
  const { few } = asked.limits;
  if (term.op === 'number') {
    // Said once more with `=`, from which follows that there is a number: the index holds no other rows.
    const where = { text: 'number_key = ?', params: [term.number] };
    return { index: 'issues_number', count: 1, ordered: false, where };
  }
  if (term.op === 'text') {
    if (!isProbed(term.phrase)) return null;
    const { n } = countSchema.parse(prepare(db, probeSql).get(matchText(term.phrase), few + 1));
    if (n > few) return null;
    const where: Sql = { text: `n IN (${textSql})`, params: [matchText(term.phrase), few] };
    return { index: null, count: n, ordered: false, where };
  }
  if (term.op === 'partner') return partnerDriver(db, term.phrase, sort, resolved);
  if (resolved) return null;
  const ordered = sort === 'severity';
  if (term.op === 'kind')
    return { index: 'issues_kind', count: counter(db, `kind:${term.kind}`), ordered, bySeverity: true };
  if (term.op === 'doc') {
    return {
      index: 'issues_document_type',
      count: counter(db, `doc:${term.type.toLowerCase()}`),
      ordered,
      bySeverity: true,
    };
  }
  if (term.op === 'owner') return ownerDriver(db, term.owner, ordered);
  if (term.op === 'is' && term.flag === 'mine') return ownerDriver(db, textKey(asked.actor), ordered);
  if (term.op === 'is' && term.flag === 'escalated') {
    return { index: 'issues_escalated', count: counter(db, 'escalated'), ordered, bySeverity: true };
  }
  if (term.op === 'is' && term.flag === 'overdue') {
    return { index: 'issues_due', count: countOverdue(db, asked.now), ordered: sort === 'due' };
  }
  if (term.op === 'severity' && term.comparison === '=') {
    return { index: 'issues_severity', count: counter(db, `severity:${term.severity}`), ordered };
  }
  if (term.op === 'age' && (term.comparison === '<' || term.comparison === '<=')) {
    const row = prepare(
      db,
      'SELECT count(*) AS n FROM (SELECT 1 FROM issues INDEXED BY issues_oldest WHERE resolved = 0 AND first_seen_at >= ? LIMIT ?)',
    ).get(asked.now - term.age, few + 1);
    return { index: 'issues_oldest', count: countSchema.parse(row).n, ordered: sort === 'oldest' };
  }
  return null;
}

function ownerDriver(db: ReadDb, owner: string, ordered: boolean): Driver {
  const where = { text: 'owner_key = ?', params: [owner] };
  return { index: 'issues_owner', count: counter(db, `owner:${owner}`), ordered, where, bySeverity: true };
}

const partnerSchema = z.object({ partner_sort: z.string(), n: z.number().int() });
/** A phrase that fits more partners than this tells little. */
const mostPartners = 50;

function matchingPartners(db: ReadDb, phrase: string, resolved: boolean): z.infer<typeof partnerSchema>[] {
  const column = resolved ? 'resolved' : 'unresolved';
  return prepare(
    db,
    `SELECT partner_sort, sum(${column}) AS n FROM partner_counters WHERE instr(words, ?) > 0 GROUP BY partner_sort`,
  )
    .all(phrase)
    .map((row) => partnerSchema.parse(row));
}

function partnerDriver(db: ReadDb, phrase: string, sort: IssueSort, resolved: boolean): Driver | null {
  const partners = matchingPartners(db, phrase, resolved);
  if (partners.length > mostPartners) return null;
  const single = partners.length === 1;
  return {
    index: 'issues_partner',
    count: partners.reduce((sum, { n }) => sum + n, 0),
    ordered: sort === 'partner' || (single && sort === 'severity'),
    where: {
      text: `partner_sort IN (${partners.map(() => '?').join(', ')})`,
      params: partners.map(({ partner_sort }) => partner_sort),
    },
  };
}

/** Unresolved issues past their due time: whole hours from the kept counters, the hour that runs from the index. */
export function countOverdue(db: ReadDb, now: number): number {
  const current = Math.floor(now / hour);
  const before = prepare(db, 'SELECT coalesce(sum(value), 0) AS n FROM due_counters WHERE hour < ?').get(current);
  const within = prepare(
    db,
    'SELECT count(*) AS n FROM issues INDEXED BY issues_due WHERE resolved = 0 AND due_at >= ? AND due_at < ?',
  ).get(current * hour, now);
  return countSchema.parse(before).n + countSchema.parse(within).n;
}

function exactTotal(
  db: ReadDb,
  terms: readonly Filter[],
  rest: readonly Filter[],
  whole: number,
  resolved: boolean,
  at: FilterNow,
): number | null {
  // Several words about the status may contradict each other.
  if (terms.filter((term) => term.op === 'status' || isStatusTerm(term)).length > 1) return null;
  const [only, ...more] = rest;
  if (only === undefined) return whole;
  if (more.length > 0) return null;
  if (only.op === 'partner') {
    return prepare(
      db,
      `SELECT coalesce(sum(${resolved ? 'resolved' : 'unresolved'}), 0) AS n FROM partner_counters WHERE instr(words, ?) > 0`,
    )
      .all(only.phrase)
      .map((row) => countSchema.parse(row).n)
      .reduce((sum, n) => sum + n, 0);
  }
  if (resolved) return null;
  switch (only.op) {
    case 'kind':
      return counter(db, `kind:${only.kind}`);
    case 'doc':
      return counter(db, `doc:${only.type.toLowerCase()}`);
    case 'owner':
      return counter(db, `owner:${only.owner}`);
    case 'status':
      return counter(db, `status:${only.status}`);
    case 'severity':
      return severities
        .filter((severity) => compareSeverity(severity, only.comparison, only.severity))
        .reduce((sum, severity) => sum + counter(db, `severity:${severity}`), 0);
    case 'is':
      return flagTotal(db, only.flag, at);
    case 'and':
    case 'or':
    case 'not':
    case 'number':
    case 'age':
    case 'text':
      return null;
  }
}

function flagTotal(db: ReadDb, flag: Extract<Filter, { op: 'is' }>['flag'], at: FilterNow): number | null {
  switch (flag) {
    case 'unassigned':
      return counter(db, 'unassigned');
    case 'escalated':
      return counter(db, 'escalated');
    case 'mine':
      return counter(db, `owner:${textKey(at.actor)}`);
    case 'overdue':
      return countOverdue(db, at.now);
    case 'resolved':
    case 'unresolved':
      return null;
  }
}
