import type { IssueRow } from '#shared/model/issue/issue.ts';

/** A row with an id; everything else is the same for all. */
export function row(id: string, change: Partial<IssueRow> = {}): IssueRow {
  return {
    id,
    kind: 'rejected',
    severity: 'high',
    status: 'open',
    resolvedBy: null,
    partner: 'Northwind Foods',
    partnerAddress: 'ZZ:NORTHWIND',
    direction: 'outbound',
    documentType: '810',
    documentNumber: '4711',
    title: 'Invoice 4711 rejected: currency code "USX" is not valid',
    explanation: 'The currency code is not known.',
    owner: null,
    dueAt: null,
    firstSeenAt: 0,
    lastSeenAt: 0,
    occurrences: 1,
    test: false,
    source: 'trading-grid',
    actions: [],
    ...change,
  };
}

export function rows(from: number, count: number): readonly IssueRow[] {
  return Array.from({ length: count }, (_, index) => row(`i${from + index}`));
}
