import type { Severity } from './issue.ts';

/** All that is said of a kind of exception in one place. */
type Kind = {
  /** What it is, as a table of kinds says it. */
  readonly means: string;
  /** How bad it is where nothing makes it graver or lighter. */
  readonly severity: Severity;
  /** Light by its kind, and graver where what the partner wrote is grave. */
  readonly weighsWords: boolean;
  /** What the partner answered, or that no acknowledgement came: a network and a file tell of the same. */
  readonly isOfAcknowledgement: boolean;
  /** About a document; a file that can't be read and a message in words are about themselves. */
  readonly isOfDocument: boolean;
};

const usual = { weighsWords: false, isOfAcknowledgement: false, isOfDocument: true } as const;

/**
 * The kinds of exception, closed: an unknown vendor word becomes `exception` and is shown as sent. Another one is added at the
 * end, since what is stored holds their places.
 */
const table = {
  rejected: { ...usual, means: 'the partner refused the document', severity: 'high', isOfAcknowledgement: true },
  'partially-accepted': {
    ...usual,
    means: 'the partner accepted part of it',
    severity: 'medium',
    isOfAcknowledgement: true,
  },
  'accepted-with-errors': {
    ...usual,
    means: 'the partner accepted it but noted errors',
    severity: 'low',
    isOfAcknowledgement: true,
    weighsWords: true,
  },
  'delivery-failed': { ...usual, means: 'it did not reach the partner', severity: 'high' },
  'validation-failed': { ...usual, means: 'it broke a rule on its way', severity: 'high' },
  'on-hold': { ...usual, means: 'it was stopped and is waiting for someone', severity: 'medium' },
  duplicate: { ...usual, means: 'the same document came twice', severity: 'low' },
  'overdue-acknowledgement': {
    ...usual,
    means: 'no acknowledgement came in time',
    severity: 'medium',
    isOfAcknowledgement: true,
  },
  'unreadable-file': { ...usual, means: 'a file that could not be read', severity: 'medium', isOfDocument: false },
  message: { ...usual, means: 'the partner wrote a message', severity: 'low', weighsWords: true, isOfDocument: false },
  exception: { ...usual, means: 'any other problem', severity: 'medium' },
} as const satisfies Readonly<Record<string, Kind>>;

export type IssueKind = keyof typeof table;

export const kindOf: Readonly<Record<IssueKind, Kind>> = table;

const names = Object.keys(table) as readonly IssueKind[];
const [first = 'exception', ...others] = names;
/** In the order of the table. */
export const issueKinds: readonly [IssueKind, ...IssueKind[]] = [first, ...others];
