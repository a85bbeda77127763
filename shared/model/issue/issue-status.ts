/** All that is said of a state of an issue in one place. */
type Status = {
  readonly means: string;
  /** What somebody did who put an issue into it: `Pat acknowledged it`. */
  readonly verb: string;
};

/** From new to ended, closed. Another one is added at the end, since what is stored holds their places. */
export const issueStatusTable = {
  open: { means: 'nobody has acknowledged it yet', verb: 'reopened' },
  acknowledged: { means: 'someone is working on it', verb: 'acknowledged' },
  resolved: { means: 'it has ended', verb: 'resolved' },
} as const satisfies Readonly<Record<string, Status>>;

export type IssueStatus = keyof typeof issueStatusTable;

const names = Object.keys(issueStatusTable) as readonly IssueStatus[];
const [first = 'open', ...others] = names;
/** In the order of the table. */
export const issueStatuses: readonly [IssueStatus, ...IssueStatus[]] = [first, ...others];
