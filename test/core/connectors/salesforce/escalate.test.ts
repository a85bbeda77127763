import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { dataCalls, items, never, salesforceWorld, anIssue } from './world.ts';
import { failure, poll } from '../reading.ts';
import { first } from '#test/harness/pick.ts';

const upsert = 'salesforce.collections.upsert';
const key = 'GL-A0-1-abcdefgh';

test('An escalation becomes one case with its report, priority, origin and account, and no assignment rule runs.', async () => {
  const world = await salesforceWorld();
  const [outcome] = await world.escalate.perform(items(world, 1), never);
  const made = first(world.org.cases());
  expect(made).toMatchObject({
    key,
    subject: 'Northgate Foods: Invoice INV-0 rejected: currency code "USX" is not valid',
    description: `Invoice INV-0 was rejected.\nWhat to do next: correct the currency.\n\nhttps://tradinggrid.opentext.com/lens/app/transactions/T-1/details`,
    status: 'New',
    priority: 'High',
    origin: 'Trading Grid',
    accountName: 'Northgate Foods',
    ownerName: 'Gridline Integration',
  });
  expect(outcome).toEqual({
    result: 'done',
    state: 'accepted',
    reference: null,
    url: `${world.org.baseUrl}/${made.id}`,
    remoteId: made.id,
  });
});

test('The same escalation sent twice is still one case, and a case that was taken up is not reopened.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  world.org.setStatus(key, 'Working');
  await world.escalate.perform(items(world, 1), never);
  expect(world.org.cases().map(({ status }) => status)).toEqual(['Working']);
});

test('Two hundred escalations and their case numbers cost three data calls once cases are described.', async () => {
  const world = await salesforceWorld();
  const { cursor } = await poll(world.connection.feeds.cases);
  await world.escalate.preview(items(world, 1)[0]?.draft ?? null, never);
  world.cache.forEach((_, name) => name.startsWith('account:') && world.cache.delete(name));
  await world.clock.advance(minute);
  world.org.ledger.clear();
  const batch = items(world, 200, (index) => [
    `ZZ:PARTNER${index % 40}`,
    `GC0415${index % 40}`,
    `Partner ${index % 40}`,
  ]);
  const outcomes = await world.escalate.perform(batch, never);
  const { events } = await poll(world.connection.feeds.cases, cursor);
  expect(outcomes.every(({ result }) => result === 'done')).toBe(true);
  expect(world.org.cases()).toHaveLength(200);
  expect(new Set(events.map(({ payload }) => JSON.stringify(payload))).size).toBe(200);
  expect(dataCalls(world)).toHaveLength(3);
});

test('Account matches are kept for an hour.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  world.org.ledger.clear();
  await world.escalate.perform(items(world, 1), never);
  expect(dataCalls(world)).toEqual([upsert]);
  await world.clock.advance(hour);
  await world.escalate.perform(items(world, 1), never);
  expect(dataCalls(world)).toEqual([upsert, 'salesforce.query', upsert]);
});

test('An account is found in a field of several identifiers; several matches set none.', async () => {
  const world = await salesforceWorld({ settings: { accountIdentifierFields: 'TG_Partner_Ids__c,Name' } });
  const batch = items(world, 4, (index) => [['GC041543822654'], ['Twin Harbour'], ["O'Neil \\ 50%_"], []][index] ?? []);
  await world.escalate.perform(batch, never);
  expect(world.org.cases().map(({ key: one, accountName }) => [one, accountName])).toEqual([
    ['GL-A0-1-abcdefgh', 'Northgate Foods'],
    ['GL-A1-1-abcdefgh', null],
    ['GL-A2-1-abcdefgh', null],
    ['GL-A3-1-abcdefgh', null],
  ]);
});

test('Account fields that the org does not have cost the account, not the case.', async () => {
  const world = await salesforceWorld({ settings: { accountIdentifierFields: 'No_Such__c' } });
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'done' }]);
  expect(world.org.cases()).toMatchObject([{ accountName: null }]);
});

test('A key that stands in a batch twice is sent once, and both items hear of it.', async () => {
  const world = await salesforceWorld();
  const [one] = items(world, 1);
  if (one === undefined) throw new Error('no item');
  const outcomes = await world.escalate.perform([one, { ...one, actionId: 'again' }], never);
  expect(outcomes.map(({ result }) => result)).toEqual(['done', 'done']);
  expect(world.org.cases()).toHaveLength(1);
});

test('Assignment rules and duplicate rules follow the settings.', async () => {
  const headers: Headers[] = [];
  const world = await salesforceWorld({
    settings: { autoAssign: 'true', allowDuplicates: 'true' },
    fetch: (input, init) => {
      headers.push(new Headers(init?.headers));
      return fetch(input, init);
    },
  });
  await world.escalate.perform(items(world, 1), never);
  expect(world.org.cases()).toMatchObject([{ ownerName: 'Partner Operations' }]);
  expect(headers.at(-1)?.get('sforce-duplicate-rule-header')).toBe('allowSave=true');
});

