import { expect, test } from 'vitest';
import { facetTable, facetsOf, partnerShift } from '#core/queue/facets.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';

test.each(Object.entries(facetTable))('the packed facets have room for every %s', (_, { bits, values }) => {
  expect(values ?? 0).toBeLessThanOrEqual(2 ** bits);
});

test('what is packed in bits stays below the partner’s and within what bit operators reach', () => {
  expect(partnerShift).toBeLessThanOrEqual(30);
  expect(partnerShift + 12).toBeLessThanOrEqual(52);
});

test('a row of every kind and status is packed into a number of its own', () => {
  const packed = issueKinds.flatMap((kind) =>
    issueStatuses.map((status) =>
      facetsOf({
        kind,
        status,
        severity: 3,
        escalated: 1,
        owner_key: 'pat',
        document_type: '810',
        partner_sort: 'acme',
      }),
    ),
  );
  expect(new Set(packed).size).toBe(packed.length);
  for (const number of packed) expect(Number.isSafeInteger(number) && number > 0).toBe(true);
});
