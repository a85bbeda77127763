/** The orders that a queue can be read in. */
export const issueSorts = ['severity', 'due', 'newest', 'oldest', 'partner', 'document', 'kind', 'owner'] as const;
export type IssueSort = (typeof issueSorts)[number];

/** The orders in which issues that have something in common follow each other, so that they can have one heading. */
export const groupedSorts = [
  'severity',
  'partner',
  'document',
  'kind',
  'owner',
] as const satisfies readonly IssueSort[];
export type GroupedSort = (typeof groupedSorts)[number];
