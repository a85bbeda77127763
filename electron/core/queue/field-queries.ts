import { severities } from '#shared/model/issue/issue.ts';
import type { FilterNow } from '#shared/model/filter/field.ts';
import { compareSeverity, type FieldName, type FieldTerm } from '#shared/model/filter/fields.ts';
import { severityRank } from '../verdict/severity.ts';
import { facetOf, turned } from './facets.ts';
import type { Driver, FieldQuery, Look } from './field-query.ts';
import { flagQueries, ownerQuery, unresolvedCount, whereUnresolved } from './flag-queries.ts';
import { counter, countYounger, matchingPartners } from './kept-counts.ts';
import { sql } from './sql.ts';

/** How each field of the filter language is asked of the database. What it means is said in `shared/model/filter/fields.ts`. */
export const fieldQueries = {
  kind: ({ kind }) => ({
    sql: sql('(kind = ?)', kind),
    facet: () => facetOf.kind(kind),
    driver: (look) =>
      whereUnresolved(look, {
        index: 'issues_kind',
        count: () => counter(look.db, `kind:${kind}`),
        ordered: look.asked.sort === 'severity',
        bySeverity: true,
      }),
    total: unresolvedCount(`kind:${kind}`),
  }),
  severity: ({ comparison, severity }) => ({
    sql: sql(`(severity ${turned[comparison]} ?)`, severityRank(severity)),
    facet: () => facetOf.severity(comparison, severity),
    driver: (look) =>
      comparison === '='
        ? whereUnresolved(look, {
            index: 'issues_severity',
            count: () => counter(look.db, `severity:${severity}`),
            ordered: look.asked.sort === 'severity',
          })
        : null,
    total: ({ db, resolved }) =>
      resolved
        ? null
        : severities
            .filter((one) => compareSeverity(one, comparison, severity))
            .reduce((sum, one) => sum + counter(db, `severity:${one}`), 0),
  }),
  status: ({ status }) => ({
    sql: sql('(status = ?)', status),
    facet: () => facetOf.status(status),
    total: unresolvedCount(`status:${status}`),
  }),
  is: ({ flag }, at) => flagQueries[flag](at),
  partner: ({ phrase }) => ({
    sql: sql(
      `((partner, coalesce(partner_address, '')) IN (SELECT partner, address FROM partner_counters WHERE instr(words, ?) > 0))`,
      phrase,
    ),
    facet: ({ db, resolved }) => {
      const partners = matchingPartners(db, phrase, resolved);
      return partners.length > mostListed ? null : facetOf.partners(partners.map(({ partner_sort }) => partner_sort));
    },
    driver: (look) => partnerDriver(look, phrase),
    total: ({ db, resolved }) => matchingPartners(db, phrase, resolved).reduce((sum, { n }) => sum + n, 0),
  }),
  doc: ({ type }) => ({
    sql: sql('(document_type IS ?)', type),
    facet: () => facetOf.document(type),
    driver: (look) =>
      whereUnresolved(look, {
        index: 'issues_document',
        count: () => counter(look.db, `doc:${type.toLowerCase()}`),
        ordered: look.asked.sort === 'severity',
        bySeverity: true,
      }),
    total: unresolvedCount(`doc:${type.toLowerCase()}`),
  }),
  number: ({ number }) => ({
    sql: sql('(number_key IS ?)', number),
    // Said once more with `=`, from which follows that there is a number: the index holds no other rows.
    driver: () => ({ index: 'issues_number', count: 1, ordered: false, where: sql('number_key = ?', number) }),
  }),
  incident: ({ id }) => ({
    sql: sql(
      '(id = ? OR (incident IS NOT NULL AND incident IS (SELECT incident FROM issues AS named WHERE named.id = ?)))',
      id,
      id,
    ),
  }),
  owner: ({ owner }) => ownerQuery(owner),
  age: ({ comparison, age }, { now }) => ({
    sql: sql(`(first_seen_at ${mirrored[comparison]} ?)`, now - age),
    driver: (look) =>
      comparison === '<' || comparison === '<='
        ? whereUnresolved(look, {
            index: 'issues_oldest',
            count: () => countYounger(look.db, now - age, look.asked.limits.few + 1),
            ordered: look.asked.sort === 'oldest',
          })
        : null,
  }),
} as const satisfies { readonly [K in FieldName]: (term: FieldTerm<K>, at: FilterNow) => FieldQuery };

/** Older than means first seen earlier. */
const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** A phrase that fits more partners than this tells little: to the packed number, and to an index. */
const mostListed = 1_000;
const mostRead = 50;

function partnerDriver({ db, resolved, asked: { sort } }: Look, phrase: string): Driver | null {
  const partners = matchingPartners(db, phrase, resolved);
  if (partners.length > mostRead) return null;
  const single = partners.length === 1;
  return {
    index: 'issues_partner',
    count: partners.reduce((sum, { n }) => sum + n, 0),
    ordered: sort === 'partner' || (single && sort === 'severity'),
    where: sql(
      `partner_sort IN (${partners.map(() => '?').join(', ')})`,
      ...partners.map(({ partner_sort }) => partner_sort),
    ),
  };
}