test('One bad record fails alone, with what Salesforce said and what to do.', async () => {
  const world = await salesforceWorld();
  world.org.faults.add({
    call: upsert,
    fault: {
      type: 'vendor',
      name: 'item-error',
      options: { item: 1, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Enter a region', fields: ['Region__c'] },
    },
  });
  const outcomes = await world.escalate.perform(items(world, 3), never);
  expect(outcomes).toMatchObject([
    { result: 'done' },
    {
      result: 'failed',
      error: {
        code: 'salesforce.refused',
        family: 'user',
        message: 'Salesforce refused the case as it is. It said: Enter a region (Region__c)',
      },
    },
    { result: 'done' },
  ]);
});

test.each([
  ['UNABLE_TO_LOCK_ROW', 'locked', 'retry', 'retry'],
  ['DUPLICATE_VALUE', 'duplicate value found: TG_Exception_Key__c duplicates', 'unknown', 'unknown'],
  ['DUPLICATE_VALUE', 'duplicate value found: Order_Ref__c duplicates', 'failed', 'failed'],
  ['DUPLICATES_DETECTED', 'Use one of these records?', 'failed', 'failed'],
  ['STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded', 'retry', 'retry'],
  ['STRING_TOO_LONG', 'data value too large', 'failed', 'failed'],
  ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [Region__c]', 'failed', 'failed'],
  ['PROCESSING_HALTED', 'rolled back', 'too much', 'too much'],
  ['SOMETHING_NEW', 'never heard of', 'failed', 'failed'],
])('An item with %s (%s) is a %s.', async (code, message, result) => {
  const world = await salesforceWorld();
  world.org.faults.add({
    call: upsert,
    fault: { type: 'vendor', name: 'item-error', options: { item: 0, code, message } },
  });
  expect((await world.escalate.perform(items(world, 2), never))[0]?.result).toBe(result);
});

test('A missing or hidden exception key field is a set-up error that says what brings it.', async () => {
  const world = await salesforceWorld({
    org: {
      settings: {
        externalId: { name: 'TG_Exception_Key__c', unique: true, caseSensitive: true, visible: false },
      },
    },
  });
  const error = await failure(world.escalate.perform(items(world, 1), never));
  expect([error.kind, error.next]).toEqual([
    'set-up',
    'Deploy the folder build/salesforce to the org, then assign the permission set Gridline Partner Operations.',
  ]);
});

test('Values that the org does not have are left to its defaults, and the preview says so.', async () => {
  const world = await salesforceWorld({ settings: { origin: 'Fax', priorityMap: 'critical:Critical' } });
  const [item] = items(world, 1);
  const preview = await world.escalate.preview(item?.draft ?? null, never);
  expect(preview.warnings).toEqual([
    'Priority "Critical" is not among the values of this org; its default "Medium" will be used.',
    'Origin "Fax" is not among the values of this org; the case will have none.',
  ]);
  await world.escalate.perform(items(world, 1), never);
  expect(world.org.cases()).toMatchObject([{ priority: 'Medium', origin: null }]);
});

test('The preview shows the case that will be written, with the org’s choices and how the account was found.', async () => {
  const world = await salesforceWorld();
  const [item] = items(world, 1);
  expect(await world.escalate.preview(item?.draft ?? null, never)).toMatchObject({
    fields: [
      { key: 'subject', value: 'Northgate Foods: Invoice INV-0 rejected: currency code "USX" is not valid' },
      { key: 'account', value: 'Northgate Foods', editable: false, note: 'Matched by ZZ:NORTHGATE in AccountNumber' },
      { key: 'priority', value: 'High', options: ['High', 'Medium', 'Low'] },
      { key: 'origin', value: 'Trading Grid', options: ['Phone', 'Email', 'Web', 'Trading Grid'] },
      { key: 'description', multiline: true },
    ],
    warnings: [],
  });
  world.org.ledger.clear();
  await world.escalate.preview(item?.draft ?? null, never);
  expect(dataCalls(world)).toEqual([]);
});

test('Offline, the preview still shows the draft and says what was not checked.', async () => {
  const world = await salesforceWorld();
  const [item] = items(world, 1);
  await world.org.stop();
  const preview = await world.escalate.preview(item?.draft ?? null, never);
  expect(preview.fields.map(({ key: name }) => name)).toEqual([
    'subject',
    'account',
    'priority',
    'origin',
    'description',
  ]);
  expect(preview.warnings).toHaveLength(1);
  expect(preview.warnings[0]).toContain('picklists, permissions and the account were not checked');
});

test('A preview warns of several accounts, of missing permissions and of fields the org requires.', async () => {
  const world = await salesforceWorld({
    org: { settings: { requiredCaseFields: ['SuppliedCompany'] } },
    settings: { externalIdField: 'Other_Key__c' },
  });
  const draft = world.escalate.draft(anIssue(1, ['Twin Harbour']), {});
  const { warnings } = await world.escalate.preview(draft, never);
  expect(warnings).toEqual([
    expect.stringContaining('Other_Key__c is missing on Case, or hidden'),
    '2 accounts match Twin Harbour (Twin Harbour), so the case will have none.',
    expect.stringContaining('Your org requires a value for Company (SuppliedCompany)'),
  ]);
});

test('What a person changed in the preview is what is sent, and long texts are cut to what Salesforce takes.', async () => {
  const world = await salesforceWorld();
  const draft = world.escalate.draft(anIssue(1), {
    fields: { subject: 'x'.repeat(300), description: `${'y'.repeat(31_998)}😀😀`, priority: 'Low' },
  });
  expect(draft).toMatchObject({ priority: 'Low', origin: 'Trading Grid' });
  await world.escalate.perform([{ actionId: 'a', idempotencyKey: key, draft }], never);
  const made = first(world.org.cases());
  expect(made.subject).toBe(`${'x'.repeat(254)}…`);
  // 32,000 bytes at most, and no half character: whether the vendor counts characters is not documented.
  expect(made.description).toBe(`${'y'.repeat(31_997)}…`);
});

test('A draft that can’t be read or a key that is not ours fails alone.', async () => {
  const world = await salesforceWorld();
  const [good] = items(world, 1);
  if (good === undefined) throw new Error('no item');
  const outcomes = await world.escalate.perform(
    [{ ...good, idempotencyKey: "GL-' OR 1" }, { ...good, idempotencyKey: 'GL-B-1-x', draft: 'broken' }, good],
    never,
  );
  expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'failed', 'done']);
});
