import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { until } from '#test/harness/until.ts';
import { failure, poll } from '../reading.ts';
import { items, never, salesforceWorld, type World } from './world.ts';

type Fault = Parameters<World['org']['faults']['add']>[0]['fault'];
const upsert = 'salesforce.collections.upsert';
const query = 'salesforce.query-all';
const apiError = (errorCode: string, message = 'no') => [{ errorCode, message }];

type Row = readonly [name: string, fault: Fault, reading: string, writing: string, retryAfterMs: number | null];

/** What each fault means for a read, and for a write, of which the effect may be in doubt. */
const matrix: readonly Row[] = [
  ['429', { type: 'status', status: 429 }, 'rate-limit', 'rate-limit', null],
  [
    '429 with seconds',
    { type: 'status', status: 429, headers: { 'retry-after': '30' } },
    'rate-limit',
    'rate-limit',
    30 * second,
  ],
  ...[
    ['429 with seconds and words of its own', 429, 'TOO_MANY_REQUESTS', 'rate-limit', 'rate-limit'],
    ['429 with seconds and a known code', 429, 'REQUEST_LIMIT_EXCEEDED', 'quota', 'quota'],
    ['503 with seconds and a code', 503, 'SERVER_UNAVAILABLE', 'unavailable', 'unclear'],
  ].map(([name, status, code, reading, writing]): Row => {
    const headers = { 'retry-after': '30' };
    const fault = { type: 'status', status: Number(status), headers, body: apiError(String(code)) } as const;
    return [String(name), fault, String(reading), String(writing), 30 * second];
  }),
  ['500', { type: 'status', status: 500 }, 'unavailable', 'unclear', null],
  ['503 as a web page', { type: 'html' }, 'unavailable', 'unclear', null],
  ['503 with a code', { type: 'vendor', name: 'server-unavailable' }, 'unavailable', 'unclear', null],
  ['a web page with 200', { type: 'html', status: 200 }, 'unexpected-answer', 'unexpected-answer', null],
  ['reset before', { type: 'reset-before' }, 'unavailable', 'unclear', null],
  ['reset after', { type: 'reset-after' }, 'unavailable', 'unclear', null],
  ['a truncated body', { type: 'truncate' }, 'unavailable', 'unclear', null],
  ['malformed JSON', { type: 'malformed' }, 'unexpected-answer', 'unexpected-answer', null],
  ['another schema', { type: 'wrong-schema' }, 'unexpected-answer', 'unexpected-answer', null],
  ['all requests used up', { type: 'vendor', name: 'request-limit' }, 'quota', 'quota', null],
  ['too many at once', { type: 'vendor', name: 'concurrent-limit' }, 'rate-limit', 'rate-limit', 5 * second],
  ['300', { type: 'status', status: 300, body: ['/a', '/b'] }, 'rejected', 'rejected', null],
  [
    'several errors at once',
    { type: 'status', status: 400, body: [...apiError('WHO_KNOWS'), ...apiError('MALFORMED_QUERY')] },
    'set-up',
    'set-up',
    null,
  ],
  ['403', { type: 'status', status: 403, body: apiError('INSUFFICIENT_ACCESS') }, 'set-up', 'set-up', null],
  [
    'API_DISABLED_FOR_ORG',
    { type: 'status', status: 403, body: apiError('API_DISABLED_FOR_ORG') },
    'sign-in',
    'sign-in',
    null,
  ],
  [
    'a 401 that no renewal helps',
    {
      type: 'status',
      status: 401,
      body: apiError('INVALID_SESSION_ID', 'This session is not valid for use with the REST API'),
    },
    'sign-in',
    'sign-in',
    null,
  ],
  ['404', { type: 'status', status: 404, body: apiError('NOT_FOUND', 'no such record') }, 'set-up', 'set-up', null],
  ['an unknown refusal', { type: 'status', status: 400, body: 'no' }, 'unexpected-answer', 'unexpected-answer', null],
  ['a redirect', { type: 'status', status: 302, headers: { location: '/maintenance' } }, 'set-up', 'set-up', null],
];

test.each(matrix)('%s on a read ends in the right class after one call.', async (_, fault, reading, _writing, wait) => {
  const world = await salesforceWorld();
  for (const call of [query, 'salesforce.query']) world.org.faults.add({ call, fault, times: null });
  const error = await failure(poll(world.connection.feeds.cases));
  expect([error.kind, error.retryAfterMs]).toEqual([reading, wait]);
  expect(error.code).toMatch(/^salesforce\./);
  expect(world.org.ledger.calls(query)).toHaveLength(1);
});

