import { textKey } from '#shared/lib/words.ts';
import type { FilterNow, FilterSubject } from './field.ts';

type FlagMeaning = {
  readonly matches: (issue: FilterSubject, at: FilterNow) => boolean;
  /** Where it says whether issues are resolved, and then it says nothing else. */
  readonly resolved: boolean | null;
};

/** What `is:` takes, each said once; the core's `flag-queries.ts` has the SQL for every one. */
const table = {
  unassigned: { matches: (issue) => issue.owner === null, resolved: null },
  escalated: { matches: (issue) => issue.escalated, resolved: null },
  overdue: { matches: (issue, { now }) => issue.dueAt !== null && issue.dueAt < now, resolved: null },
  mine: {
    matches: (issue, { actor }) => issue.owner !== null && textKey(issue.owner) === textKey(actor),
    resolved: null,
  },
  resolved: { matches: (issue) => issue.status === 'resolved', resolved: true },
  unresolved: { matches: (issue) => issue.status !== 'resolved', resolved: false },
} as const satisfies Readonly<Record<string, FlagMeaning>>;

export type Flag = keyof typeof table;

export const flagTable: Readonly<Record<Flag, FlagMeaning>> = table;
export const flags = Object.keys(table) as readonly Flag[];
