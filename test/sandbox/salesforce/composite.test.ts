import { expect, test } from 'vitest';

import { error, key, openOrg } from './fixture.ts';
import { first } from '#test/harness/pick.ts';

const base = '/services/data/v65.0/sobjects';
const upsert = (k: string, body: Record<string, unknown> = {}) => ({
  method: 'PATCH',
  url: `${base}/Case/${key}/${k}`,
  referenceId: 'c',
  body,
});
const comment = (CommentBody: string, ParentId = '@{c.id}') => ({
  method: 'POST',
  url: `${base}/CaseComment`,
  referenceId: 'm',
  body: { ParentId, CommentBody },
});

test('a case and its comment go in one call, the comment naming the case', async () => {
  const { org, connection } = await openOrg();
  const answer = await connection.requestPost('/composite', {
    allOrNone: true,
    compositeRequest: [
      upsert('k1', { Subject: 'Rejected' }),
      comment('Seen: @{c.id}'),
      { method: 'GET', url: `${base}/Case/@{c.id}?fields=Subject`, referenceId: 'r' },
    ],
  });
  const one = first(org.cases());
  expect(answer).toEqual({
    compositeResponse: [
      {
        referenceId: 'c',
        httpStatusCode: 201,
        httpHeaders: { Location: `${base}/Case/${one.id}` },
        body: { id: one.id, success: true, errors: [], created: true },
      },
      expect.objectContaining({ referenceId: 'm', httpStatusCode: 201 }),
      expect.objectContaining({
        referenceId: 'r',
        httpStatusCode: 200,
        body: expect.objectContaining({ Subject: 'Rejected' }) as unknown,
      }),
    ],
  });
  expect(one.comments.map((said) => said.body)).toEqual([`Seen: ${one.id}`]);
  expect(org.ledger.effects().map((one) => one.effect)).toEqual(['case.created', 'comment.created']);
  expect(org.ledger.calls()).toHaveLength(1);
});

test('all or none takes everything back, and only the culprit says why', async () => {
  const { org, call } = await openOrg();
  const { body } = await call('POST', '/composite', {
    allOrNone: true,
    compositeRequest: [upsert('k1'), comment('x', '500000000000001AAA'), { ...upsert('k2'), referenceId: 'd' }],
  });
  const halted = error(
    'PROCESSING_HALTED',
    'The transaction was rolled back since another operation in the same transaction failed.',
  );
  expect(body).toMatchObject({
    compositeResponse: [
      { referenceId: 'c', httpStatusCode: 400, body: halted },
      {
        referenceId: 'm',
        httpStatusCode: 400,
        body: error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []),
      },
      { referenceId: 'd', httpStatusCode: 400, body: halted },
    ],
  });
  expect([org.cases(), org.ledger.effects()]).toEqual([[], []]);
});

test('without it the rest stands, and what names a failed part fails too', async () => {
  const { org, call } = await openOrg();
  org.faults.add({ call: 'salesforce.composite', fault: { type: 'vendor', name: 'lock-row' } });
  const { body } = await call('POST', '/composite', {
    compositeRequest: [upsert('k1'), comment('x'), { ...upsert('k2'), referenceId: 'd' }],
  });
  expect(body).toMatchObject({
    compositeResponse: [
      { httpStatusCode: 400, body: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] },
      {
        httpStatusCode: 400,
        body: error('PROCESSING_HALTED', 'Invalid reference specified. No value for c.id found in c'),
      },
      { httpStatusCode: 201 },
    ],
  });
  expect(org.cases().map((one) => one.key)).toEqual(['k2']);
});

test('more than 25 parts, more than 5 wide ones, or a reference twice are refused', async () => {
  const { call } = await openOrg();
  const many = (count: number, url: string) =>
    Array.from({ length: count }, (_, at) => ({ method: 'GET', url, referenceId: `r${at}` }));
  const send = async (compositeRequest: unknown) => (await call('POST', '/composite', { compositeRequest })).status;
  expect(await send(many(26, '/services/data/v65.0/limits'))).toBe(400);
  expect(await send(many(25, '/services/data/v65.0/limits'))).toBe(200);
  expect(await send(many(6, '/services/data/v65.0/query?q=SELECT+Id+FROM+Case'))).toBe(400);
  expect(await send([upsert('a'), upsert('b')])).toBe(400);
  expect(await send([])).toBe(400);
});
