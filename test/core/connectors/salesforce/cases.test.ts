import { expect, test } from 'vitest';
import { day, hour, minute } from '#shared/lib/time.ts';
import { type ReceiptReceived, receiptReceivedSchema } from '#shared/model/event/kinds/receipt.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { salesforce } from '#core/connectors/salesforce/index.ts';
import { caseLink } from '#core/connectors/salesforce/org/org.ts';
import { failure, poll } from '../reading.ts';
import { dataCalls, items, never, salesforceWorld, type World } from './world.ts';

const key = 'GL-A0-1-abcdefgh';

async function pollAfterAMinute(world: World, cursor: Awaited<ReturnType<typeof poll>>['cursor']) {
  await world.clock.advance(minute);
  return poll(world.connection.feeds.cases, cursor);
}

function receiptsOf({ events }: Awaited<ReturnType<typeof poll>>, kind: ReceiptKind): readonly ReceiptReceived[] {
  return events.map(({ payload }) => receiptReceivedSchema.parse(payload)).filter((one) => one.kind === kind);
}

test('A case comes back with its number, owner and link, then with every change and comment.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  const first = await poll(world.connection.feeds.cases);
  const [made] = world.org.cases();
  expect(first.events).toMatchObject([
    {
      source: 'salesforce',
      kind: 'receipt.received',
      payload: {
        kind: 'accepted',
        key,
        noun: 'case',
        id: made?.id,
        reference: made?.caseNumber,
        status: 'New',
        owner: 'Gridline Integration',
        link: `${world.org.baseUrl}/${made?.id ?? ''}`,
      },
    },
  ]);
  await world.clock.advance(minute);
  world.org.setStatus(key, 'Working');
  world.org.comment(key, 'Called the partner; they resend tomorrow.', 'Maya Lindqvist');
  const second = await pollAfterAMinute(world, first.cursor);
  expect(receiptsOf(second, 'replied')).toMatchObject([
    { key, id: made?.id, who: 'Maya Lindqvist', words: 'Called the partner; they resend tomorrow.' },
  ]);
  expect(receiptsOf(second, 'accepted').at(-1)).toMatchObject({ status: 'Working' });
  await world.clock.advance(minute);
  world.org.closeCase(key);
  const third = await pollAfterAMinute(world, second.cursor);
  expect(receiptsOf(third, 'closed')).toMatchObject([{ status: 'Closed' }]);
});

test('Polls with nothing new cost one call, and comments are looked for every fifth time.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  let { cursor } = await poll(world.connection.feeds.cases);
  world.org.ledger.clear();
  for (let round = 0; round < 5; round += 1) ({ cursor } = await pollAfterAMinute(world, cursor));
  expect(dataCalls(world)).toHaveLength(6);
  expect(dataCalls(world).filter((call) => call === 'salesforce.query-all')).toHaveLength(5);
});

test('Cases of others are not ours to report.', async () => {
  const world = await salesforceWorld();
  const [item] = items(world, 1);
  await world.escalate.perform([item ?? { actionId: '', idempotencyKey: '', draft: null }], never);
  const stranger = { attributes: { type: 'Case' }, TG_Exception_Key__c: 'OTHER-1', Subject: 'Not ours' };
  await fetch(`${world.org.baseUrl}/services/data/v65.0/composite/sobjects/Case/TG_Exception_Key__c`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${world.secrets.get('accessToken') ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({ records: [stranger] }),
  });
  expect(world.org.cases()).toHaveLength(2);
  expect((await poll(world.connection.feeds.cases)).events).toHaveLength(1);
});

test('More cases than fit on one page are all read.', async () => {
  const world = await salesforceWorld();
  for (let batch = 0; batch < 11; batch += 1) {
    const many = items(world, 200).map((item, index) => ({ ...item, idempotencyKey: `GL-B${batch}-${index}-x` }));
    await world.escalate.perform(many, never);
  }
  const { events, pages } = await poll(world.connection.feeds.cases);
  expect(new Set(events.map(({ sourceId }) => sourceId)).size).toBe(2200);
  expect(pages).toBeGreaterThan(2);
});

test('The connection test says who is signed in and checks all that an escalation needs.', async () => {
  const world = await salesforceWorld();
  const report = await world.connection.test(never);
  expect(report.checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['Signed in', true],
    ['API version', true],
    ['Cases can be created', true],
    ['Exception key field', true],
    ['Picklists', true],
    ['Fields of new cases', true],
    ['API allowance', true],
    ['Data storage', true],
  ]);
  expect(report.checks[0]?.message).toMatch(/^Signed in as \S+@\S+ at 127\.0\.0\.1:\d+\.$/);
});

