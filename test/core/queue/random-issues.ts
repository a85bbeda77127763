import * as fc from 'fast-check';
import { hour } from '#shared/lib/time.ts';
import { textKey, wordText } from '#shared/lib/words.ts';
import type { Filter } from '#shared/model/filter/ast.ts';
import { flags } from '#shared/model/filter/flags.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';
import type { IssueRecord } from '#core/verdict/derive.ts';
import { monday } from '../stories/samples.ts';

const words = [
  'Invoice',
  'missing',
  'N1',
  'über',
  'Façade',
  'rejected',
  '4711',
  'and-so',
  'İstanbul',
  '漢字',
  "O'Neil",
  'a',
];
const sentence = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((list) => list.join(' '));
const partner = fc.constantFrom('Acme Foods', 'ACME foods', 'Northwind', 'Foods of Acme', 'Zürich Ltd');
const owner = fc.constantFrom('pat', 'Pat ', 'Dana', null);
const number = fc.constantFrom('4711', 'inv-9', 'INV-9', null);
const time = fc.integer({ min: -6, max: 6 }).map((hours) => monday + hours * hour);

export const randomIssue: fc.Arbitrary<Omit<IssueRecord, 'id'>> = fc
  .record({
    kind: fc.constantFrom(...issueKinds),
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom(...issueStatuses),
    partner,
    partnerAddress: fc.constantFrom('ZZ:ACME', 'ZZ:NORTHWIND', null),
    documentType: fc.constantFrom('810', 'DESADV', null),
    documentNumber: number,
    title: sentence,
    explanation: sentence,
    owner,
    due: time,
    firstSeenAt: time,
    lastSeenAt: time,
    escalated: fc.boolean(),
  })
  .map(({ due, ...some }) => ({
    ...some,
    resolvedBy: some.status === 'resolved' ? ('person' as const) : null,
    direction: 'outbound' as const,
    dueAt: some.status === 'resolved' ? null : due,
    occurrences: 1,
    test: false,
    source: 'file',
    senderAddress: null,
    receiverAddress: null,
    openedAt: some.firstSeenAt,
    episode: 1,
  }));

const comparison = fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const);
const beginning = fc.tuple(sentence, fc.nat(3)).map(([text, cut]) => wordText(text.slice(0, text.length - cut)));

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...issueKinds).map((kind): Filter => ({ op: 'kind', kind })),
  fc.record({ op: fc.constant('severity' as const), comparison, severity: fc.constantFrom(...severities) }),
  fc.constantFrom(...issueStatuses).map((status): Filter => ({ op: 'status', status })),
  fc.constantFrom(...flags).map((flag): Filter => ({ op: 'is', flag })),
  fc
    .oneof(partner, fc.constantFrom('foods', 'zz no', 'ac', ''))
    .map((text): Filter => ({ op: 'partner', phrase: wordText(text) })),
  fc.constantFrom('810', 'DESADV', '997').map((type): Filter => ({ op: 'doc', type })),
  fc.constantFrom('4711', 'INV-9', 'x').map((text): Filter => ({ op: 'number', number: textKey(text) })),
  fc.constantFrom('Pat', 'dana', 'nobody').map((text): Filter => ({ op: 'owner', owner: textKey(text) })),
  fc.record({
    op: fc.constant('age' as const),
    comparison: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    age: fc.integer({ min: 0, max: 6 }).map((hours) => hours * hour),
  }),
  beginning.map((phrase): Filter => ({ op: 'text', phrase })),
);

/** Any filter, whether or not a person would type it. */
export const randomFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: leaf, weight: 3 },
    tie('filter').map((term): Filter => ({ op: 'not', term })),
    fc.array(tie('filter'), { maxLength: 3 }).map((terms): Filter => ({ op: 'and', terms })),
    fc.array(tie('filter'), { maxLength: 3 }).map((terms): Filter => ({ op: 'or', terms })),
  ),
})).filter;
