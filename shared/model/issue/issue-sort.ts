/** The orders that a queue can be read in. */
export const issueSorts = ['severity', 'due', 'newest', 'oldest', 'partner'] as const;
export type IssueSort = (typeof issueSorts)[number];
