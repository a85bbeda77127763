import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { FilterNow } from '#shared/model/filter/field.ts';
import type { ReadDb } from '../store/db.ts';
import type { Sql } from './sql.ts';

export type QueryLimits = {
  /** Up to this many rows are found by what makes them few and then sorted; beyond it the index of the order is read. */
  readonly few: number;
  /** So many candidates are looked at to count what a common word finds. */
  readonly candidates: number;
  /** Counting stops here; beyond it the total is "at least". */
  readonly counted: number;
};

/** What a plan depends on beside the filter. */
export type Asked = FilterNow & { readonly sort: IssueSort; readonly limits: QueryLimits };

/** What can be found out on the way to a plan. `resolved`: whether only resolved or only unresolved issues can match. */
export type Look = { readonly db: ReadDb; readonly resolved: boolean; readonly asked: Asked };

/** An index from which the rows may be read. */
export type Driver = {
  /** Null: by their numbers. */
  readonly index: string | null;
  /** About so many rows would be read. */
  readonly count: number;
  readonly ordered: boolean;
  readonly where?: Sql;
  /** Severity is the next column of its index: one severity is read without the others. */
  readonly bySeverity?: boolean;
};

/** How one term is asked of the database. */
export type FieldQuery = {
  /** A condition over one row of `issues`; never yields NULL, and says the same as the predicate. */
  readonly sql: Sql;
  /** What must hold of the packed number where the term holds; absent where it is not in there. */
  readonly facet?: (look: Look) => Sql | null;
  /** An index that has the rows together, where there is one. */
  readonly driver?: (look: Look) => Driver | null;
  /** How many rows match, where a kept counter says so exactly. */
  readonly total?: (look: Look) => number | null;
};
