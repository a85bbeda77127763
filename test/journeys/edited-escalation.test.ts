import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';
import { first } from '#test/harness/pick.ts';

const escalate = 'salesforce.escalate';

/** Two failed invoices of one partner; different documents all the same. */
async function twoIssues() {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'), 'HTTP 503 from the first server');
  h.tradingGrid.fails(invoice('4712'), 'HTTP 404 from the second server');
  await h.poll();
  const ids = (await h.queue()).map(({ id }) => id);
  return { h, ids };
}

test('Many cases take the fields they can share and a note below each one’s own text.', async () => {
  const { h, ids } = await twoIssues();
  const { fields } = await h.client.actions.preview({ issueIds: ids, action: escalate });
  expect(fields.filter(({ bulk }) => bulk).map(({ key }) => key)).toEqual(['priority', 'origin']);
  const wanted = {
    issueIds: ids,
    action: escalate,
    overrides: { priority: 'Low' },
    note: 'All of this is the outage of Monday.',
  };
  const shown = await h.client.actions.preview(wanted);
  expect([JSON.stringify(shown.draft), shown.fields.find(({ key }) => key === 'priority')?.value]).toEqual([
    expect.stringContaining('All of this is the outage of Monday.'),
    'Low',
  ]);
  const strange = h.client.actions.preview({ ...wanted, overrides: { colour: 'red' } });
  await expect(strange).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const { actions } = await h.client.actions.request({ ...wanted, immediately: true });
  await h.reaches('accepted', actions);
  const cases = h.salesforce.cases();
  expect(cases.map(({ priority }) => priority)).toEqual(['Low', 'Low']);
  const own = ['HTTP 503 from the first server', 'HTTP 404 from the second server'];
  for (const { description } of cases) {
    expect(own.filter((words) => description?.includes(words))).toHaveLength(1);
    expect(description).toMatch(/\S\n\nAll of this is the outage of Monday\.$/);
  }
});

test.each([
  ['subject', 'Orders are late'],
  ['description', 'The text of the first issue.'],
  ['Description', 'The text of the first issue.'],
])('One %s for several issues is refused: it would put one partner’s words in another’s case.', async (key, value) => {
  const { h, ids } = await twoIssues();
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { [key]: value } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: key.toLowerCase(), expected: expect.stringContaining('priority, origin') },
  });
  expect(await h.actions()).toEqual([]);
  const alone = await h.client.actions.request({
    issueIds: ids.slice(0, 1),
    action: escalate,
    overrides: { [key]: value },
    immediately: true,
  });
  await h.reaches('accepted', alone.actions);
  expect(h.salesforce.cases()).toMatchObject([{ [key.toLowerCase()]: value }]);
});

test('A field that the action does not have is refused, with what it has and what was probably meant.', async () => {
  const { h, ids } = await twoIssues();
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { prioritty: 'Low' } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('did you mean priority?'),
    data: { field: 'prioritty', expected: expect.stringContaining('subject, priority, origin, description') },
  });
  expect(await h.actions()).toEqual([]);
});

test('A note fits even below the longest description.', async () => {
  const { h, ids } = await twoIssues();
  const { actions } = await h.client.actions.request({
    issueIds: ids.slice(0, 1),
    action: escalate,
    overrides: { description: 'x'.repeat(32_000) },
    note: 'Call Priya first.',
    immediately: true,
  });
  await h.reaches('accepted', actions);
  const made = first(h.salesforce.cases());
  expect(made.description).toMatch(/x…\n\nCall Priya first\.$/);
  expect(Buffer.byteLength(made.description ?? '')).toBe(32_000);
});

const region = {
  name: 'Region__c',
  label: 'Region',
  length: 40,
  type: 'picklist',
  choices: [{ value: 'EMEA' }, { value: 'APAC' }],
} as const;
const line = { name: 'Product_Line__c', label: 'Product line', length: 20 } as const;

test('Any field of Case that may be written can be set by its API name, for one case or for many.', async () => {
  const { h, ids } = await twoIssues();
  const urgent = { name: 'Urgent__c', label: 'Urgent', length: 0, type: 'boolean' } as const;
  h.salesforce.administer({ customCaseFields: [line, region, urgent] });
  const { actions } = await h.client.actions.request({
    issueIds: ids,
    action: escalate,
    overrides: { product_line__c: 'EDI', Region__c: 'apac', Urgent__c: 'yes', Type: 'EDI Exception' },
    immediately: true,
  });
  await h.reaches('accepted', actions);
  const fields = { Product_Line__c: 'EDI', Region__c: 'APAC', Urgent__c: true, Type: 'EDI Exception' };
  const written = h.salesforce.ledger.effects('case.created').map(({ data }) => data);
  expect(written).toEqual([1, 2].map(() => expect.objectContaining({ fields: expect.objectContaining(fields) })));
});

