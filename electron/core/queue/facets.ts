import type { Filter } from '#shared/model/filter/ast.ts';
import { type Sql, turned } from './filter-sql.ts';
import { severityRank } from '../verdict/severity.ts';
import { type IssueKind, issueKinds, type IssueStatus, issueStatuses } from '#shared/model/issue.ts';

/**
 * What filters ask for most, packed into one number that stands in every index of the queue, so that most rows that don't
 * match are passed over without being read. Texts are in it as a few bits of a hash: what passes is still asked exactly.
 */
export type FacetSource = {
  readonly kind: IssueKind;
  readonly severity: number;
  readonly status: IssueStatus;
  readonly escalated: number;
  readonly owner_key: string | null;
  readonly document_type: string | null;
  readonly partner_sort: string;
};

/** Bits, from the lowest: kind 4, severity 2, status 2, escalated 1, unassigned 1, document type 7, owner 7, partner 12. */
const shifts = { severity: 4, status: 6, escalated: 8, unassigned: 9, document: 10, owner: 17 } as const;
const textBits = 0x7f;
/** The partner's bits lie above the others, beyond what JavaScript's bit operators reach. */
export const partnerShift = 24;

function bitsOf(text: string): number {
  const hash = hashOf(text);
  return (hash ^ (hash >>> 7) ^ (hash >>> 14)) & textBits;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

export function partnerBits(partnerSort: string): number {
  const hash = hashOf(partnerSort);
  return (hash ^ (hash >>> 12)) & 0xfff;
}

export function facetsOf(row: FacetSource): number {
  const low =
    issueKinds.indexOf(row.kind) |
    (row.severity << shifts.severity) |
    (issueStatuses.indexOf(row.status) << shifts.status) |
    (row.escalated << shifts.escalated) |
    ((row.owner_key === null ? 1 : 0) << shifts.unassigned) |
    (bitsOf(row.document_type ?? '') << shifts.document) |
    (bitsOf(row.owner_key ?? '') << shifts.owner);
  return low + partnerBits(row.partner_sort) * 2 ** partnerShift;
}

/** What must hold of the packed number where this term holds; null for terms that are not in it. */
export function facetTest(term: Filter, actorKey: string): Sql | null {
  switch (term.op) {
    case 'kind':
      return at(0, 0xf, issueKinds.indexOf(term.kind));
    case 'severity':
      return at(shifts.severity, 3, severityRank(term.severity), turned[term.comparison]);
    case 'status':
      return at(shifts.status, 3, issueStatuses.indexOf(term.status));
    case 'doc':
      return at(shifts.document, textBits, bitsOf(term.type));
    case 'owner':
      return at(shifts.owner, textBits, bitsOf(term.owner));
    case 'is':
      if (term.flag === 'escalated') return at(shifts.escalated, 1, 1);
      if (term.flag === 'unassigned') return at(shifts.unassigned, 1, 1);
      return term.flag === 'mine' ? at(shifts.owner, textBits, bitsOf(actorKey)) : null;
    case 'and':
    case 'or':
    case 'not':
    case 'partner':
    case 'number':
    case 'age':
    case 'text':
      return null;
  }
}

function at(shift: number, bits: number, value: number, comparison = '='): Sql {
  return { text: `(facets & ?) ${comparison} ?`, params: [bits << shift, value << shift] };
}
