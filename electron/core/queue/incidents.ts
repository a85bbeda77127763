import { z } from 'zod';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import { severities } from '#shared/model/issue/issue.ts';
import type { Incident } from '#shared/model/issue/incident.ts';
import { withImplied } from '#shared/model/filter/ast.ts';
import { behindKeys } from '../incidents/count.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { filterSql } from './filter-sql.ts';
import { severityOfRank } from './issue-row.ts';
import { counter } from './kept-counts.ts';
import { type Plan, planQuery, queryLimits } from './query-plan.ts';
import { countUpTo, page, type QueueQuery, recordsAt, withChips } from './queue.ts';
import { type Sql, sql } from './sql.ts';

export type IncidentPage = { readonly total: number; readonly more: boolean; readonly incidents: readonly Incident[] };

/** Of two issues of one incident, whether `other` comes first. Said as the order says it; see `orders`. */
const comesFirst: Readonly<Record<IssueSort, string>> = {
  severity:
    '(other.severity, coalesce(other.due_at, 0), other.n) < (issues.severity, coalesce(issues.due_at, 0), issues.n)',
  due: '(coalesce(other.due_at, 0), other.n) < (coalesce(issues.due_at, 0), issues.n)',
  newest: '(other.last_seen_at, other.n) > (issues.last_seen_at, issues.n)',
  oldest: '(other.first_seen_at, other.n) < (issues.first_seen_at, issues.n)',
  partner:
    '(other.partner_sort, other.severity, coalesce(other.due_at, 0), other.n) < (issues.partner_sort, issues.severity, coalesce(issues.due_at, 0), issues.n)',
  document:
    "(coalesce(other.document_type, ''), other.severity, coalesce(other.due_at, 0), other.n) < (coalesce(issues.document_type, ''), issues.severity, coalesce(issues.due_at, 0), issues.n)",
  kind: '(other.kind, other.severity, coalesce(other.due_at, 0), other.n) < (issues.kind, issues.severity, coalesce(issues.due_at, 0), issues.n)',
  owner:
    "(coalesce(other.owner_key, ''), other.severity, coalesce(other.due_at, 0), other.n) < (coalesce(issues.owner_key, ''), issues.severity, coalesce(issues.due_at, 0), issues.n)",
};

/**
 * A page of the queue with one row for each incident: its place is that of the first of its issues that match, in the order
 * asked for. Nothing that matches is lost from view: it is the row, or stands behind it and is counted there.
 */
export function listIncidents(db: ReadDb, query: QueueQuery): IncidentPage {
  const limits = query.limits ?? queryLimits;
  const filter = withImplied(query.filter);
  const plan = planQuery(db, filter, { ...query, limits });
  const matching = filterSql(filter, query);
  const first = firstOnly(matching, query.sort);
  const firsts: Plan = {
    ...plan,
    where: both(plan.where, first),
    total: plan.total !== null && plan.whole !== null ? plan.total - behind(db, plan.whole) : null,
    counting: plan.counting === null ? null : { ...plan.counting, where: both(plan.counting.where, first) },
  };
  const counted = firsts.total === null ? countUpTo(db, firsts, limits.counted) : { total: firsts.total, more: false };
  const places = page(db, firsts, query, counted.more ? null : counted.total);
  const records = recordsAt(db, places);
  const rows = withChips(db, records);
  const together = summaries(db, places, matching);
  return {
    ...counted,
    incidents: places.flatMap((n, index) => {
      const [issue, record] = [rows[index], records[index]];
      if (issue === undefined || record === undefined) return [];
      return { ...alone(issue), ...together.get(n), cause: record.cause, issue };
    }),
  };
}

const behind = (db: ReadDb, whole: 'resolved' | 'unresolved') => counter(db, behindKeys[whole]);

function both(a: Sql, b: Sql): Sql {
  return sql(`${a.text} AND ${b.text}`, ...a.params, ...b.params);
}

/** Nothing of its incident matches that comes before it. Within, names without a table are those of `other`. */
function firstOnly(matching: Sql, sort: IssueSort): Sql {
  return sql(
    `(incident IS NULL OR NOT EXISTS (SELECT 1 FROM issues AS other INDEXED BY issues_worst
      WHERE other.incident = issues.incident AND ${matching.text} AND ${comesFirst[sort]}))`,
    ...matching.params,
  );
}

type Summary = Omit<Incident, 'issue' | 'cause'>;

/** An issue that stands for itself looks as it does. */
function alone(issue: Incident['issue']): Summary {
  const { id, severity, status, dueAt, firstSeenAt, lastSeenAt, owner, documentType } = issue;
  return {
    id,
    status,
    documents: 1,
    unresolved: status === 'resolved' ? 0 : 1,
    matching: 1,
    severity,
    dueAt,
    firstSeenAt,
    lastSeenAt,
    owners: owner === null ? [] : [owner],
    types: [{ type: documentType, documents: 1 }],
  };
}

const summarySchema = z.object({
  n: z.number().int(),
  id: z.string(),
  documents: z.number().int(),
  unresolved: z.number().int(),
  open: z.number().int(),
  matching: z.number().int(),
  severity: z.number().int().nullable(),
  due_at: z.number().int().nullable(),
  first_seen_at: z.number().int(),
  last_seen_at: z.number().int(),
  owners: z.string(),
});
const typeSchema = z.object({ n: z.number().int(), type: z.string().nullable(), documents: z.number().int() });

/** What the incidents of these rows add up to, by the row's number; those that stand for themselves are not among them. */
function summaries(db: ReadDb, places: readonly number[], matching: Sql) {
  const found = new Map<number, Summary>();
  const wanted = JSON.stringify(places);
  const rows = `(SELECT n AS row, incident AS number FROM issues WHERE incident IS NOT NULL AND n IN (SELECT value FROM json_each(?)))`;
  const types = Map.groupBy(
    prepare(
      db,
      `SELECT row AS n, document_type AS type, count(*) AS documents FROM ${rows} JOIN issues ON incident = number
        GROUP BY row, document_type ORDER BY documents DESC, type`,
    )
      .all(wanted)
      .map((row) => typeSchema.parse(row)),
    ({ n }) => n,
  );
  const all = prepare(
    db,
    `SELECT row AS n, (SELECT id FROM issues WHERE incident = number ORDER BY opened_at, id LIMIT 1) AS id,
        count(*) AS documents, sum(resolved = 0) AS unresolved, sum(status = 'open') AS open, sum(${matching.text}) AS matching,
        min(CASE WHEN resolved = 0 THEN severity END) AS severity, min(due_at) AS due_at,
        min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at,
        json_group_array(DISTINCT owner) FILTER (WHERE owner IS NOT NULL) AS owners
      FROM ${rows} JOIN issues ON incident = number GROUP BY row`,
  ).all(...matching.params, wanted);
  for (const each of all) {
    const { n, id, documents, unresolved, open, severity, ...rest } = summarySchema.parse(each);
    found.set(n, {
      id,
      status: open > 0 ? 'open' : unresolved > 0 ? 'acknowledged' : 'resolved',
      documents,
      unresolved,
      matching: rest.matching,
      severity: severityOfRank(severity ?? severities.length - 1),
      dueAt: rest.due_at,
      firstSeenAt: rest.first_seen_at,
      lastSeenAt: rest.last_seen_at,
      owners: z.array(z.string()).parse(JSON.parse(rest.owners)).toSorted(),
      types: (types.get(n) ?? []).map(({ type, documents: count }) => ({ type, documents: count })),
    });
  }
  return found;
}