test.each([
  ['Region__c', 'Moon', 'one of EMEA, APAC'],
  ['Product_Line__c', 'x'.repeat(21), 'at most 20 characters'],
  ['IsEscalated', 'perhaps', 'true or false'],
  ['OwnerId', 'Priya', 'the 15- or 18-character id'],
])('A value that does not fit %s is refused at once, with what was expected.', async (key, value, expected) => {
  const { h, ids } = await twoIssues();
  h.salesforce.administer({ customCaseFields: [line, region] });
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { [key]: value } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: key, expected: expect.stringContaining(expected) },
  });
  expect(await h.actions()).toEqual([]);
});

test.each([
  ['AccountId', '001000000000001AAA'],
  ['ParentId', '500000000000001AAA'],
  ['SuppliedName', 'Ann'],
])('%s belongs to one issue or one partner, so it is refused for several.', async (key, value) => {
  const { h, ids } = await twoIssues();
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { [key]: value } });
  await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', data: { field: key } });
});

test('A field that the org does not have is refused with the one that was meant; CaseNumber can’t be set either.', async () => {
  const { h, ids } = await twoIssues();
  h.salesforce.administer({ customCaseFields: [line] });
  for (const [key, words] of [
    ['Product_Lin__c', 'did you mean Product_Line__c?'],
    ['CaseNumber', 'one of the fields'],
    ['TG_Exception_Key__c', 'one of the fields'],
  ]) {
    const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { [key ?? '']: 'EDI' } });
    await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(words ?? '') });
  }
});

test('A further field can’t be checked while Salesforce is away: that is said, and nothing is dropped.', async () => {
  const { h, ids } = await twoIssues();
  await h.passes(10 * minute);
  h.salesforce.faults.add({ call: 'salesforce.describe', fault: { type: 'status', status: 503 }, times: null });
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { Product_Line__c: 'EDI' } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('could not be asked (Salesforce is not available at the moment (503).)'),
  });
});

test('A field that the org requires is in the preview, is refused before anything is sent, and can be filled once for all.', async () => {
  const { h, ids } = await twoIssues();
  h.salesforce.administer({ customCaseFields: [line, region], requiredCaseFields: ['Region__c'] });
  await h.passes(2 * hour);
  const { fields, warnings } = await h.client.actions.preview({ issueIds: ids, action: escalate });
  expect(fields.find(({ key }) => key === 'Region__c')).toMatchObject({
    label: 'Region',
    value: '',
    editable: true,
    bulk: true,
    options: ['EMEA', 'APAC'],
    note: 'Your org requires it',
  });
  expect(warnings.join('\n')).toContain('Your org requires a value for Region (Region__c)');

  h.salesforce.ledger.clear();
  const without = await h.client.actions.request({ issueIds: ids.slice(0, 1), action: escalate, immediately: true });
  const [failed] = await h.reaches('failed', without.actions);
  expect(failed?.error).toMatchObject({
    code: 'salesforce.required-field',
    next: expect.stringContaining('--set Region__c='),
  });
  expect(h.salesforce.ledger.calls('salesforce.collections.upsert')).toEqual([]);

  await h.client.connections.connect({
    connector: 'salesforce',
    settings: { caseFields: 'Region__c=EMEA\nProduct_Line__c=EDI, and more' },
  });
  const preview = await h.client.actions.preview({ issueIds: ids, action: escalate });
  expect(preview.fields.find(({ key }) => key === 'Product_Line__c')).toMatchObject({
    value: 'EDI, and more',
    note: 'From the connection’s settings',
  });
  const asked = await h.client.actions.request({
    issueIds: ids,
    action: escalate,
    overrides: { Region__c: 'APAC' },
    immediately: true,
  });
  await h.reaches('accepted', asked.actions);
  const written = h.salesforce.ledger.effects('case.created').map(({ data }) => data);
  const filled = expect.objectContaining({ Region__c: 'APAC', Product_Line__c: 'EDI, and more' });
  expect(written).toEqual([1, 2].map(() => expect.objectContaining({ fields: filled })));
});

test('All that can’t be changed so is said at once, field by field.', async () => {
  const { h, ids } = await twoIssues();
  const overrides = { colour: 'red', subject: 'Orders are late', priority: 'Low' };
  const asked = h.client.actions.preview({ issueIds: ids, action: escalate, overrides });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'colour', others: [{ field: 'subject', got: 'one that belongs to a single issue' }] },
  });
});
