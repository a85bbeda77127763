import { severities, type Severity } from '#shared/model/issue/issue.ts';
import { type IssueKind, kindOf } from '#shared/model/issue/issue-kind.ts';
import { hour, type Millis } from '#shared/lib/time.ts';
import { weighsHeavily } from '../documents/weight-of-words.ts';
import { addBusinessHours, type Calendar } from '../deadlines/calendar.ts';

/** A truck waits for these: ship notices and what goes to and from a warehouse are one step worse. */
const timeCritical: ReadonlySet<string> = new Set(['856', 'DESADV', '940', '945']);

/** What makes one kind of problem graver or lighter than another of its kind. */
export type Weight = {
  /** Of the documents it is about. */
  readonly types: readonly (string | null)[];
  /** What the partner wrote. */
  readonly message: string | null;
  readonly test: boolean;
  /** What its source says it weighs, in place of what its kind does; null where it does not say. */
  readonly hint: Severity | null;
};

export function severityOf(kind: IssueKind, { types, message, test, hint }: Weight): Severity {
  if (test) return 'low';
  const isHeavy = message !== null && kindOf[kind].weighsWords && weighsHeavily(message);
  const base = hint ?? (isHeavy ? 'medium' : kindOf[kind].severity);
  const isCritical = types.some((type) => type !== null && timeCritical.has(type.trim().toUpperCase()));
  return isCritical ? (severities[severities.indexOf(base) - 1] ?? base) : base;
}

/** 0 = worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

type Allowance = { readonly hours: number; readonly clock: 'always' | 'business' };

const allowances: Readonly<Record<Severity, Allowance>> = {
  critical: { hours: 1, clock: 'always' },
  high: { hours: 4, clock: 'always' },
  medium: { hours: 8, clock: 'business' },
  low: { hours: 24, clock: 'business' },
};

/** When an issue of this severity that was opened at `openedAt` misses its service level. */
export function dueAt(severity: Severity, openedAt: Millis, calendar: Calendar): Millis {
  const { hours, clock } = allowances[severity];
  return clock === 'always' ? openedAt + hours * hour : addBusinessHours(openedAt, hours, calendar);
}
