import { Connection } from 'jsforce';
import { expect, test } from 'vitest';

import { ask, error, key, openOrg } from './fixture.ts';

const upsert = 'salesforce.case.upsert';

test.each([
  ['token-expired', 401, 'INVALID_SESSION_ID', 'Session expired or invalid'],
  ['request-limit', 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
  ['concurrent-limit', 403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  ['server-unavailable', 503, 'SERVER_UNAVAILABLE', 'Server unavailable'],
])('the fault %s is answered with %i once, then all is well', async (name, status, code, message) => {
  const { org, call } = await openOrg();
  org.faults.add({ call: upsert, fault: { type: 'vendor', name } });
  expect(await call('PATCH', `/sobjects/Case/${key}/k1`, {})).toMatchObject({ status, body: error(code, message) });
  expect(org.cases()).toEqual([]);
  expect((await call('PATCH', `/sobjects/Case/${key}/k1`, {})).status).toBe(201);
  expect(org.ledger.calls().map((one) => one.fault)).toEqual([name, undefined]);
});

test('a locked row fails a single upsert', async () => {
  const { org, call } = await openOrg();
  org.faults.add({ call: upsert, fault: { type: 'vendor', name: 'lock-row' } });
  expect(await call('PATCH', `/sobjects/Case/${key}/k1`, {})).toMatchObject({
    status: 400,
    body: error('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record', []),
  });
});

test('429 comes with and without Retry-After, 503 as a page', async () => {
  const { org, call } = await openOrg();
  org.faults.add({ call: upsert, fault: { type: 'status', status: 429, headers: { 'Retry-After': '12' } } });
  org.faults.add({ call: upsert, fault: { type: 'status', status: 429 } });
  org.faults.add({ call: upsert, fault: { type: 'html', status: 503 } });
  const answers = [];
  for (let time = 0; time < 3; time++) answers.push(await call('PATCH', `/sobjects/Case/${key}/k1`, {}));
  expect(answers.map((one) => [one.status, one.headers.get('retry-after')])).toEqual([
    [429, '12'],
    [429, null],
    [503, null],
  ]);
  expect(answers[2]?.body).toContain('<html>');
});

test('an answer lost after the effect leaves a case that the next upsert finds', async () => {
  const { org, connection } = await openOrg();
  org.faults.add({ call: 'salesforce.collections.upsert', fault: { type: 'reset-after' } });
  const records = [{ [key]: 'k1', Subject: 'Once' }];
  await expect(connection.sobject('Case').upsert(records, key)).rejects.toThrow('fetch failed');
  expect(await connection.sobject('Case').upsert(records, key)).toMatchObject([{ success: true, created: false }]);
  expect(org.ledger.effects('case.created').map((one) => one.key)).toEqual(['k1']);
});

test('the refresh can be refused', async () => {
  const { org } = await openOrg();
  const { accessToken, refreshToken, instanceUrl } = org.issueTokens();
  org.faults.add({ call: 'salesforce.oauth.token', fault: { type: 'vendor', name: 'inactive-user' } });
  org.expireSessions();
  const oauth2 = { loginUrl: org.baseUrl, clientId: org.settings.clientId };
  const connection = new Connection({ instanceUrl, accessToken, refreshToken, version: '65.0', oauth2 });
  await expect(connection.query('SELECT Id FROM Case')).rejects.toThrow('user is inactive');
});

test('the daily limit is counted, shown on each answer, and ends in 403', async () => {
  const { connection, call } = await openOrg({ settings: { dailyApiLimit: 3 } });
  await connection.query('SELECT Id FROM Case');
  expect(connection.limitInfo).toMatchObject({ apiUsage: { used: 1, limit: 3 } });
  expect((await call('GET', '/limits')).body).toMatchObject({ DailyApiRequests: { Max: 3, Remaining: 1 } });
  expect((await call('GET', '/limits')).status).toBe(200);
  const over = await call('GET', '/limits');
  expect([over.status, over.headers.get('sforce-limit-info')]).toEqual([403, 'api-usage=3/3']);
});

test('agents work cases, in code and over HTTP, and a poll sees it', async () => {
  const { org, call, clock, connection } = await openOrg();
  for (const k of ['k1', 'k2', 'k3']) await call('PATCH', `/sobjects/Case/${key}/${k}`, { Subject: k });
  clock.at += 60_000;
  org.closeCase('k1');
  const changed = await ask('POST', `${org.baseUrl}/_sandbox/cases/00001002`, {
    status: 'Waiting on Partner',
    owner: 'Priya Raman',
    comment: { body: 'Called them.', author: 'Newcomer Someone' },
  });
  expect(changed).toMatchObject({
    status: 200,
    body: {
      key: 'k2',
      status: 'Waiting on Partner',
      ownerName: 'Priya Raman',
      comments: [{ body: 'Called them.', author: 'Newcomer Someone', at: clock.at }],
    },
  });
  const since = 'WHERE SystemModstamp >= 2026-11-20T09:01:00Z';
  const polled = await connection.query(
    `SELECT ${key}, Status, IsClosed, Owner.Name FROM Case ${since} ORDER BY ${key}`,
  );
  expect(polled.records).toMatchObject([
    { [key]: 'k1', Status: 'Closed', IsClosed: true },
    { [key]: 'k2', Status: 'Waiting on Partner', IsClosed: false, Owner: { Name: 'Priya Raman' } },
  ]);
  const said = await connection.query(`SELECT CommentBody, CreatedBy.Name, ParentId FROM CaseComment ${since}`);
  expect(said.records).toMatchObject([{ CommentBody: 'Called them.', CreatedBy: { Name: 'Newcomer Someone' } }]);
  expect((await ask('GET', `${org.baseUrl}/_sandbox/cases`)).body).toEqual({ cases: org.cases() });
  const effects = org.ledger.effects().map((one) => one.effect);
  expect(effects.filter((one) => one.startsWith('agent.'))).toEqual([
    'agent.case.updated',
    'agent.case.updated',
    'agent.case.updated',
    'agent.comment.created',
  ]);
});

test('wrong orders to the desk are refused in words', async () => {
  const { org, call } = await openOrg();
  await call('PATCH', `/sobjects/Case/${key}/k1`, {});
  const order = (id: string, body: unknown) => ask('POST', `${org.baseUrl}/_sandbox/cases/${id}`, body);
  expect(await order('k9', { status: 'Closed' })).toMatchObject({
    status: 404,
    body: { error: 'There is no case "k9".' },
  });
  expect((await order('k1', { status: 'On Hold' })).body).toMatchObject({
    error: expect.stringContaining('Statuses: New') as string,
  });
  expect((await order('k1', { stat: 'Closed' })).status).toBe(400);
  expect(() => org.closeCase('k9')).toThrow('There is no case');
});

test('tokens and sessions can be handled over HTTP', async () => {
  const { org } = await openOrg();
  const minted = (await ask('POST', `${org.baseUrl}/_sandbox/tokens`)).body as Record<string, string>;
  expect(minted).toMatchObject({ clientId: org.settings.clientId, instanceUrl: org.baseUrl });
  const limits = () =>
    ask('GET', `${org.baseUrl}/services/data/v65.0/limits`, undefined, {
      authorization: `Bearer ${minted['accessToken'] ?? ''}`,
    });
  expect((await limits()).status).toBe(200);
  await ask('POST', `${org.baseUrl}/_sandbox/sessions/expire`);
  expect((await limits()).status).toBe(401);
  const refresh = () =>
    ask(
      'POST',
      `${org.baseUrl}/services/oauth2/token`,
      new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: org.settings.clientId,
        refresh_token: minted['refreshToken'] ?? '',
      }).toString(),
    );
  await ask('POST', `${org.baseUrl}/_sandbox/sessions/revoke`);
  expect((await refresh()).body).toMatchObject({ error: 'invalid_grant' });
});

