import { textKey } from '#shared/lib/words.ts';
import type { FilterNow } from '#shared/model/filter/field.ts';
import type { Flag } from '#shared/model/filter/flags.ts';
import { facetOf } from './facets.ts';
import type { Driver, FieldQuery, Look } from './field-query.ts';
import { counter, countOverdue } from './kept-counts.ts';
import { sql } from './sql.ts';

/** How each word of `is:` is asked of the database. */
export const flagQueries = {
  unassigned: () => ({
    sql: sql('(owner_key IS NULL)'),
    facet: facetOf.unassigned,
    total: unresolvedCount('unassigned'),
  }),
  escalated: () => ({
    sql: sql('(escalated = 1)'),
    facet: facetOf.escalated,
    driver: (look) =>
      whereUnresolved(look, {
        index: 'issues_escalated',
        count: () => counter(look.db, 'escalated'),
        ordered: look.asked.sort === 'severity',
        bySeverity: true,
      }),
    total: unresolvedCount('escalated'),
  }),
  overdue: ({ now }) => ({
    sql: sql('(due_at IS NOT NULL AND due_at < ?)', now),
    driver: (look) =>
      whereUnresolved(look, {
        index: 'issues_due',
        count: () => countOverdue(look.db, now),
        ordered: look.asked.sort === 'due',
      }),
    total: ({ db, resolved }) => (resolved ? null : countOverdue(db, now)),
  }),
  mine: ({ actor }) => ownerQuery(textKey(actor)),
  resolved: () => ({ sql: sql('(resolved = 1)') }),
  unresolved: () => ({ sql: sql('(resolved = 0)') }),
} as const satisfies Readonly<Record<Flag, (at: FilterNow) => FieldQuery>>;

export function ownerQuery(ownerKey: string): FieldQuery {
  return {
    sql: sql('(owner_key IS ?)', ownerKey),
    facet: () => facetOf.owner(ownerKey),
    driver: (look) =>
      whereUnresolved(look, {
        index: 'issues_owner',
        count: () => counter(look.db, `owner:${ownerKey}`),
        ordered: look.asked.sort === 'severity',
        bySeverity: true,
      }),
    total: unresolvedCount(`owner:${ownerKey}`),
  };
}

/** Counters and indexes of this kind hold what is not resolved. */
export function whereUnresolved(
  { resolved }: Look,
  { count, ...driver }: Omit<Driver, 'count'> & { readonly count: () => number },
): Driver | null {
  return resolved ? null : { ...driver, count: count() };
}

export function unresolvedCount(key: string): (look: Look) => number | null {
  return ({ db, resolved }) => (resolved ? null : counter(db, key));
}