test('A failed check names its next step, and the others still run.', async () => {
  const world = await salesforceWorld({
    settings: { apiVersion: '99.0', origin: 'Fax' },
    org: {
      settings: {
        externalId: { name: 'TG_Exception_Key__c', unique: false, caseSensitive: true, visible: true },
      },
    },
  });
  const report = await world.connection.test(never);
  expect(report.ok).toBe(false);
  expect(report.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('API version');
  const right = await salesforceWorld({
    settings: { origin: 'Fax' },
    org: {
      settings: {
        dailyApiLimit: 10,
        externalId: { name: 'TG_Exception_Key__c', unique: true, caseSensitive: true, visible: false },
      },
    },
  });
  const checks = (await right.connection.test(never)).checks.filter(({ ok }) => !ok);
  expect(checks.map(({ name }) => name)).toEqual(['Exception key field']);
  expect(checks[0]?.next).toContain('assign the permission set Gridline Partner Operations');
});

test('What is optional does not fail the test of a stock org with a plain user, and is told all the same.', async () => {
  const world = await salesforceWorld();
  const { picklists } = world.org.settings;
  world.org.administer({
    picklists: { ...picklists, Origin: [{ value: 'Phone' }, { value: 'Email' }, { value: 'Web' }] },
    mayViewSetup: false,
    readOnlyCaseFields: ['AccountId'],
  });
  const { ok, checks } = await world.connection.test(never);
  expect(ok).toBe(true);
  expect(checks.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Origin "Trading Grid". The org’s default is used instead'),
      'Left out of new cases, since this user may not write them: AccountId.',
      expect.stringContaining('View Setup and Configuration'),
    ]),
  );
});

test.each([
  ['Line__c=EDI', 'Line__c is not a field of Case'],
  ['Region__c=Moon', 'one of EMEA, APAC was expected, not "Moon"'],
  ['', 'Region (Region__c)'],
])('Case fields in the settings (%s) that would fail every case fail the test.', async (caseFields, words) => {
  const choices = [{ value: 'EMEA' }, { value: 'APAC' }];
  const world = await salesforceWorld({
    settings: { caseFields },
    org: {
      settings: {
        customCaseFields: [{ name: 'Region__c', label: 'Region', length: 40, type: 'picklist', choices }],
        requiredCaseFields: ['Region__c'],
      },
    },
  });
  const { checks } = await world.connection.test(never);
  expect(checks.filter((check) => !check.ok)).toMatchObject([
    {
      name: 'Fields of new cases',
      message: expect.stringContaining(words),
      next: expect.stringContaining('Case fields'),
    },
  ]);
});

test('With nobody signed in the connection test stops at the first check.', async () => {
  const world = await salesforceWorld({ signedIn: false });
  expect(await world.connection.test(never)).toMatchObject({
    ok: false,
    checks: [{ name: 'Signed in', ok: false, next: 'Sign in on the connections screen.' }],
  });
});

test.each([
  ['https://acme.my.salesforce.com', 'https://acme.lightning.force.com/lightning/r/Case/500x/view'],
  [
    'https://acme--uat.sandbox.my.salesforce.com',
    'https://acme--uat.sandbox.lightning.force.com/lightning/r/Case/500x/view',
  ],
  ['https://na1.salesforce.com', 'https://na1.salesforce.com/500x'],
])('A case of %s opens at %s.', (instance, link) => {
  expect(caseLink(instance, '500x')).toBe(link);
});

test('A case that became visible later than it is stamped is seen all the same.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  let { cursor } = await poll(world.connection.feeds.cases);
  await world.clock.advance(minute);
  world.org.closeCase(key);
  world.org.showLate(key, 9 * minute);
  const seen: (readonly string[])[] = [];
  for (let round = 0; round < 12; round++) {
    // Another case moves the cursor on with every poll.
    world.org.setStatus('GL-A1-1-abcdefgh', round % 2 === 0 ? 'Working' : 'Waiting on Partner');
    const { events, cursor: next } = await pollAfterAMinute(world, cursor);
    cursor = next;
    seen.push(events.flatMap(({ payload }) => (JSON.stringify(payload).includes('"status":"Closed"') ? [key] : [])));
  }
  expect(seen.flat()).toEqual([key]);
});

test('What became visible later than any look back is found by the daily sweep of open cases.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  let { cursor } = await poll(world.connection.feeds.cases);
  await world.clock.advance(minute);
  world.org.setStatus(key, 'Working');
  world.org.showLate(key, 3 * hour);
  await world.clock.advance(hour);
  world.org.setStatus('GL-A1-1-abcdefgh', 'Working');
  ({ cursor } = await pollAfterAMinute(world, cursor));
  await world.clock.advance(4 * hour);
  const before = await poll(world.connection.feeds.cases, cursor);
  await world.clock.advance(20 * hour);
  const { events } = await poll(world.connection.feeds.cases, before.cursor);
  expect([before.events, events.map(({ payload }) => payload)]).toEqual([
    [],
    [expect.objectContaining({ key, status: 'Working' })],
  ]);
});

