import { expect, test } from 'vitest';
import type { ActionItem } from '#core/connectors/action.ts';
import { failure } from '../reading.ts';
import { dataCalls, items, never, salesforceWorld, anIssue, type World } from './world.ts';

const upsert = 'salesforce.collections.upsert';
const describe = 'salesforce.describe';

function itemError(world: World, code: string, message: string, fields: readonly string[] = [], times = 1): void {
  const options = { items: 'all', code, message, fields: [...fields] };
  world.org.faults.add({ call: upsert, fault: { type: 'vendor', name: 'item-error', options }, times });
}

test('A partner whose account may not be used gets a case without it, and says so; the others go as ever.', async () => {
  const world = await salesforceWorld();
  world.org.administer({ accountsOutOfReach: ['Northgate Foods'] });
  const batch = items(world, 3, (index) => [index === 1 ? 'ZZ:NORTHGATE' : 'ZZ:TWINONE']);
  const outcomes = await world.escalate.perform(batch, never);
  expect(outcomes).toMatchObject([
    { result: 'done' },
    { result: 'done', remark: expect.stringContaining('Account ID: Salesforce refused it') },
    { result: 'done' },
  ]);
  expect(outcomes[0]).not.toHaveProperty('remark');
  expect(world.org.cases().map(({ accountName }) => accountName)).toEqual(['Twin Harbour', 'Twin Harbour', null]);
  expect(world.org.ledger.calls(upsert)).toHaveLength(2);
});

test('An account that was out of reach is taken again as soon as the administrator has mended that.', async () => {
  const world = await salesforceWorld();
  world.org.administer({ accountsOutOfReach: ['Northgate Foods'] });
  const [first, second] = items(world, 2);
  if (first === undefined || second === undefined) throw new Error('no items');
  await world.escalate.perform([first], never);
  world.org.administer({ accountsOutOfReach: [] });
  await world.escalate.perform([second], never);
  expect(world.org.cases().map(({ accountName }) => accountName)).toEqual([null, 'Northgate Foods']);
});

test.each([
  ['INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'],
  ['INSUFFICIENT_ACCESS', 'no access'],
  ['ENTITY_IS_LOCKED', 'the entity is locked'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Too many words'],
])('%s costs the cases it is about, and does not stop the connection.', async (code, message) => {
  const world = await salesforceWorld();
  itemError(world, code, message, [], 3);
  expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
    { result: 'failed' },
    { result: 'failed' },
  ]);
});

test('A right to create cases that was withdrawn for everybody stops the connection, whatever was known before.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  world.org.administer({ mayCreateCases: false });
  const batch = items(world, 3).slice(1);
  expect(await failure(world.escalate.perform(batch, never))).toMatchObject({
    kind: 'set-up',
    code: 'salesforce.permission',
    next: 'Assign the permission set Gridline Partner Operations to the person who is signed in.',
  });
  world.org.administer({ mayCreateCases: true });
  expect(await world.escalate.perform(batch, never)).toMatchObject([{ result: 'done' }, { result: 'done' }]);
});

test.each(['AccountId', 'Description', 'Priority', 'Origin'])(
  'A field that this user may not write (%s) is left out from the start; the preview says so.',
  async (name) => {
    const world = await salesforceWorld();
    world.org.administer({ readOnlyCaseFields: [name] });
    const [item] = items(world, 1);
    const { fields, warnings } = await world.escalate.preview(item?.draft ?? null, never);
    expect(fields.find(({ note }) => note?.includes('left out of the case'))).toMatchObject({ editable: false });
    expect(warnings).toEqual([expect.stringContaining('this user may not write it')]);
    expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([
      { result: 'done', remark: expect.stringContaining('this user may not write it') },
    ]);
    expect(world.org.ledger.calls(upsert)).toHaveLength(1);
    expect(world.org.cases()).toHaveLength(1);
  },
);

test('A right to a field that was withdrawn meanwhile costs that field, after one more try.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  world.org.administer({ readOnlyCaseFields: ['Description'] });
  world.org.ledger.clear();
  expect(await world.escalate.perform(items(world, 2).slice(1), never)).toMatchObject([{ result: 'done' }]);
  expect(dataCalls(world)).toEqual([upsert, describe, upsert]);
});

test('A picklist that lost a value is read again upon the refusal, and the case goes without it.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  const { picklists } = world.org.settings;
  world.org.administer({ picklists: { ...picklists, Origin: [{ value: 'Email' }], Priority: [{ value: 'Urgent' }] } });
  world.org.ledger.clear();
  expect(await world.escalate.perform(items(world, 2).slice(1), never)).toMatchObject([
    { result: 'done', remark: expect.stringContaining('the org has no value "High" any more') },
  ]);
  expect(dataCalls(world)).toEqual([upsert, describe, upsert]);
  expect(await world.escalate.perform(items(world, 3).slice(2), never)).toMatchObject([{ result: 'done' }]);
  expect(dataCalls(world)).toHaveLength(4);
});

