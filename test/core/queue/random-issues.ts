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
    direction: fc.constantFrom('outbound', 'inbound', 'unknown'),
    due: time,
    firstSeenAt: time,
    lastSeenAt: time,
    escalated: fc.boolean(),
  })
  .map(({ due, ...some }) => ({
    ...some,
    resolvedBy: some.status === 'resolved' ? ('person' as const) : null,
    dueAt: some.status === 'resolved' ? null : due,
    occurrences: 1,
    test: false,
    source: 'file',
    senderAddress: null,
    receiverAddress: null,
    openedAt: some.firstSeenAt,
    episode: 1,
    cause: `${some.kind} | ${some.documentType ?? ''}`,
    alike: some.partnerAddress === null ? null : `${some.partnerAddress} ${some.kind} ${some.documentType ?? ''}`,
    nearAt: some.firstSeenAt,
    place: null,
  }));

const comparison = fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const);
const beginning = fc.tuple(sentence, fc.nat(3)).map(([text, cut]) => wordText(text.slice(0, text.length - cut)));

type Leaf = Exclude<Filter['op'], 'not' | 'and' | 'or'>;

/** One for each field: where one is missing, it does not compile. */
const leaves: { readonly [Op in Leaf]: fc.Arbitrary<Extract<Filter, { op: Op }>> } = {
  kind: fc.record({ op: fc.constant('kind'), kind: fc.constantFrom(...issueKinds) }),
  severity: fc.record({ op: fc.constant('severity'), comparison, severity: fc.constantFrom(...severities) }),
  status: fc.record({ op: fc.constant('status'), status: fc.constantFrom(...issueStatuses) }),
  is: fc.record({ op: fc.constant('is'), flag: fc.constantFrom(...flags) }),
  partner: fc
    .oneof(partner, fc.constantFrom('foods', 'zz no', 'ac', ''))
    .map((text) => ({ op: 'partner', phrase: wordText(text) })),
  doc: fc.record({ op: fc.constant('doc'), type: fc.constantFrom('810', 'DESADV', '997') }),
  number: fc.constantFrom('4711', 'INV-9', 'x').map((text) => ({ op: 'number', number: textKey(text) })),
  owner: fc.constantFrom('Pat', 'dana', 'nobody').map((text) => ({ op: 'owner', owner: textKey(text) })),
  incident: fc.nat(24).map((n) => ({ op: 'incident', id: `i${n}` })),
  age: fc.record({
    op: fc.constant('age'),
    comparison: fc.constantFrom('<', '<=', '>', '>='),
    age: fc.integer({ min: 0, max: 6 }).map((hours) => hours * hour),
  }),
  text: beginning.map((phrase) => ({ op: 'text', phrase })),
};
const leaf: fc.Arbitrary<Filter> = fc.oneof(...Object.values<fc.Arbitrary<Filter>>(leaves));

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