test('Looking back brings nothing twice, and no more calls.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 3), never);
  let { cursor } = await poll(world.connection.feeds.cases);
  world.org.ledger.clear();
  for (let round = 0; round < 3; round++) {
    const polled = await pollAfterAMinute(world, cursor);
    ({ cursor } = polled);
    expect(polled.events).toEqual([]);
  }
  expect(dataCalls(world)).toHaveLength(3);
});

test('A cursor from a time to come says nothing: all is read again, and nothing is passed over.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  const ahead = world.clock.now() + 40 * day;
  const { events, cursor } = await poll(world.connection.feeds.cases, {
    cases: ahead,
    comments: ahead,
    polls: 0,
    sweptAt: ahead,
  });
  expect(events).toHaveLength(1);
  expect(cursor).toMatchObject({ cases: world.org.cases()[0]?.modifiedAt, sweptAt: world.clock.now() });
});

test('A clock that was ahead and is put back makes nothing be passed over.', async () => {
  const world = await salesforceWorld();
  const fast = createManualClock(world.clock.now() + 400 * day);
  const ahead = salesforce.open({ ...world.context, clock: fast });
  const { cursor } = await poll(ahead.feeds.cases);
  await world.escalate.perform(items(world, 1), never);
  const { events } = await poll(world.connection.feeds.cases, cursor);
  expect(events).toHaveLength(1);
});

test('A deleted case is told once, with when it was; taken out of the bin, it is there again.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  const first = await poll(world.connection.feeds.cases);
  const number = world.org.cases()[0]?.caseNumber;
  await world.clock.advance(minute);
  const deletedAt = world.clock.now();
  world.org.deleteCase(key);
  const second = await pollAfterAMinute(world, first.cursor);
  expect(second.events).toMatchObject([
    {
      kind: 'receipt.received',
      occurredAt: deletedAt,
      payload: { kind: 'deleted', key, reference: number, link: null },
    },
  ]);
  const third = await pollAfterAMinute(world, second.cursor);
  expect(third.events).toEqual([]);
  world.org.undeleteCase(key);
  expect((await pollAfterAMinute(world, third.cursor)).events).toMatchObject([
    { kind: 'receipt.received', payload: { kind: 'accepted', key, reference: number } },
  ]);
});

test('A case that was merged into another says which one stands for it.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  const first = await poll(world.connection.feeds.cases);
  await world.clock.advance(minute);
  const master = world.org.openCase('All of Monday’s outage');
  world.org.mergeCase(key, master.id);
  expect((await pollAfterAMinute(world, first.cursor)).events).toMatchObject([
    {
      kind: 'receipt.received',
      payload: {
        kind: 'deleted',
        key,
        replacedBy: { id: master.id, reference: master.caseNumber, link: `${world.org.baseUrl}/${master.id}` },
      },
    },
  ]);
});

test('What people say on the case that another was merged into comes back to the issue, and each word once.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  world.org.comment(key, 'Said before.', 'Priya Raman');
  let { cursor, events } = await poll(world.connection.feeds.cases);
  const master = world.org.openCase('All of Monday’s outage');
  world.org.comment(master.id, 'Of the outage itself.', 'Priya Raman');
  await world.clock.advance(hour);
  world.org.mergeCase(key, master.id);
  world.org.mergeCase('GL-A1-1-abcdefgh', master.id);
  ({ cursor, events } = await pollAfterAMinute(world, cursor));
  world.org.comment(master.id, 'The partner resends on Friday.', 'Maya Lindqvist');
  const said: ReceiptReceived[] = [];
  const ids: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    ({ cursor, events } = await pollAfterAMinute(world, cursor));
    said.push(...receiptsOf({ events } as Awaited<ReturnType<typeof poll>>, 'replied'));
    ids.push(...events.map(({ sourceId }) => sourceId));
  }
  // Whoever starts anew and reads all of it again hears nothing else.
  await world.clock.advance(day);
  const again = salesforce.open(world.context).feeds.cases;
  const all = receiptsOf(await poll(again, cursor), 'replied').map(({ words }) => words);
  expect(all.filter((words) => words !== 'The partner resends on Friday.')).toEqual([]);
  const news = said.filter(({ words }) => words === 'The partner resends on Friday.');
  expect(news.map((one) => one.key).toSorted()).toEqual([key, 'GL-A1-1-abcdefgh']);
  expect(news).toMatchObject([{ id: master.id, who: 'Maya Lindqvist' }, { id: master.id }]);
  expect(said).toHaveLength(2);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['queryAll', { type: 'status', status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such resource' }] }],
  [
    'priorities',
    {
      type: 'status',
      status: 400,
      body: [
        {
          errorCode: 'INVALID_FIELD',
          message: "\nIsClosed, Priority\n          ^\nNo such column 'Priority' on entity 'Case'.",
        },
      ],
    },
  ],
  [
    'names of owners',
    {
      type: 'status',
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD', message: "Didn't understand relationship 'Owner' in field path." }],
    },
  ],
  [
    'merged cases',
    {
      type: 'status',
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'MasterRecordId' on entity 'Case'." }],
    },
  ],
] as const)(
  'An org without %s costs what only that tells; the changes come as ever.',
  async (_, { type, status, body }) => {
    const world = await salesforceWorld();
    await world.escalate.perform(items(world, 1), never);
    world.org.faults.add({
      call: 'salesforce.query-all',
      fault: { type, status, body: body.map((one) => ({ ...one })) },
    });
    const { events, cursor } = await poll(world.connection.feeds.cases);
    expect(events).toHaveLength(1);
    world.org.ledger.clear();
    await pollAfterAMinute(world, cursor);
    expect(dataCalls(world)).toHaveLength(1);
  },
);

