import { expect, test } from 'vitest';

import { error, key, openOrg } from './fixture.ts';
import { first } from '#test/harness/pick.ts';

type Opened = Awaited<ReturnType<typeof openOrg>>;

const fill = async (opened: Opened, count: number): Promise<void> => {
  for (let from = 0; from < count; from += 200) {
    const records = Array.from({ length: Math.min(200, count - from) }, (_, at) => ({
      attributes: { type: 'Case' },
      [key]: `k${from + at}`,
      Subject: `Case ${from + at}`,
    }));
    await opened.call('PATCH', `/composite/sobjects/Case/${key}`, { records });
  }
};
const run = async ({ call }: Opened, soql: string) => call('GET', `/query?q=${encodeURIComponent(soql)}`);
const column = async (opened: Opened, soql: string, name: string): Promise<unknown[]> => {
  const { status, body } = await run(opened, soql);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { records: Record<string, unknown>[] }).records.map((one) => one[name]);
};

test('a poll by modstamp finds what changed since, in order, with fields of related records', async () => {
  const opened = await openOrg();
  const account = first(opened.org.accounts);
  await fill(opened, 3);
  opened.clock.at += 60_000;
  await opened.call('PATCH', `/sobjects/Case/${key}/k0`, { AccountId: account.id, Status: 'Working' });
  const soql = `SELECT Id, CaseNumber, Status, IsClosed, Owner.Name, Account.Name, Account.Owner.Name, SystemModstamp, ${key} FROM Case
    WHERE SystemModstamp >= 2026-11-20T09:00:30Z AND ${key} != null ORDER BY SystemModstamp, Id`;
  const { records } = await opened.connection.query(soql);
  const id = opened.org.cases()[0]?.id ?? '';
  const by = (type: string, of: string) => ({ type, url: `/services/data/v65.0/sobjects/${type}/${of}` });
  expect(records).toEqual([
    {
      attributes: by('Case', id),
      Id: id,
      CaseNumber: '00001001',
      Status: 'Working',
      IsClosed: false,
      Owner: {
        attributes: { type: 'Group', url: expect.stringMatching(/\/Group\/00G/) as string },
        Name: 'Partner Operations',
      },
      Account: {
        attributes: by('Account', account.id),
        Name: 'Northwind Retail',
        Owner: { attributes: expect.anything() as unknown, Name: 'Gridline Integration' },
      },
      SystemModstamp: '2026-11-20T09:01:00.000+0000',
      [key]: 'k0',
    },
  ]);
});

test('a missing related record is null, and deleted ones only show in queryAll', async () => {
  const opened = await openOrg();
  await fill(opened, 1);
  expect(await column(opened, 'SELECT Account.Name FROM Case', 'Account')).toEqual([null]);
  await opened.call('DELETE', `/sobjects/Case/${opened.org.cases()[0]?.id ?? ''}`);
  expect(await column(opened, 'SELECT Id FROM Case', 'Id')).toEqual([]);
  const all = await opened.call('GET', `/queryAll?q=${encodeURIComponent('SELECT IsDeleted FROM Case')}`);
  expect(all.body).toMatchObject({ totalSize: 1, records: [{ IsDeleted: true }] });
});

test.each([
  ["Name = 'northwind RETAIL'", ['Northwind Retail']],
  ["Name != 'Northwind Retail'", ["O'Brien Foods"]],
  ["Name = 'O\\'Brien Foods'", ["O'Brien Foods"]],
  ["AccountNumber IN ('ZZ:NORTHWIND', 'nothing')", ['Northwind Retail']],
  ["AccountNumber NOT IN ('ZZ:NORTHWIND')", ["O'Brien Foods"]],
  ["TG_Partner_Ids__c LIKE '%08:925485US00%'", ['Northwind Retail']],
  ["Name LIKE 'O_brien%'", ["O'Brien Foods"]],
  ["Name LIKE '100\\%%'", []],
  ['Phone = null', ['Northwind Retail', "O'Brien Foods"]],
  ["Phone <> null OR (Name > 'a' AND Name < 'o')", ['Northwind Retail']],
  ["NOT Name LIKE 'North%'", ["O'Brien Foods"]],
  ['IsDeleted = FALSE AND CreatedDate <= 2026-11-20T10:00:00+01:00', ['Northwind Retail', "O'Brien Foods"]],
  ['CreatedDate > 2026-11-20T09:00:00.000Z', []],
  ["Owner.Name = 'Gridline Integration' AND OwnerId != ''", ['Northwind Retail', "O'Brien Foods"]],
])('WHERE %s finds %j', async (where, names) => {
  expect(await column(await openOrg(), `select Name from Account where ${where} order by Name`, 'Name')).toEqual(names);
});

