import { expect, test } from 'vitest';
import { ask, key, openOrg } from './fixture.ts';

type Org = Awaited<ReturnType<typeof openOrg>>;

const records = (count: number, fields: Record<string, unknown> = {}) => ({
  records: Array.from({ length: count }, (_, at) => ({ attributes: { type: 'Case' }, [key]: `k${at}`, ...fields })),
});
const upsert = ({ call }: Org, count: number, fields: Record<string, unknown> = {}) =>
  call('PATCH', `/composite/sobjects/Case/${key}`, records(count, fields));
const administer = ({ org }: Org, body: unknown) => ask('POST', `${org.baseUrl}/_sandbox/administer`, body);
const soql = (text: string) => encodeURIComponent(text);
const codes = (body: unknown) =>
  (body as readonly { errors: readonly { statusCode: string }[] }[]).map(({ errors }) => errors[0]?.statusCode ?? 'ok');

test('an administrator changes rights, fields and picklists while the org runs; describe and writing follow', async () => {
  const org = await openOrg();
  expect((await administer(org, { mayCreateCases: false, nonsense: true })).status).toBe(400);
  await administer(org, {
    mayCreateCases: false,
    picklists: { Origin: [{ value: 'Radio' }] },
    readOnlyCaseFields: ['Description'],
    customCaseFields: [{ name: 'Line__c', label: 'Line', length: 10 }],
    requiredCaseFields: ['Line__c'],
  });
  const described = (await org.call('GET', '/sobjects/Case/describe')).body as {
    createable: boolean;
    fields: readonly Record<string, unknown>[];
  };
  const field = (name: string) => described.fields.find((one) => one['name'] === name);
  expect(described.createable).toBe(false);
  expect(field('Description')).toMatchObject({ createable: false });
  expect(field('Origin')?.['picklistValues']).toMatchObject([{ value: 'Radio' }]);
  expect(field('Line__c')).toMatchObject({ createable: true, nillable: false });
  expect(codes((await upsert(org, 1)).body)).toEqual(['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY']);
  await administer(org, { mayCreateCases: true });
  expect(codes((await upsert(org, 1)).body)).toEqual(['REQUIRED_FIELD_MISSING']);
  expect(codes((await upsert(org, 1, { Line__c: 'EDI', Description: 'x' })).body)).toEqual([
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  ]);
  expect(codes((await upsert(org, 1, { Line__c: 'EDI' })).body)).toEqual(['ok']);
});

test('an account out of reach is found, and refused where a case names it', async () => {
  const org = await openOrg();
  await administer(org, { accountsOutOfReach: ['Northwind Retail'] });
  const AccountId = org.org.accounts[0]?.id;
  expect(codes((await upsert(org, 1, { AccountId })).body)).toEqual(['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY']);
});

test('a trigger’s limit fails every record of a call that is too large, and none of a smaller one', async () => {
  const org = await openOrg();
  await administer(org, { triggerLimit: 2 });
  const large = (await upsert(org, 3)).body;
  expect(codes(large)).toEqual([
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  ]);
  expect(JSON.stringify(large)).toContain('Apex CPU time limit exceeded');
  expect(codes((await upsert(org, 2)).body)).toEqual(['ok', 'ok']);
});

test('a user who sees only their own cases does not find others, and may not write their key again', async () => {
  const org = await openOrg();
  await upsert(org, 1);
  await administer(org, { caseVisibility: 'own' });
  const found = await org.call('GET', `/query?q=${soql(`SELECT Id FROM Case WHERE ${key} = 'k0'`)}`);
  expect(found.body).toMatchObject({ totalSize: 0 });
  expect(codes((await upsert(org, 1)).body)).toEqual(['DUPLICATE_VALUE']);
  expect(org.org.cases()).toHaveLength(1);
});