test('A case stamped ahead of its time holds up neither the others’ news nor its own.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  world.org.stampCase(key, world.clock.now() + 5 * hour);
  let { cursor } = await poll(world.connection.feeds.cases);
  const news = async () => {
    const polled = await pollAfterAMinute(world, cursor);
    ({ cursor } = polled);
    return polled.events.map(({ occurredAt, payload }) => [occurredAt <= world.clock.now(), payload]);
  };
  world.org.closeCase('GL-A1-1-abcdefgh');
  await world.clock.advance(hour);
  expect(await news()).toMatchObject([[true, { key: 'GL-A1-1-abcdefgh', status: 'Closed' }]]);
  world.org.closeCase(key);
  expect(await news()).toMatchObject([[true, { key, status: 'Closed' }]]);
});

test.each(['null-row', 'odd-row'])('One row that can’t be read (%s) costs that row, and is noted.', async (name) => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 2), never);
  world.org.faults.add({ call: 'salesforce.query-all', fault: { type: 'vendor', name } });
  expect((await poll(world.connection.feeds.cases)).events).toHaveLength(2);
  expect(world.logged.join('\n')).toContain('could not be read');
});
test.each(['null-row', 'odd-row'])('A look-up that brings a row like that (%s) finds the others.', async (name) => {
  const world = await salesforceWorld();
  world.org.faults.add({ call: 'salesforce.query', fault: { type: 'vendor', name }, times: null });
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'done' }]);
  expect(world.org.cases()[0]?.accountName).toBe('Northgate Foods');
});

test.each(['same-page', 'no-next-page'])(
  'Pages that lead nowhere (%s) are given up at once, and read again.',
  async (name) => {
    const world = await salesforceWorld();
    await world.escalate.perform(items(world, 2), never);
    world.org.faults.add({ call: 'salesforce.*', fault: { type: 'vendor', name }, times: null });
    world.org.ledger.clear();
    expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({
      kind: 'unexpected-answer',
      code: 'salesforce.paging',
    });
    expect(dataCalls(world).length).toBeLessThan(4);
    world.org.faults.clear();
    expect((await poll(world.connection.feeds.cases)).events).toHaveLength(2);
  },
);

test('The next page is asked for at the org alone: the session goes to no other host.', async () => {
  const asked = new Set<string>();
  const world = await salesforceWorld({
    fetch: (input, init) => {
      asked.add(new URL(input instanceof Request ? input.url : String(input)).origin);
      return fetch(input, init);
    },
  });
  await world.escalate.perform(items(world, 2), never);
  world.org.faults.add({ call: 'salesforce.query-all', fault: { type: 'vendor', name: 'page-elsewhere' } });
  expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({ code: 'salesforce.paging' });
  expect([...asked]).toEqual([world.org.baseUrl]);
});

test('A look-up is read to its last page, however short the pages are.', async () => {
  const world = await salesforceWorld();
  const many = items(world, 5);
  await world.escalate.perform(many, never);
  world.org.administer({ widestBatch: 2 });
  world.org.ledger.clear();
  const outcomes = await world.escalate.perform(
    many.map((item) => ({ ...item, doubtful: true })),
    never,
  );
  expect(outcomes.map(({ result }) => result)).toEqual(['done', 'done', 'done', 'done', 'done']);
  expect(world.org.ledger.calls('salesforce.collections.upsert')).toEqual([]);
});