test.each([false, true])(
  'A field that the org removed costs that field (the whole request refused: %s).',
  async (whole) => {
    const world = await salesforceWorld({
      org: { settings: { customCaseFields: [{ name: 'Line__c', label: 'Line', length: 40 }] } },
      settings: { caseFields: 'Line__c=EDI' },
    });
    await world.escalate.perform(items(world, 1), never);
    world.org.administer({ customCaseFields: [] });
    const body = [{ errorCode: 'INVALID_FIELD', message: "No such column 'Line__c' on sobject of type Case" }];
    if (whole) world.org.faults.add({ call: upsert, fault: { type: 'status', status: 400, body } });
    expect(await world.escalate.perform(items(world, 3).slice(1), never)).toMatchObject([
      { result: 'done', remark: expect.stringContaining('Line__c: this org does not have it') },
      { result: 'done' },
    ]);
  },
);

test('A field that is refused although describe allows it is left out the next time; what a person chose is not.', async () => {
  const world = await salesforceWorld();
  const [one] = items(world, 1);
  const chosen: ActionItem = {
    actionId: 'b',
    idempotencyKey: 'GL-B-1-abcdefgh',
    draft: world.escalate.draft(anIssue(2), { fields: { origin: 'Email' } }),
  };
  itemError(world, 'FIELD_INTEGRITY_EXCEPTION', 'Origin: not for this record type', ['Origin']);
  if (one === undefined) throw new Error('no item');
  expect(await world.escalate.perform([one, chosen], never)).toMatchObject([
    { result: 'done', remark: expect.stringContaining('Case Origin: Salesforce refused it') },
    {
      result: 'failed',
      error: { code: 'salesforce.field', message: expect.stringContaining('not for this record type') },
    },
  ]);
});

const locks: readonly (readonly [code: string, message: string])[] = [
  [
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CaseTrigger: execution of AfterInsert caused by: System.DmlException: Update failed. First exception on row 0 with id 001xx; first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record: []',
  ],
  [
    'CANNOT_EXECUTE_FLOW_TRIGGER',
    'We can’t save this record because the “Account roll-up” process failed. This error occurred when the flow tried to update records: UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record or 1 records: 001xx.',
  ],
  ['CANNOT_EXECUTE_FLOW_TRIGGER', 'Fehler beim Aktualisieren: UNABLE_TO_LOCK_ROW: Exklusiver Zugriff nicht möglich'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'first error: QUERY_TIMEOUT, Your query request was running for too long.'],
  ['UNKNOWN_EXCEPTION', 'System.CalloutException: Read timed out'],
];
test.each(locks)('A passing cause inside %s (%s) is tried again.', async (code, message) => {
  const world = await salesforceWorld();
  itemError(world, code, message, [], 3);
  const [outcome] = await world.escalate.perform(items(world, 1), never);
  expect(outcome).toMatchObject({ error: { family: 'transient' } });
  expect(outcome?.result === 'retry' || (outcome?.result === 'too much' && outcome.passes)).toBe(true);
});

test.each([
  'System.LimitException: Apex CPU time limit exceeded',
  'CaseTrigger: System.LimitException: Too many SOQL queries: 101',
  'System.LimitException: Too many DML rows: 10001',
  'System.LimitException: Apex heap size too large: 6291780',
  'The flow failed. Error: Apex CPU time limit exceeded',
])('Limits of automation (%s) ask for a smaller batch.', async (message) => {
  const world = await salesforceWorld();
  itemError(world, 'CANNOT_EXECUTE_FLOW_TRIGGER', message);
  expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
    { result: 'too much', passes: false, error: { code: 'salesforce.governor-limit' } },
    { result: 'too much' },
  ]);
});

test('A trigger that breaks off fails every case of a call, so it is found out which one was why.', async () => {
  const world = await salesforceWorld();
  const message =
    'CaseTrigger: execution of BeforeInsert caused by: System.NullPointerException: Attempt to de-reference a null object';
  itemError(world, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, [], 2);
  expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
    { result: 'too much', passes: false },
    { result: 'too much', passes: false },
  ]);
  itemError(world, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, [], 2);
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([
    { result: 'failed', error: { message: expect.stringContaining('NullPointerException') } },
  ]);
});

