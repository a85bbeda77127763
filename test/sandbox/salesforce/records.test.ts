import { expect, test } from 'vitest';

import { toRecordId, withChecksum } from '#sandbox/salesforce/org/ids.ts';

import { ask, error, key, openOrg } from './fixture.ts';

const path = `/sobjects/Case/${key}`;

test('ids of 18 characters are the case-safe form of their 15', () => {
  expect(withChecksum('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
  expect(toRecordId('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
  expect(toRecordId('001A0000006Vm9rIAB')).toBeUndefined();
});

test('an upsert creates once and updates after, and tells which', async () => {
  const { org, call, clock } = await openOrg();
  const created = await call(
    'PATCH',
    `${path}/k1`,
    { Subject: 'Rejected 850', Status: 'New' },
    { 'sforce-auto-assign': 'FALSE' },
  );
  const id = (created.body as { id: string }).id;
  expect(created).toMatchObject({ status: 201, body: { id, success: true, errors: [], created: true } });
  expect(created.headers.get('sforce-limit-info')).toBe('api-usage=1/15000');
  clock.at += 5_400;
  expect(await call('PATCH', `${path}/k1`, { Priority: 'High' })).toMatchObject({
    status: 200,
    body: { id, success: true, errors: [], created: false },
  });
  expect((await call('GET', `/sobjects/Case/${id}`)).body).toMatchObject({
    CaseNumber: '00001001',
    Subject: 'Rejected 850',
    Priority: 'High',
    Status: 'New',
    IsClosed: false,
    [key]: 'k1',
    CreatedDate: '2026-11-20T09:00:00.000+0000',
    SystemModstamp: '2026-11-20T09:00:05.000+0000',
  });
  expect(org.ledger.effects().map(({ effect, key, data }) => ({ effect, key, data }))).toEqual([
    {
      effect: 'case.created',
      key: 'k1',
      data: {
        caseNumber: '00001001',
        autoAssign: false,
        fields: { Subject: 'Rejected 850', Status: 'New', [key]: 'k1' },
      },
    },
    {
      effect: 'case.updated',
      key: 'k1',
      data: { caseNumber: '00001001', autoAssign: true, fields: { Priority: 'High' } },
    },
  ]);
});

test("the client library's upsert of one record works, and its unencoded keys go where they go", async () => {
  const { org, connection } = await openOrg();
  expect(await connection.sobject('Case').upsert({ [key]: 'plain-1', Subject: 'One' }, key)).toMatchObject({
    success: true,
  });
  await connection.sobject('Case').upsert({ [key]: 'TG INV 42#A?x=1', Subject: 'Two' }, key);
  await connection.sobject('Case').upsert({ [key]: encodeURIComponent('TG/INV 42#A?x=1'), Subject: 'Three' }, key);
  expect(org.cases().map((one) => one.key)).toEqual(['plain-1', 'TG INV 42', 'TG/INV 42#A?x=1']);
});

test('new cases go to the assignment queue unless the header says not to', async () => {
  const { org, call } = await openOrg();
  await call('PATCH', `${path}/k1`, { Subject: 'a' });
  await call('PATCH', `${path}/k2`, { Subject: 'b' }, { 'Sforce-Auto-Assign': 'FALSE' });
  expect(org.cases().map((one) => one.ownerName)).toEqual(['Partner Operations', 'Gridline Integration']);
});

test('older versions say nothing when an upsert updated', async () => {
  const { call, connection } = await openOrg({ settings: { upsertUpdateStatus: 204 } });
  expect((await call('PATCH', `${path}/k1`, {})).status).toBe(201);
  expect(await call('PATCH', `${path}/k1`, {})).toMatchObject({ status: 204, body: '' });
  expect(await connection.sobject('Case').upsert({ [key]: 'k1', Subject: 'x' }, key)).toEqual({
    success: true,
    errors: [],
  });
});

test('two records under one key answer 300 with their addresses, and nothing is written', async () => {
  const { org, call, connection } = await openOrg({
    settings: { externalId: { name: key, unique: false, caseSensitive: true, visible: true } },
  });
  const ids = [];
  for (const Subject of ['a', 'b']) {
    ids.push(((await call('POST', '/sobjects/Case', { Subject, [key]: 'twice' })).body as { id: string }).id);
  }
  expect(await call('PATCH', `${path}/twice`, { Subject: 'c' })).toMatchObject({
    status: 300,
    body: ids.map((id) => `/services/data/v65.0/sobjects/Case/${id}`),
  });
  await expect(connection.sobject('Case').upsert({ [key]: 'twice' }, key)).rejects.toMatchObject({
    errorCode: 'MULTIPLE_CHOICES',
  });
  expect(org.ledger.effects('case.updated')).toEqual([]);
});

test.each([
  [{ [key]: 'k1' }, 400, error('INVALID_FIELD', `The ${key} field should not be specified in the sobject data.`)],
  [{ Id: '500' }, 400, error('INVALID_FIELD', 'The Id field should not be specified in the sobject data.')],
  [
    { Subject: 'x'.repeat(256) },
    400,
    error('STRING_TOO_LONG', `Subject: data value too large: ${'x'.repeat(255)} (max length=255)`, ['Subject']),
  ],
  [{ Nonsense__c: 1 }, 400, error('INVALID_FIELD', "No such column 'Nonsense__c' on sobject of type Case", [])],
  [
    { Status: 'On Hold' },
    400,
    error('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Status: bad value for restricted picklist field: On Hold', [
      'Status',
    ]),
  ],
  [
    { Priority: 'Whatever' },
    400,
    error('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Priority: bad value for restricted picklist field: Whatever', [
      'Priority',
    ]),
  ],
  [{ AccountId: '001000000000001AAA' }, 400, error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [])],
  [{ AccountId: 'acme' }, 400, error('MALFORMED_ID', 'Account ID: id value of incorrect type: acme', ['AccountId'])],
  [
    { IsEscalated: 'yes' },
    400,
    error('JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean from string value yes', []),
  ],
])('a case with %j is refused', async (body, status, expected) => {
  const { org, call } = await openOrg();
  expect(await call('PATCH', `${path}/k9`, body)).toMatchObject({ status, body: expected });
  expect(org.cases()).toEqual([]);
});

test('read-only, missing and taken values are refused by name', async () => {
  const { call } = await openOrg();
  expect((await call('POST', '/sobjects/Case', { CaseNumber: '1' })).body).toMatchObject([
    { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['CaseNumber'] },
  ]);
  expect((await call('POST', '/sobjects/Account', {})).body).toEqual(
    error('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']),
  );
  const first = await call('POST', '/sobjects/Case', { [key]: 'k1' });
  expect((await call('POST', '/sobjects/Case', { [key]: 'k1' })).body).toEqual(
    error(
      'DUPLICATE_VALUE',
      `duplicate value found: ${key} duplicates value on record with id: ${(first.body as { id: string }).id}`,
      [],
    ),
  );
  expect(await call('POST', '/sobjects/Case', '{"Subject":')).toMatchObject({
    status: 400,
    body: [{ errorCode: 'JSON_PARSER_ERROR' }],
  });
});

test('a key field nobody may see is not there: not for upsert, not in describe, not in a query', async () => {
  const { call, connection } = await openOrg({
    settings: { externalId: { name: key, unique: true, caseSensitive: true, visible: false } },
  });
  expect(await call('PATCH', `${path}/k1`, {})).toMatchObject({
    status: 404,
    body: error('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${key}`),
  });
  expect((await call('POST', '/sobjects/Case', { [key]: 'k1' })).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  expect((await connection.sobject('Case').describe()).fields.some((field) => field.name === key)).toBe(false);
  await expect(connection.query(`SELECT ${key} FROM Case`)).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
});

test('describe tells picklists with what is active, lengths, and the key', async () => {
  const { connection } = await openOrg();
  const { fields, keyPrefix } = await connection.sobject('Case').describe();
  const field = (name: string) => fields.find((one) => one.name === name);
  expect(keyPrefix).toBe('500');
  expect(field('Status')?.picklistValues?.map((one) => [one.value, one.active, one.defaultValue])).toContainEqual([
    'New',
    true,
    true,
  ]);
  expect(
    field('Priority')
      ?.picklistValues?.filter((one) => !one.active)
      .map((one) => one.value),
  ).toEqual(['Critical']);
  expect(field('Subject')).toMatchObject({ type: 'string', length: 255, createable: true });
  expect(field(key)).toMatchObject({
    externalId: true,
    unique: true,
    caseSensitive: true,
    custom: true,
    idLookup: true,
  });
  expect(field('OwnerId')).toMatchObject({
    type: 'reference',
    referenceTo: ['Group', 'User'],
    relationshipName: 'Owner',
  });
});

test('a closed status closes the case and an open one opens it again', async () => {
  const { call } = await openOrg();
  const { id } = (await call('PATCH', `${path}/k1`, {})).body as { id: string };
  const fields = async () => (await call('GET', `/sobjects/Case/${id}?fields=Status,IsClosed,ClosedDate`)).body;
  expect((await call('PATCH', `/sobjects/Case/${id}`, { Status: 'Closed' })).status).toBe(204);
  expect(await fields()).toMatchObject({
    Status: 'Closed',
    IsClosed: true,
    ClosedDate: '2026-11-20T09:00:00.000+0000',
  });
  await call('PATCH', `/sobjects/Case/${id.slice(0, 15)}`, { Status: 'Working' });
  expect(await fields()).toMatchObject({ IsClosed: false, ClosedDate: null });
});

test('comments are records of their own, and only their visibility can change', async () => {
  const { org, call } = await openOrg();
  const { id } = (await call('PATCH', `${path}/k1`, { Comments: 'first' })).body as { id: string };
  const made = (await call('POST', '/sobjects/CaseComment', { ParentId: id, CommentBody: 'second' })).body as {
    id: string;
  };
  expect((await call('PATCH', `/sobjects/CaseComment/${made.id}`, { CommentBody: 'changed' })).body).toMatchObject([
    { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['CommentBody'] },
  ]);
  expect(
    (await call('POST', '/sobjects/CaseComment', { ParentId: id, CommentBody: 'é'.repeat(2_001) })).body,
  ).toMatchObject([{ errorCode: 'STRING_TOO_LONG', fields: ['CommentBody'] }]);
  expect(org.cases()[0]?.comments.map((one) => one.body)).toEqual(['first', 'second']);
  expect(org.ledger.effects('comment.created')).toHaveLength(2);
});

test('a deleted case is gone for reading and writing, and its key is free again', async () => {
  const { org, call } = await openOrg();
  const { id } = (await call('PATCH', `${path}/k1`, {})).body as { id: string };
  expect((await call('DELETE', `/sobjects/Case/${id}`)).status).toBe(204);
  expect(await call('PATCH', `/sobjects/Case/${id}`, {})).toMatchObject({
    status: 404,
    body: [{ errorCode: 'ENTITY_IS_DELETED' }],
  });
  expect((await call('PATCH', `${path}/k1`, {})).status).toBe(201);
  expect(org.cases()).toHaveLength(1);
});

test('versions, objects and paths that do not exist answer as the vendor does', async () => {
  const { org, call } = await openOrg();
  const nothing = { status: 404, body: error('NOT_FOUND', 'The requested resource does not exist') };
  expect(await call('GET', '/sobjects/Nothing/describe')).toMatchObject(nothing);
  expect(await call('GET', '/nowhere')).toMatchObject(nothing);
  expect((await call('PUT', '/limits')).status).toBe(405);
  expect(await ask('GET', `${org.baseUrl}/services/data/v45.0/limits`)).toMatchObject(nothing);
  const versions = (await ask('GET', `${org.baseUrl}/services/data`)).body as { label: string; version: string }[];
  expect([versions[0], versions.at(-3)]).toMatchObject([
    { label: "Summer '19", version: '46.0' },
    { label: "Winter '26", version: '65.0' },
  ]);
});
