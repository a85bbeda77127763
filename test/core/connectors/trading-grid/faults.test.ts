import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { until } from '#test/harness/until.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld } from './world.ts';

type Fault = Parameters<Awaited<ReturnType<typeof tradingGridWorld>>['grid']['faults']['add']>[0]['fault'];
const search = 'trading-grid.transactions.search';
const apigee = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });

type Row = readonly [name: string, fault: Fault, kind: string, code: string, retryAfterMs: number | null];

const matrix: readonly Row[] = [
  ['429', { type: 'status', status: 429 }, 'rate-limit', 'rate-limit', null],
  [
    '429 with seconds',
    { type: 'status', status: 429, headers: { 'retry-after': '17' } },
    'rate-limit',
    'rate-limit',
    17_000,
  ],
  ...[200, 400].map((status): Row => {
    const headers = { 'retry-after': '600' };
    const body = { data: null, errors: [{ message: 'Too many requests' }] };
    const fault: Fault = { type: 'status', status, headers, body };
    return [`${status} with seconds and an error of GraphQL`, fault, 'rate-limit', 'rate-limit', 10 * minute];
  }),
  ['500', { type: 'status', status: 500 }, 'unavailable', 'server-error', null],
  [
    '503 with seconds',
    { type: 'status', status: 503, headers: { 'retry-after': '5' } },
    'unavailable',
    'server-error',
    5_000,
  ],
  ['a web page with 503', { type: 'html' }, 'unavailable', 'server-error', null],
  ['a web page with 200', { type: 'html', status: 200 }, 'unexpected-answer', 'web-page', null],
  ['403', { type: 'status', status: 403 }, 'set-up', 'forbidden', null],
  ['404', { type: 'status', status: 404 }, 'set-up', 'not-found', null],
  ['a redirect', { type: 'status', status: 302, headers: { location: '/login' } }, 'set-up', 'moved', null],
  ['reset before', { type: 'reset-before' }, 'unavailable', 'connection-lost', null],
  ['reset after', { type: 'reset-after' }, 'unavailable', 'connection-lost', null],
  ['a truncated body', { type: 'truncate' }, 'unavailable', 'connection-lost', null],
  ['malformed JSON', { type: 'malformed' }, 'unexpected-answer', 'not-json', null],
  ['another schema', { type: 'wrong-schema' }, 'unexpected-answer', 'unexpected-shape', null],
  ['a GraphQL error', { type: 'vendor', name: 'graphql-error' }, 'unavailable', 'search-failed', null],
  [
    'a used-up quota',
    { type: 'status', status: 429, body: apigee('Rate limit quota violation', 'policies.ratelimit.QuotaViolation') },
    'quota',
    'quota',
    60 * minute,
  ],
  [
    'a spike arrest with 500',
    { type: 'status', status: 500, body: apigee('Spike arrest violation', 'policies.ratelimit.SpikeArrestViolation') },
    'rate-limit',
    'rate-limit',
    null,
  ],
];

test.each(matrix)('%s on the search ends in the right class after one call.', async (_, fault, kind, code, wait) => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: search, fault, times: null });
  const error = await failure(poll(world.connection.feeds.transactions));
  expect([error.kind, error.code, error.retryAfterMs]).toEqual([kind, `trading-grid.${code}`, wait]);
  expect(world.grid.ledger.calls(search)).toHaveLength(1);
  expect(error.message).not.toMatch(/undefined|\[object/);
});

test.each(matrix.filter(([, fault]) => fault.type !== 'vendor'))(
  '%s on the token request ends in a typed error after one call.',
  async (_, fault) => {
    const world = await tradingGridWorld();
    world.grid.faults.add({ call: 'trading-grid.token', fault, times: null });
    const error = await failure(poll(world.connection.feeds.transactions));
    expect(error.code).toMatch(/^trading-grid\./);
    expect(world.grid.ledger.calls('trading-grid.token')).toHaveLength(1);
    expect(world.grid.ledger.calls(search)).toHaveLength(0);
    expect(`${error.message} ${world.logged.join(' ')}`).not.toContain(world.grid.consumerSecret);
  },
);

test.each(['hang-before', 'hang-after'] as const)(
  'A search that never answers (%s) ends at its deadline.',
  async (type) => {
    const world = await tradingGridWorld();
    world.grid.faults.add({ call: search, fault: { type } });
    const ended = failure(poll(world.connection.feeds.transactions));
    await until('the search arrives', () => world.grid.ledger.calls(search).length === 1);
    await world.clock.advance(minute);
    expect(await ended).toMatchObject({ kind: 'unavailable', code: 'trading-grid.timeout' });
  },
);

test('A poll that is stopped ends as cancelled, and the next one works.', async () => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: search, fault: { type: 'hang-before' } });
  const stop = new AbortController();
  const ended = failure(poll(world.connection.feeds.transactions, null, stop.signal));
  await until('the search arrives', () => world.grid.ledger.calls(search).length === 1);
  stop.abort();
  expect((await ended).kind).toBe('cancelled');
  expect((await poll(world.connection.feeds.transactions)).events).toEqual([]);
});

test('A search that Lens can not read is a set-up error that points to the query.', async () => {
  const world = await tradingGridWorld({ settings: { query: '((status:F' } });
  expect(await failure(poll(world.connection.feeds.transactions))).toMatchObject({
    kind: 'set-up',
    code: 'trading-grid.search-refused',
  });
});

test('Refused keys end in a sign-in error that does not repeat them.', async () => {
  const world = await tradingGridWorld({ secrets: { consumerSecret: 'not-the-secret' } });
  const error = await failure(poll(world.connection.feeds.transactions));
  expect([error.kind, error.code]).toEqual(['sign-in', 'trading-grid.keys-refused']);
  expect(error.message).not.toContain('not-the-secret');
});