test('Both of two validation errors are told.', async () => {
  const world = await salesforceWorld();
  const errors = ['Enter a region', 'Enter a product'].map((message) => ({
    statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message,
    fields: [],
  }));
  world.org.faults.add({ call: upsert, fault: { type: 'status', status: 200, body: [{ success: false, errors }] } });
  const [outcome] = await world.escalate.perform(items(world, 1), never);
  expect(outcome).toMatchObject({ error: { message: expect.stringMatching(/Enter a region.*Enter a product/) } });
});

test('After a lost answer one query tells which cases are there; the others go in one batch.', async () => {
  const world = await salesforceWorld();
  const batch = items(world, 40);
  await world.escalate.perform(batch.slice(0, 15), never);
  world.org.ledger.clear();
  const again = batch.map((item) => ({ ...item, doubtful: true }));
  const outcomes = await world.escalate.perform(again, never);
  expect(outcomes.every((one) => one.result === 'done' && one.remoteId !== null)).toBe(true);
  expect(world.org.cases()).toHaveLength(40);
  expect(dataCalls(world)).toEqual(['salesforce.query', upsert]);
});

test('A case that exists and that this user may not see is not known to be written, and is not tried for ever.', async () => {
  const world = await salesforceWorld({ settings: { autoAssign: 'true' } });
  await world.escalate.perform(items(world, 2), never);
  world.org.administer({ caseVisibility: 'own' });
  world.org.ledger.clear();
  const again = items(world, 2).map((item) => ({ ...item, doubtful: true }));
  expect(await world.escalate.perform(again, never)).toMatchObject([
    { result: 'unknown', error: { code: 'salesforce.unseen', message: expect.stringContaining('may not see') } },
    { result: 'unknown' },
  ]);
  expect(dataCalls(world)).toEqual(['salesforce.query', upsert, 'salesforce.query']);
  expect(world.org.cases()).toHaveLength(2);
});

test('A case that is there and may not be changed by this user counts as written.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  itemError(world, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', [], 3);
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([
    { result: 'done', remoteId: world.org.cases()[0]?.id },
  ]);
});

test('Control characters and the separators of EDI do not get into a case.', async () => {
  const world = await salesforceWorld();
  const base = anIssue(1);
  const draft = world.escalate.draft(
    {
      ...base,
      issue: { ...base.issue, title: 'ISA\u001d*00\u001eGS\u0000end' },
      report: 'line\u0000 one\nline\u001f two',
    },
    {},
  );
  expect(draft).toMatchObject({ subject: 'Northgate Foods: ISA *00 GS end' });
  expect(JSON.stringify(draft)).not.toMatch(/\\u00[01]\w/);
});

test.each([
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Priority: bad value for restricted picklist field: High'],
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Dringlichkeit: bad value for restricted picklist field: High'],
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value for restricted picklist field: High'],
  ['FIELD_INTEGRITY_EXCEPTION', 'Priority: not for this record type'],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', "Field 'Priority' is not writeable"],
])('A field that only the message of %s names (%s) is left out, and the case goes.', async (code, message) => {
  const world = await salesforceWorld();
  const options = { items: 'all', code, message, fields: [] };
  world.org.faults.add({ call: upsert, fault: { type: 'vendor', name: 'item-error', options } });
  expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
    { result: 'done', remark: expect.stringContaining('Priority: Salesforce refused it') },
    { result: 'done' },
  ]);
  expect(world.org.cases().map(({ priority }) => priority)).toEqual(['Medium', 'Medium']);
});

test('What a person chose is not left out where only the message names its field.', async () => {
  const world = await salesforceWorld();
  const message = 'Priority: bad value for restricted picklist field: High';
  itemError(world, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, []);
  const draft = world.escalate.draft(anIssue(1), { fields: { priority: 'High' } });
  const item: ActionItem = { actionId: 'a', idempotencyKey: 'GL-A-1-abcdefgh', draft };
  expect(await world.escalate.perform([item], never)).toMatchObject([
    { result: 'failed', error: { message: expect.stringContaining('High') } },
  ]);
});

test('A field that is demanded although describe does not say so is named with how to enter it.', async () => {
  const world = await salesforceWorld();
  const options = {
    items: 'all',
    code: 'REQUIRED_FIELD_MISSING',
    message: 'Required fields are missing: [Line__c]',
    fields: ['Line__c'],
  };
  world.org.faults.add({ call: upsert, fault: { type: 'vendor', name: 'item-error', options }, times: null });
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([
    { result: 'failed', error: { next: expect.stringContaining('--set Line__c=') } },
  ]);
});

test('A refusal without a reason says what to do all the same.', async () => {
  const world = await salesforceWorld();
  const silent = [{ success: false, errors: [] }];
  world.org.faults.add({ call: upsert, fault: { type: 'status', status: 200, body: silent }, times: null });
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([
    { result: 'failed', error: { next: expect.stringContaining('in Salesforce itself') } },
  ]);
});