test.each(matrix)(
  '%s on a write ends in the right class after one call.',
  async (_, fault, _reading, writing, wait) => {
    const world = await salesforceWorld();
    await world.escalate.preview(items(world, 1)[0]?.draft ?? null, never);
    world.org.faults.add({ call: upsert, fault, times: null });
    const error = await failure(world.escalate.perform(items(world, 1), never));
    expect([error.kind, error.retryAfterMs]).toEqual([writing, wait]);
    expect(world.org.ledger.calls(upsert)).toHaveLength(1);
  },
);

test.each(matrix.filter(([, , , writing]) => writing === 'unclear' || writing === 'unexpected-answer'))(
  'After %s on a write, sending again leaves exactly one case.',
  async (_, fault) => {
    const world = await salesforceWorld();
    world.org.faults.add({ call: upsert, fault });
    await failure(world.escalate.perform(items(world, 1), never));
    expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'done' }]);
    expect(world.org.cases()).toHaveLength(1);
  },
);

test.each(['hang-before', 'hang-after'] as const)(
  'A write that never answers (%s) is unclear at its deadline.',
  async (type) => {
    const world = await salesforceWorld();
    world.org.faults.add({ call: upsert, fault: { type } });
    const ended = failure(world.escalate.perform(items(world, 1), never));
    await until('the write arrives', () => world.org.ledger.calls(upsert).length === 1);
    await world.clock.advance(100 * second);
    expect(await ended).toMatchObject({ kind: 'unclear', code: 'salesforce.timeout' });
  },
);

test('A read that never answers ends at its deadline, and stopping it ends it at once.', async () => {
  const world = await salesforceWorld();
  world.org.faults.add({ call: query, fault: { type: 'hang-before' }, times: 2 });
  const late = failure(poll(world.connection.feeds.cases));
  await until('the query arrives', () => world.org.ledger.calls(query).length === 1);
  await world.clock.advance(minute);
  expect((await late).kind).toBe('unavailable');
  const stop = new AbortController();
  const stopped = failure(poll(world.connection.feeds.cases, null, stop.signal));
  await until('the second query arrives', () => world.org.ledger.calls(query).length === 2);
  stop.abort();
  expect((await stopped).kind).toBe('cancelled');
});

test('A batch that is too much for one request is given back to be sent smaller.', async () => {
  const world = await salesforceWorld();
  world.org.faults.add({
    call: upsert,
    fault: { type: 'status', status: 400, body: apiError('REQUEST_RUNNING_TOO_LONG') },
  });
  const outcomes = await world.escalate.perform(items(world, 5), never);
  expect(outcomes.map(({ result }) => result)).toEqual(Array.from({ length: 5 }, () => 'too much'));
  expect(world.org.ledger.calls(upsert)).toHaveLength(1);
});

test.each<[string, Fault]>([
  ['a proxy’s limit (413)', { type: 'status', status: 413, body: '<html>Request Entity Too Large</html>' }],
  ['EXCEEDED_MAX_SIZE_REQUEST', { type: 'status', status: 400, body: apiError('EXCEEDED_MAX_SIZE_REQUEST') }],
  ['500 with UNKNOWN_EXCEPTION', { type: 'status', status: 500, body: apiError('UNKNOWN_EXCEPTION') }],
])('A batch that meets %s is given back to be sent smaller, once.', async (_, fault) => {
  const world = await salesforceWorld();
  world.org.faults.add({ call: upsert, fault });
  const outcomes = await world.escalate.perform(items(world, 5), never);
  expect(outcomes.map(({ result }) => result)).toEqual(Array.from({ length: 5 }, () => 'too much'));
  expect(world.org.ledger.calls(upsert)).toHaveLength(1);
});

test('What a server made before it broke off is found, and nothing of it is sent again.', async () => {
  const world = await salesforceWorld();
  const fault: Fault = { type: 'status', status: 500, body: apiError('UNKNOWN_EXCEPTION'), when: 'after' };
  world.org.faults.add({ call: upsert, fault });
  expect((await world.escalate.perform(items(world, 3), never)).map(({ result }) => result)).toEqual([
    'done',
    'done',
    'done',
  ]);
  expect(world.org.cases()).toHaveLength(3);
});

test('A refusal of all in one word that nobody knows is tried smaller; of one alone it is that case’s.', async () => {
  const world = await salesforceWorld();
  const options = { items: 'all', code: 'WHO_KNOWS', message: 'no' };
  world.org.faults.add({ call: upsert, fault: { type: 'vendor', name: 'item-error', options }, times: null });
  expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
    { result: 'too much', passes: false },
    { result: 'too much', passes: false },
  ]);
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'failed' }]);
});

test('An unreachable org is unavailable, and no token appears in any message or log.', async () => {
  const world = await salesforceWorld();
  await world.org.stop();
  const error = await failure(poll(world.connection.feeds.cases));
  expect([error.kind, error.code]).toEqual(['unavailable', 'salesforce.unreachable']);
  const said = [error.message, error.next, ...world.logged].join('\n');
  for (const secret of world.secrets.values()) expect(said).not.toContain(secret);
});
