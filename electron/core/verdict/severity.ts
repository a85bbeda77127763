import { weighsHeavily } from '../documents/weight-of-words.ts';
import { type IssueKind, type Severity, severities } from '#shared/model/issue.ts';

const ofKind: Readonly<Record<IssueKind, Severity>> = {
  rejected: 'high',
  'delivery-failed': 'high',
  'validation-failed': 'high',
  'on-hold': 'medium',
  'overdue-acknowledgement': 'medium',
  'partially-accepted': 'medium',
  exception: 'medium',
  'unreadable-file': 'medium',
  'accepted-with-errors': 'low',
  duplicate: 'low',
  message: 'low',
};

/** A truck waits for these: ship notices and what goes to and from a warehouse are one step worse. */
const timeCritical: ReadonlySet<string> = new Set(['856', 'DESADV', '940', '945']);

/** Light by their kind: what the partner wrote may be anything but. */
const inWords: ReadonlySet<IssueKind> = new Set(['message', 'accepted-with-errors']);

/** What makes one kind of problem graver or lighter than another of its kind. */
export type Weight = {
  /** Of the documents it is about. */
  readonly types: readonly (string | null)[];
  /** What the partner wrote. */
  readonly message: string | null;
  readonly test: boolean;
};

export function severityOf(kind: IssueKind, { types, message, test }: Weight): Severity {
  if (test) return 'low';
  const isHeavy = message !== null && inWords.has(kind) && weighsHeavily(message);
  const base = isHeavy ? 'medium' : ofKind[kind];
  const isCritical = types.some((type) => type !== null && timeCritical.has(type.trim().toUpperCase()));
  return isCritical ? (severities[severities.indexOf(base) - 1] ?? base) : base;
}

/** 0 = worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
