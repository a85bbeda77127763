import { expect, test } from 'vitest';

import { error, key, openOrg } from './fixture.ts';

const path = `/composite/sobjects/Case/${key}`;
const record = (k: string, fields: Record<string, unknown> = {}) => ({
  attributes: { type: 'Case' },
  [key]: k,
  ...fields,
});
const records = (count: number) =>
  Array.from({ length: count }, (_, at) => record(`k${at}`, { Subject: `Case ${at}` }));

test('the client library upserts two hundred cases in one call, results in order', async () => {
  const { org, connection } = await openOrg();
  const list = Array.from({ length: 200 }, (_, at) => ({ [key]: `k${at}`, Subject: `Case ${at}` }));
  const first = await connection.sobject('Case').upsert(list, key);
  const second = await connection.sobject('Case').upsert(list, key);
  expect(first.map((one) => [one.success, (one as { created?: boolean }).created])).toEqual(
    list.map(() => [true, true]),
  );
  expect(second.map((one) => [one.id, (one as { created?: boolean }).created])).toEqual(
    first.map((one) => [one.id, false]),
  );
  expect(org.cases().map((one) => one.key)).toEqual(list.map((one) => one[key]));
  expect(org.ledger.calls('salesforce.collections.upsert')).toHaveLength(2);
  expect(org.ledger.effects('case.created')).toHaveLength(200);
});

test('more than two hundred are refused as a whole', async () => {
  const { org, call, connection } = await openOrg();
  expect(await call('PATCH', path, { records: records(201) })).toMatchObject({
    status: 400,
    body: error('EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records in this operation'),
  });
  await expect(connection.sobject('Case').upsert(records(201), key)).rejects.toMatchObject({
    errorCode: 'EXCEEDED_ID_LIMIT',
  });
  expect(org.cases()).toEqual([]);
});

const mixed = [
  record('good'),
  record('bad', { Priority: 'Whatever' }),
  record('', {}),
  record('last', { AccountId: '001000000000001AAA' }),
];

test('each record has its own result, and its error calls the code statusCode', async () => {
  const { org, call } = await openOrg();
  expect(await call('PATCH', path, { records: mixed })).toMatchObject({
    status: 200,
    body: [
      { success: true, created: true, errors: [] },
      {
        success: false,
        errors: [
          {
            statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            message: 'Priority: bad value for restricted picklist field: Whatever',
            fields: ['Priority'],
          },
        ],
      },
      { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT', message: `${key} not specified`, fields: [key] }] },
      {
        success: false,
        errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] }],
      },
    ],
  });
  expect(org.cases().map((one) => one.key)).toEqual(['good']);
});

test('all or none takes back what was written, effects included', async () => {
  const { org, call } = await openOrg();
  await call('PATCH', path, { records: [record('old', { Subject: 'before' })] });
  org.ledger.clear();
  const answer = await call('PATCH', path, {
    allOrNone: true,
    records: [record('old', { Subject: 'after' }), ...mixed],
  });
  const codes = (answer.body as { errors: { statusCode: string }[] }[]).map((one) => one.errors[0]?.statusCode);
  expect(codes).toEqual([
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'MISSING_ARGUMENT',
    'INVALID_CROSS_REFERENCE_KEY',
  ]);
  expect(org.cases().map((one) => [one.key, one.subject])).toEqual([['old', 'before']]);
  expect(org.ledger.effects()).toEqual([]);
  expect((await call('PATCH', path, { records: [record('good')] })).body).toMatchObject([{ created: true }]);
});

test('a key twice in one call fails both records and no other', async () => {
  const { org, call } = await openOrg();
  const twice = {
    success: false,
    errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: k1', fields: [key] }],
  };
  expect((await call('PATCH', path, { records: [record('k1'), record('k2'), record('k1')] })).body).toMatchObject([
    twice,
    { success: true },
    twice,
  ]);
  expect(org.cases().map((one) => one.key)).toEqual(['k2']);
});

test('a key without regard to case where the org set it so', async () => {
  const { org, call } = await openOrg({
    settings: { externalId: { name: key, unique: true, caseSensitive: false, visible: true } },
  });
  await call('PATCH', path, { records: [record('ABC')] });
  expect((await call('PATCH', path, { records: [record('abc')] })).body).toMatchObject([{ created: false }]);
  expect(org.cases()).toHaveLength(1);
});

test('a key held by two records fails its record with their ids', async () => {
  const { call } = await openOrg({
    settings: { externalId: { name: key, unique: false, caseSensitive: true, visible: true } },
  });
  for (let time = 0; time < 2; time++) await call('POST', '/sobjects/Case', { [key]: 'twice' });
  expect((await call('PATCH', path, { records: [record('twice')] })).body).toMatchObject([
    { success: false, errors: [{ statusCode: 'DUPLICATE_EXTERNAL_ID', fields: [key] }] },
  ]);
});

test('records can be made and changed by id in one call', async () => {
  const { org, call } = await openOrg();
  const made = await call('POST', '/composite/sobjects', {
    records: [record('k1'), { attributes: { type: 'Account' }, Name: 'New' }, { attributes: { type: 'Nothing' } }],
  });
  expect(made.body).toMatchObject([{ success: true }, { success: true }, { errors: [{ statusCode: 'INVALID_TYPE' }] }]);
  const [first] = made.body as { id: string }[];
  const changed = await call('PATCH', '/composite/sobjects', {
    records: [
      { attributes: { type: 'Case' }, id: first?.id, Subject: 'changed' },
      { attributes: { type: 'Case' }, id: '500000000000001AAA', Subject: 'x' },
    ],
  });
  expect(changed.body).toMatchObject([{ success: true }, { errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] }]);
  expect(org.cases().map((one) => one.subject)).toEqual(['changed']);
});

test('more than ten changes of type are refused', async () => {
  const { call } = await openOrg();
  const alternating = Array.from({ length: 11 }, (_, at) => ({
    attributes: { type: at % 2 === 0 ? 'Case' : 'Account' },
    Name: 'x',
  }));
  expect((await call('POST', '/composite/sobjects', { records: alternating })).status).toBe(400);
});

test('faults hit the records they name', async () => {
  const { org, call } = await openOrg();
  org.faults.add({
    call: 'salesforce.collections.upsert',
    fault: { type: 'vendor', name: 'lock-row', options: { items: [0, 2] } },
  });
  const three = { records: records(3) };
  const locked = [
    { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] },
  ];
  expect((await call('PATCH', path, three)).body).toMatchObject([
    { errors: locked },
    { success: true },
    { errors: locked },
  ]);
  org.faults.add({
    call: 'salesforce.collections.*',
    fault: {
      type: 'vendor',
      name: 'item-error',
      options: { item: 1, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No.', fields: ['Subject'] },
    },
  });
  expect((await call('PATCH', path, three)).body).toMatchObject([
    { created: true },
    { errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No.', fields: ['Subject'] }] },
    { created: true },
  ]);
  expect((await call('PATCH', path, three)).body).toMatchObject([
    { created: false },
    { created: false },
    { created: false },
  ]);
});
