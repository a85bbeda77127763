import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import type { FaultRequest } from '#sandbox/lib/fault.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

const upsert = 'salesforce.collections.upsert';

async function escalating(count: number, fault: FaultRequest) {
  const h = await gridline();
  for (let number = 0; number < count; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await h.poll('trading-grid.transactions');
  h.salesforce.faults.add(fault);
  const asked = await h.escalate(...(await h.queue()).map(({ id }) => id));
  await h.undoWindowPasses();
  return { h, asked };
}

/** What is in Salesforce, and how often it was asked to save. */
function outcome(h: Gridline) {
  const cases = h.salesforce.cases();
  return {
    cases: cases.length,
    keys: new Set(cases.map(({ key }) => key)).size,
    upserts: h.salesforce.ledger.calls(upsert).length,
  };
}

test.each<[string, FaultRequest, string, number, number?]>([
  [
    'a maintenance page',
    { call: upsert, fault: { type: 'html', status: 503 } },
    'Salesforce failed (503) and may or may not have taken the request.',
    minute,
  ],
  [
    'a request to wait',
    { call: upsert, fault: { type: 'status', status: 429, headers: { 'retry-after': '90' }, body: [] } },
    'Salesforce asked to slow down',
    90 * second,
  ],
  // What was saved is found by a look; nothing is sent again.
  ['a reset after saving', { call: upsert, fault: { type: 'reset-after' } }, 'broke off', minute, 1],
  ['an answer cut off after saving', { call: upsert, fault: { type: 'truncate' } }, 'broke off', minute, 1],
])('%s is waited out, and the case is made once.', async (_, fault, words, wait, upserts = 2) => {
  const { h, asked } = await escalating(2, fault);
  const meanwhile = await h.reaches('failed (temporary)', asked);
  await h.passes(wait);
  await h.reaches('accepted', asked);
  expect({ ...outcome(h), said: meanwhile.map(({ error }) => error?.message) }).toEqual({
    cases: 2,
    keys: 2,
    upserts,
    said: [expect.stringContaining(words), expect.stringContaining(words)],
  });
});

test('A wait that the vendor asked for is kept to the second.', async () => {
  const wait: FaultRequest['fault'] = { type: 'status', status: 429, headers: { 'retry-after': '90' }, body: [] };
  const { h, asked } = await escalating(1, { call: upsert, fault: wait });
  await h.reaches('failed (temporary)', asked);
  await h.passes(89 * second);
  const early = outcome(h);
  await h.passes(second);
  await h.reaches('accepted', asked);
  expect([early, outcome(h)]).toEqual([
    { cases: 0, keys: 0, upserts: 1 },
    { cases: 1, keys: 1, upserts: 2 },
  ]);
});

test('A locked record among many is sent again; the others are there at once.', async () => {
  const { h, asked } = await escalating(200, {
    call: upsert,
    fault: { type: 'vendor', name: 'lock-row', options: { items: [17] } },
  });
  const before = outcome(h);
  await h.passes(minute);
  await h.reaches('accepted', asked);
  expect([before, outcome(h)]).toEqual([
    { cases: 199, keys: 199, upserts: 1 },
    { cases: 200, keys: 200, upserts: 2 },
  ]);
});

test('One case that a rule of the org refuses does not hold up the other 199.', async () => {
  const message = 'Partner cases need a reason.';
  const { h, asked } = await escalating(200, {
    call: upsert,
    fault: { type: 'vendor', name: 'item-error', options: { items: [42], message } },
  });
  await h.passes(5 * minute);
  const actions = await h.actions();
  const refused = actions.filter(({ state }) => state === 'failed');
  const retried = await h.client.actions.retry({ ids: refused.map(({ id }) => id) });
  await h.reaches('accepted', asked);
  expect({
    accepted: actions.filter(({ state }) => state === 'accepted').length,
    refused: refused.map(({ error }) => error),
    retried: retried.queued.length,
    ...outcome(h),
  }).toEqual({
    accepted: 199,
    refused: [
      {
        code: 'salesforce.refused',
        message: `Salesforce refused the case as it is. It said: ${message}`,
        family: 'user',
        next: 'Change what the message names, then escalate again.',
      },
    ],
    retried: 1,
    cases: 200,
    keys: 200,
    upserts: 2,
  });
});

test('When the org’s API requests are used up, the connection pauses, says until when, and goes on by itself.', async () => {
  const limit = [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }];
  const { h, asked } = await escalating(3, {
    call: 'salesforce.*',
    fault: { type: 'status', status: 403, body: limit },
    times: null,
  });
  await h.reaches('queued', asked);
  const pausedAt = h.clock.now();
  const paused = await h.connection('salesforce');
  const calls = h.salesforce.dataCalls().length;
  await h.passes(50 * minute);
  const callsInPause = h.salesforce.dataCalls().length - calls;
  h.salesforce.faults.clear();
  // Tried again after 1, 2, 4, 8, 16 and 32 minutes: an allowance may be raised long before its day is over.
  await h.passes(40 * minute);
  const done = await h.reaches('accepted', asked);
  expect(callsInPause).toBeLessThanOrEqual(8);
  expect({
    paused: [paused.status, paused.statusText, paused.pausedUntil],
    status: (await h.connection('salesforce')).status,
    numbers: done.map(({ reference }) => reference).toSorted(),
  }).toEqual({
    paused: ['paused', expect.stringContaining('used up its API requests'), pausedAt + minute],
    status: 'connected',
    numbers: h.salesforce.cases().map(({ caseNumber }) => caseNumber),
  });
});
