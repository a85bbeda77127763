import { z } from 'zod';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { textKey } from '#shared/lib/words.ts';
import { type ActionChip, actionStates } from '#shared/model/action/action.ts';
import { type Filter, withImplied } from '#shared/model/filter/ast.ts';
import type { FilterNow } from '#shared/model/filter/field.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { fromRow, shownColumns, shownRowSchema, toIssue } from './issue-row.ts';
import type { QueryLimits } from './field-query.ts';
import { type GroupKey, inGroup } from './group-columns.ts';
import { counter, countOverdue } from './kept-counts.ts';
import { type Plan, planQuery, queryLimits, reversed } from './query-plan.ts';
import { type Sql, sql } from './sql.ts';

export type QueueQuery = FilterNow & {
  /** As parsed; what it implies is added here. */
  readonly filter: Filter;
  readonly sort: IssueSort;
  readonly offset: number;
  readonly limit: number;
  /** Only tests give their own. */
  readonly limits?: QueryLimits;
};

export type QueuePage = { readonly total: number; readonly more: boolean; readonly issues: readonly IssueRow[] };

/** A page of the queue with the state of what was sent about each issue. */
export function listIssues(db: ReadDb, query: QueueQuery): QueuePage {
  const limits = query.limits ?? queryLimits;
  const plan = planQuery(db, withImplied(query.filter), { ...query, limits });
  const counted = plan.total === null ? countUpTo(db, plan, limits.counted) : { total: plan.total, more: false };
  const places = page(db, plan, query, counted.more ? null : counted.total);
  return { ...counted, issues: withChips(db, recordsAt(db, places)) };
}

/** With what was sent about each. */
export function withChips(db: ReadDb, rows: readonly IssueRecord[]): readonly IssueRow[] {
  const chips = chipsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...toIssue(row), actions: chips.get(row.id) ?? [] }));
}

const idSchema = z.object({ id: z.string() });

/** The ids in queue order: for "select all". Of one group alone, where that is given. */
export function issueIds(
  db: ReadDb,
  { group = null, ...query }: Omit<QueueQuery, 'offset'> & { readonly group?: GroupKey | null },
): { readonly total: number; readonly more: boolean; readonly ids: readonly string[] } {
  const limits = query.limits ?? queryLimits;
  const whole = planQuery(db, withImplied(query.filter), { ...query, limits });
  const plan = group === null ? whole : narrowed(whole, inGroup(group));
  const { total, more } =
    plan.total === null ? countUpTo(db, plan, limits.counted) : { total: plan.total, more: false };
  const ids = prepare(db, `SELECT id FROM ${plan.from} WHERE ${plan.where.text} ORDER BY ${plan.order} LIMIT ?`)
    .all(...plan.where.params, query.limit)
    .map((row) => idSchema.parse(row).id);
  return { total: Math.max(total, ids.length), more, ids };
}

/** The same for fewer rows. */
function narrowed(plan: Plan, { text, params }: Sql): Plan {
  const where = sql(`${plan.where.text} AND ${text}`, ...plan.where.params, ...params);
  return { ...plan, where, total: null, counting: null };
}

const countSchema = z.object({ n: z.number().int() });

/** How many rows match; beyond `most` it is not counted further. */
export function countUpTo(db: ReadDb, plan: Plan, most: number): { readonly total: number; readonly more: boolean } {
  const { from, where } = plan.counting ?? plan;
  const row = prepare(db, `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where.text} LIMIT ?)`).get(
    ...where.params,
    most + 1,
  );
  const { n } = countSchema.parse(row);
  return { total: Math.min(n, most), more: n > most || plan.counting?.isCut === true };
}

const placeSchema = z.object({ n: z.number().int() });
const placedRowSchema = shownRowSchema.extend(placeSchema.shape);

/** Only the row numbers, so that skipping stays inside the index. */
export function page(
  db: ReadDb,
  { from, where, order }: Plan,
  { offset, limit, sort }: QueueQuery,
  total: number | null,
): number[] {
  const read = (by: string, skip: number, take: number) =>
    take <= 0
      ? []
      : prepare(db, `SELECT n FROM ${from} WHERE ${where.text} ORDER BY ${by} LIMIT ? OFFSET ?`)
          .all(...where.params, take, skip)
          .map((row) => placeSchema.parse(row).n);
  if (total === null || offset <= total / 2) return read(order, offset, limit);
  const take = Math.min(limit, total - offset);
  return read(reversed[sort], total - offset - take, take).reverse();
}

/** The issues of these numbers, in their order. */
export function recordsAt(db: ReadDb, places: readonly number[]): IssueRecord[] {
  if (places.length === 0) return [];
  const found = new Map<number, IssueRecord>();
  const rows = prepare(db, `SELECT n, ${shownColumns} FROM issues WHERE n IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(places),
  );
  for (const row of rows) {
    const parsed = placedRowSchema.parse(row);
    found.set(parsed.n, fromRow(parsed));
  }
  return places.flatMap((n) => found.get(n) ?? []);
}

const chipSchema = z.object({
  id: z.string(),
  issue_id: z.string(),
  connector: z.string(),
  connection: z.string(),
  action: z.string(),
  noun: z.string(),
  state: z.enum(actionStates),
  reference: z.string().nullable(),
  url: z.string().nullable(),
});

const chipColumns = 'a.id, a.connector, a.connection, a.action, a.noun, a.state, a.reference, a.url';
const chipsSql = `SELECT a.issue_id, ${chipColumns} FROM actions a
  WHERE a.issue_id IN (SELECT value FROM json_each(?)) ORDER BY a.issue_id, a.requested_at, a.id`;
const setChipsSql = `SELECT s.issue_id, ${chipColumns} FROM issue_sets s JOIN actions a ON a.issue_id = s.subject
  WHERE s.issue_id IN (SELECT value FROM json_each(?)) ORDER BY s.issue_id, a.requested_at, a.id`;

/** What was sent about each of these issues, oldest first; what was sent about several at once after that. */
export function chipsOf(db: ReadDb, ids: readonly string[]): ReadonlyMap<string, readonly ActionChip[]> {
  const chips = new Map<string, ActionChip[]>();
  if (ids.length === 0) return chips;
  const wanted = JSON.stringify(ids);
  const ofSets = prepare(db, setChipsSql).all(wanted);
  const own = prepare(db, chipsSql).all(wanted);
  for (const row of [...own, ...ofSets]) {
    const { issue_id, ...chip } = chipSchema.parse(row);
    const known = chips.get(issue_id);
    if (known === undefined) chips.set(issue_id, [chip]);
    else known.push(chip);
  }
  return chips;
}

/** What the badges show. Kept with every write, so this reads a dozen small rows. */
export function issueCounts(db: ReadDb, { now, actor }: FilterNow): IssueCounts {
  return {
    unresolved: counter(db, 'unresolved'),
    bySeverity: {
      critical: counter(db, 'severity:critical'),
      high: counter(db, 'severity:high'),
      medium: counter(db, 'severity:medium'),
      low: counter(db, 'severity:low'),
    },
    unassigned: counter(db, 'unassigned'),
    mine: counter(db, `owner:${textKey(actor)}`),
    escalated: counter(db, 'escalated'),
    overdue: countOverdue(db, now),
    resolved: counter(db, 'resolved'),
  };
}
