import type { Comparison } from '#shared/model/filter/field.ts';
import { type Severity, severities } from '#shared/model/issue/issue.ts';
import { type IssueKind, issueKinds } from '#shared/model/issue/issue-kind.ts';
import { type IssueStatus, issueStatuses } from '#shared/model/issue/issue-status.ts';
import { severityRank } from '../verdict/severity.ts';
import { type Sql, sql } from './sql.ts';

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

type Facet = {
  readonly bits: number;
  /** What of a row is packed. */
  readonly of: (row: FacetSource) => number;
  /** How many different values there are, where they are counted; hashes fill what bits they have. */
  readonly values?: number;
};

/** From the lowest bits up. Kinds and states have room to grow, and a test that says when it ends. */
const table = {
  kind: { bits: 6, of: ({ kind }) => issueKinds.indexOf(kind), values: issueKinds.length },
  severity: { bits: 2, of: ({ severity }) => severity, values: severities.length },
  status: { bits: 3, of: ({ status }) => issueStatuses.indexOf(status), values: issueStatuses.length },
  escalated: { bits: 1, of: ({ escalated }) => escalated, values: 2 },
  unassigned: { bits: 1, of: ({ owner_key }) => (owner_key === null ? 1 : 0), values: 2 },
  document: { bits: 7, of: ({ document_type }) => bitsOf(document_type ?? '') },
  owner: { bits: 7, of: ({ owner_key }) => bitsOf(owner_key ?? '') },
} as const satisfies Readonly<Record<string, Facet>>;
type FacetName = keyof typeof table;

export const facetTable: Readonly<Record<FacetName, Facet>> = table;

type Place = { readonly name: FacetName; readonly shift: number; readonly mask: number; readonly facet: Facet };

const places: readonly Place[] = layOut();
const placeOf = new Map(places.map((place) => [place.name, place]));
/** The partner's bits lie above the others, beyond what JavaScript's bit operators reach. */
export const partnerShift = places.reduce((sum, { facet }) => sum + facet.bits, 0);

function layOut(): Place[] {
  let shift = 0;
  return (Object.keys(facetTable) as FacetName[]).map((name) => {
    const facet = facetTable[name];
    const place = { name, shift, mask: 2 ** facet.bits - 1, facet };
    shift += facet.bits;
    return place;
  });
}

function bitsOf(text: string): number {
  const hash = hashOf(text);
  return (hash ^ (hash >>> 7) ^ (hash >>> 14)) & 0x7f;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

function partnerBits(partnerSort: string): number {
  const hash = hashOf(partnerSort);
  return (hash ^ (hash >>> 12)) & 0xfff;
}

export function facetsOf(row: FacetSource): number {
  let low = 0;
  for (const { shift, facet } of places) low |= facet.of(row) << shift;
  return low + partnerBits(row.partner_sort) * 2 ** partnerShift;
}

/** What must hold of the packed number where the facet is so. */
function facetIs(name: FacetName, value: number, comparison = '='): Sql {
  const { shift = 0, mask = 0 } = placeOf.get(name) ?? {};
  return sql(`(facets & ?) ${comparison} ?`, mask << shift, value << shift);
}

/** What must hold of the packed number of a row of this kind, status, document type, owner or partner, or so grave. */
export const facetOf = {
  kind: (kind: IssueKind) => facetIs('kind', issueKinds.indexOf(kind)),
  status: (status: IssueStatus) => facetIs('status', issueStatuses.indexOf(status)),
  severity: (comparison: Comparison, severity: Severity) =>
    facetIs('severity', severityRank(severity), turned[comparison]),
  document: (type: string) => facetIs('document', bitsOf(type)),
  owner: (ownerKey: string) => facetIs('owner', bitsOf(ownerKey)),
  escalated: () => facetIs('escalated', 1),
  unassigned: () => facetIs('unassigned', 1),
  partners: (partnerSorts: readonly string[]) =>
    sql(
      `(facets >> ${partnerShift}) IN (SELECT value FROM json_each(?))`,
      JSON.stringify([...new Set(partnerSorts.map(partnerBits))]),
    ),
} as const;

/** Rank 0 is the worst: worse than means a smaller number. */
export const turned: Readonly<Record<Comparison, string>> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