test('the same seed gives the same ids, another seed others', async () => {
  const ids = async (seed: number) => {
    const { org, call } = await openOrg({ seed });
    await call('PATCH', `/sobjects/Case/${key}/k1`, {});
    return [org.cases()[0]?.id, org.accounts[0]?.id];
  };
  expect(await ids(5)).toEqual(await ids(5));
  expect(await ids(5)).not.toEqual(await ids(6));
});

test('accounts keep an id that was given, and a wrong one is refused', async () => {
  const { org } = await openOrg({
    accounts: [{ id: '001A0000006Vm9r', name: 'Given', identifiers: ['ZZ:A', 'ZZ:B'] }],
  });
  expect(org.accounts[0]?.id).toBe('001A0000006Vm9rIAC');
  await expect(openOrg({ accounts: [{ id: '500A0000006Vm9r', name: 'Given', identifiers: [] }] })).rejects.toThrow(
    "can't be the id of an account",
  );
});

test('a deep link leads to a page where an agent can work the case', async () => {
  const { org, call } = await openOrg();
  const { body } = await call('PATCH', `/sobjects/Case/${key}/k1`, { Subject: '<b>Rejected</b>' });
  const { id } = body as { id: string };
  const short = await ask('GET', `${org.baseUrl}/${id}`);
  expect([short.status, short.headers.get('location')]).toEqual([302, `/lightning/r/Case/${id}/view`]);
  const page = `${org.baseUrl}/lightning/r/Case/${id}/view`;
  expect((await ask('GET', page)).body).toContain('<h1>&lt;b&gt;Rejected&lt;/b&gt;</h1>');
  const form = new URLSearchParams({ status: 'Closed', comment: 'Fixed by the partner.' }).toString();
  expect((await ask('POST', page, form)).status).toBe(303);
  expect(org.cases()).toMatchObject([
    { isClosed: true, comments: [{ body: 'Fixed by the partner.', author: 'Maya Lindqvist' }] },
  ]);
  expect((await ask('GET', `${org.baseUrl}/lightning/r/Case/500000000000001AAA/view`)).status).toBe(404);
});

test('the queue of the assignment rule can be any', async () => {
  const { org, call } = await openOrg({ settings: { assignmentQueue: 'Night shift' } });
  await call('PATCH', `/sobjects/Case/${key}/k1`, {});
  expect(org.cases()[0]?.ownerName).toBe('Night shift');
  expect(
    (await call('GET', `/query?q=${encodeURIComponent("SELECT Type FROM Group WHERE Name = 'Night shift'")}`)).body,
  ).toMatchObject({
    totalSize: 1,
  });
});