test('what is shown late is queried as it was before, and keeps its stamp', async () => {
  const org = await openOrg();
  await upsert(org, 1);
  const change = (body: unknown) => ask('POST', `${org.org.baseUrl}/_sandbox/cases/k0`, body);
  const status = async () =>
    (await org.call('GET', `/query?q=${soql('SELECT Status, SystemModstamp FROM Case')}`)).body as {
      records: readonly { Status: string; SystemModstamp: string }[];
    };
  org.clock.at += 60_000;
  await change({ status: 'Working', showLateMs: 180_000 });
  org.clock.at += 179_000;
  expect((await status()).records).toMatchObject([{ Status: 'New' }]);
  org.clock.at += 1_000;
  expect((await status()).records).toMatchObject([
    { Status: 'Working', SystemModstamp: '2026-11-20T09:01:00.000+0000' },
  ]);
});

test('deleted and merged cases are seen by queryAll alone', async () => {
  const org = await openOrg();
  await upsert(org, 3);
  const change = (id: string, body: unknown) => ask('POST', `${org.org.baseUrl}/_sandbox/cases/${id}`, body);
  await change('k0', { bin: 'delete' });
  await change('k1', { mergeInto: 'k2' });
  const text = soql(`SELECT ${key}, IsDeleted, MasterRecord.CaseNumber FROM Case ORDER BY CaseNumber`);
  expect((await org.call('GET', `/query?q=${text}`)).body).toMatchObject({ totalSize: 1 });
  expect((await org.call('GET', `/queryAll?q=${text}`)).body).toMatchObject({
    records: [
      { [key]: 'k0', IsDeleted: true, MasterRecord: null },
      { [key]: 'k1', IsDeleted: true, MasterRecord: { CaseNumber: '00001003' } },
      { [key]: 'k2', IsDeleted: false },
    ],
  });
  await change('k0', { bin: 'undelete' });
  expect((await org.call('GET', `/query?q=${text}`)).body).toMatchObject({ totalSize: 2 });
});

test.each([
  ['url-not-reset', 400],
  ['redirect', 301],
  ['web-page', 404],
])('an org that has moved answers its old host with %s, and the sign-in names the new one', async (oldHost, status) => {
  const { org, call } = await openOrg();
  const tokens = org.issueTokens();
  const moved = await ask('POST', `${org.baseUrl}/_sandbox/move`, { oldHost });
  expect((await call('GET', '/limits')).status).toBe(status);
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: tokens.clientId,
    refresh_token: tokens.refreshToken,
  });
  const renewed = await ask('POST', `${org.baseUrl}/services/oauth2/token`, form.toString());
  expect(moved.body).toEqual({ instanceUrl: (renewed.body as Record<string, string>)['instance_url'] });
  const { instance_url: url, access_token: token } = renewed.body as Record<string, string>;
  const answer = await ask('GET', `${url}/services/data/v65.0/limits`, undefined, { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(200);
});

test('limits need a right of their own', async () => {
  const org = await openOrg();
  await administer(org, { mayViewSetup: false });
  const { status, body } = await org.call('GET', '/limits');
  expect([status, body]).toEqual([
    403,
    [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'Limits resource is not enabled' }],
  ]);
});

test('the token service can be busy, or refuse in any words', async () => {
  const { org } = await openOrg();
  const { refreshToken, clientId } = org.issueTokens();
  const refresh = () =>
    ask(
      'POST',
      `${org.baseUrl}/services/oauth2/token`,
      new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken }).toString(),
    );
  org.faults.add({ call: 'salesforce.oauth.token', fault: { type: 'vendor', name: 'token-busy' } });
  const options = { error: 'server_error', description: 'no' };
  org.faults.add({ call: 'salesforce.oauth.token', fault: { type: 'vendor', name: 'refuse', options } });
  expect([(await refresh()).body, (await refresh()).body, (await refresh()).status]).toEqual([
    { error: 'invalid_grant', error_description: 'token request is already being processed' },
    { error: 'server_error', error_description: 'no' },
    200,
  ]);
});
