import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { caseLink } from '#core/connectors/salesforce/links.ts';
import { poll } from './reading.ts';
import { dataCalls, items, never, salesforceWorld, type World } from './salesforce-world.ts';

const key = 'GL-A0-1-abcdefgh';

async function pollAfterAMinute(world: World, cursor: Awaited<ReturnType<typeof poll>>['cursor']) {
  await world.clock.advance(minute);
  return poll(world.connection.feeds.cases, cursor);
}

test('A case comes back with its number, owner and link, then with every change and comment.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  const first = await poll(world.connection.feeds.cases);
  const [made] = world.org.cases();
  expect(first.events).toMatchObject([
    {
      source: 'salesforce',
      kind: 'case.changed',
      payload: {
        key,
        caseId: made?.id,
        caseNumber: made?.caseNumber,
        status: 'New',
        owner: 'Gridline Integration',
        priority: 'High',
        closed: false,
        url: `${world.org.baseUrl}/${made?.id ?? ''}`,
      },
    },
  ]);
  await world.clock.advance(minute);
  world.org.setStatus(key, 'Working');
  world.org.comment(key, 'Called the partner; they resend tomorrow.', 'Maya Lindqvist');
  const second = await pollAfterAMinute(world, first.cursor);
  expect(second.events.filter(({ kind }) => kind === 'case.commented').map(({ payload }) => payload)).toMatchObject([
    { key, caseId: made?.id, author: 'Maya Lindqvist', body: 'Called the partner; they resend tomorrow.' },
  ]);
  expect(second.events.filter(({ kind }) => kind === 'case.changed').at(-1)?.payload).toMatchObject({
    status: 'Working',
  });
  await world.clock.advance(minute);
  world.org.closeCase(key);
  const third = await pollAfterAMinute(world, second.cursor);
  expect(third.events.findLast(({ kind }) => kind === 'case.changed')?.payload).toMatchObject({
    status: 'Closed',
    closed: true,
  });
});

test('Polls with nothing new cost one call, and comments are looked for every fifth time.', async () => {
  const world = await salesforceWorld();
  await world.escalate.perform(items(world, 1), never);
  let { cursor } = await poll(world.connection.feeds.cases);
  world.org.ledger.clear();
  for (let round = 0; round < 5; round += 1) ({ cursor } = await pollAfterAMinute(world, cursor));
  expect(dataCalls(world)).toHaveLength(6);
  expect(new Set(dataCalls(world))).toEqual(new Set(['salesforce.query']));
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
    ['API allowance', true],
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
  expect(checks.map(({ name }) => name)).toEqual(['Exception key field', 'Picklists']);
  expect(checks[0]?.next).toContain('assign the permission set Gridline Partner Operations');
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