test('ORDER BY, LIMIT and OFFSET do what they say', async () => {
  const opened = await openOrg();
  await fill(opened, 5);
  await opened.call('PATCH', `/sobjects/Case/${key}/k3`, { Priority: 'High' });
  const subjects = (tail: string) => column(opened, `SELECT Subject FROM Case ${tail}`, 'Subject');
  expect(await subjects('ORDER BY Priority, Subject DESC LIMIT 3')).toEqual(['Case 3', 'Case 4', 'Case 2']);
  expect(await subjects('ORDER BY CaseNumber LIMIT 2 OFFSET 1')).toEqual(['Case 1', 'Case 2']);
  expect(await subjects('ORDER BY ClosedDate NULLS LAST, CaseNumber DESC LIMIT 1')).toEqual(['Case 4']);
  expect((await run(opened, 'SELECT COUNT() FROM Case')).body).toEqual({ totalSize: 5, done: true, records: [] });
});

test('answers come in batches of two thousand with a locator for the rest', async () => {
  const opened = await openOrg();
  await fill(opened, 4_100);
  const soql = 'SELECT Id, CaseNumber FROM Case ORDER BY SystemModstamp, Id';
  const first = await opened.connection.query(soql);
  expect([first.totalSize, first.done, first.records.length]).toEqual([4_100, false, 2_000]);
  expect(first.nextRecordsUrl).toMatch(/\/services\/data\/v65\.0\/query\/01g\w{15}-2000$/);
  const second = await opened.connection.queryMore(first.nextRecordsUrl ?? '');
  const third = await opened.connection.queryMore(second.nextRecordsUrl ?? '');
  expect([second.records.length, third.records.length, third.done]).toEqual([2_000, 100, true]);
  const numbers = [first, second, third].flatMap((page) => page.records.map((one) => one['CaseNumber']));
  expect(new Set(numbers).size).toBe(4_100);
  expect(numbers[4_099]).toBe('00005100');
  expect((await opened.call('GET', '/query/01gnonsense0000000-2000')).body).toEqual(
    error('INVALID_QUERY_LOCATOR', 'invalid query locator'),
  );
});

test.each([
  ['', 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null'],
  ['SELECT Id', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
  ['SELECT FROM Case', 'MALFORMED_QUERY', 'unexpected token'],
  ["SELECT Id FROM Case WHERE Subject = 'open", 'MALFORMED_QUERY', "unexpected token: ''open'"],
  [
    "SELECT Id FROM Case WHERE Subject = 'a' AND Status = 'b' OR Status = 'c'",
    'MALFORMED_QUERY',
    "unexpected token: 'OR'",
  ],
  ['SELECT Id FROM Case LIMIT ten', 'MALFORMED_QUERY', "unexpected token: 'ten'"],
  ['SELECT Id, (SELECT Id FROM CaseComments) FROM Case', 'MALFORMED_QUERY', "unexpected token: '('"],
  [
    'SELECT Id FROM Case WHERE SystemModstamp >= 2026-11-20T09:00:00 00:00',
    'MALFORMED_QUERY',
    "unexpected token: '2026-11-20T09:00:00'",
  ],
  ['SELECT Id, Nothing__c FROM Case', 'INVALID_FIELD', "No such column 'Nothing__c' on entity 'Case'"],
  ['SELECT Id, Nobody.Name FROM Case', 'INVALID_FIELD', "Didn't understand relationship 'Nobody' in field path"],
  ['SELECT Comments FROM Case', 'INVALID_FIELD', "No such column 'Comments' on entity 'Case'"],
  [
    "SELECT Id FROM Case WHERE Description LIKE '%x%'",
    'INVALID_FIELD',
    "field 'Description' can not be filtered in a query call",
  ],
  [
    "SELECT Id FROM Case WHERE SystemModstamp > '2026-11-20T09:00:00Z'",
    'INVALID_FIELD',
    'must be of type dateTime and should not be enclosed in quotes',
  ],
  ['SELECT Id FROM Case WHERE Subject = 7', 'INVALID_FIELD', 'must be of type string and should be enclosed in quotes'],
  ["SELECT Id FROM Case WHERE AccountId = 'acme'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: acme'],
  ['SELECT Id FROM Cases', 'INVALID_TYPE', "sObject type 'Cases' is not supported"],
])('the query %j is refused', async (soql, errorCode, message) => {
  const { status, body } = await run(await openOrg(), soql);
  expect([status, body]).toEqual([400, [{ errorCode, message: expect.stringContaining(message) as string }]]);
});
