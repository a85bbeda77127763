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

export function severityOf(kind: IssueKind, documentType: string | null): Severity {
  const base = ofKind[kind];
  if (documentType === null || !timeCritical.has(documentType.trim().toUpperCase())) return base;
  return severities[severities.indexOf(base) - 1] ?? base;
}

/** 0 = worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
