import { afterEach, beforeEach, expect, test } from 'vitest';

import type { FaultRequest } from '#sandbox/lib/fault.ts';
import { type StandIn, startStandIn } from '#sandbox/lib/stand-in.ts';

const clock = { at: Date.UTC(2026, 10, 20, 9) };
let standIn: StandIn;
let made = 0;

beforeEach(async () => {
  made = 0;
  standIn = await startStandIn({
    name: 'shop',
    now: () => clock.at,
    routes: [
      {
        operation: 'shop.order.create',
        method: 'POST',
        path: '/orders/:customer',
        vendorFaults: ['sold-out'],
        handle: (request) => {
          if (request.fault?.name === 'sold-out') return { status: 409, json: { sold: 'out' } };
          made++;
          request.effect({
            effect: 'order.created',
            id: `o${made}`,
            key: request.params['customer'] ?? '',
            data: { made },
          });
          return { status: 201, json: { id: `o${made}`, customer: request.params['customer'] } };
        },
      },
      { operation: 'shop.order.list', method: 'GET', path: '/orders', handle: () => ({ status: 200, json: [made] }) },
    ],
  });
});

afterEach(() => standIn.stop());

const order = (customer = 'ada', init: RequestInit = {}) =>
  fetch(`${standIn.baseUrl}/orders/${customer}`, { method: 'POST', body: '{}', ...init });
const faults = (request: FaultRequest) =>
  fetch(`${standIn.baseUrl}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(request) });
const ledger = async (query = ''): Promise<unknown> =>
  (await fetch(`${standIn.baseUrl}/_sandbox/ledger${query}`)).json();
const settled = (wanted: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    if (wanted()) return resolve();
    const stop = standIn.ledger.watch(() => {
      if (!wanted()) return;
      stop();
      resolve();
    });
  });

test('the ledger tells calls and effects in order, unknown calls too, and no secret', async () => {
  await order('ad%2Fa%20x');
  await fetch(`${standIn.baseUrl}/orders?access_token=hunter2&page=3`, {
    headers: { authorization: 'Bearer hunter3' },
  });
  await fetch(`${standIn.baseUrl}/nowhere`);
  await fetch(`${standIn.baseUrl}/orders`, { method: 'PUT', body: '{}' });
  const at = '2026-11-20T09:00:00.000Z';
  const call = { kind: 'call', at };
  expect(await ledger()).toEqual({
    name: 'shop',
    entries: [
      { ...call, seq: 1, operation: 'shop.order.create', method: 'POST', path: '/orders/ad%2Fa%20x', status: 201 },
      {
        seq: 2,
        at,
        kind: 'effect',
        effect: 'order.created',
        id: 'o1',
        key: 'ad/a x',
        data: { made: 1 },
        operation: 'shop.order.create',
        call: 1,
      },
      {
        ...call,
        seq: 3,
        operation: 'shop.order.list',
        method: 'GET',
        path: '/orders?access_token=[hidden]&page=3',
        status: 200,
      },
      { ...call, seq: 4, operation: 'shop.unknown', method: 'GET', path: '/nowhere', status: 404 },
      { ...call, seq: 5, operation: 'shop.unknown', method: 'PUT', path: '/orders', status: 405 },
    ],
  });
});

test('the ledger can be filtered by kind, call and effect, and cleared', async () => {
  await order();
  await fetch(`${standIn.baseUrl}/orders`);
  const count = async (query: string) => ((await ledger(query)) as { entries: unknown[] }).entries.length;
  expect(await count('?kind=effect')).toBe(1);
  expect(await count('?operation=shop.order.create')).toBe(2);
  expect(await count('?kind=call&operation=shop.order.*')).toBe(2);
  expect(await count('?effect=order.created')).toBe(1);
  expect(await count('?effect=order.deleted')).toBe(0);
  expect((await fetch(`${standIn.baseUrl}/_sandbox/ledger?kind=nonsense`)).status).toBe(400);
  await fetch(`${standIn.baseUrl}/_sandbox/ledger`, { method: 'DELETE' });
  expect(await count('')).toBe(0);
});

test('a status fault answers as told, as often as told, after as many calls as told, with nothing done', async () => {
  const answer = await faults({
    call: 'shop.order.create',
    fault: { type: 'status', status: 429, headers: { 'retry-after': '7' }, body: { slow: 'down' } },
    times: 2,
    after: 1,
  });
  expect(answer.status).toBe(201);
  expect((await order()).status).toBe(201);
  const limited = await order();
  expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
    429,
    '7',
    { slow: 'down' },
  ]);
  expect((await order()).status).toBe(429);
  expect((await order()).status).toBe(201);
  expect(made).toBe(2);
  expect(standIn.ledger.calls().map((call) => call.fault)).toEqual([undefined, 'status', 'status', undefined]);
});

test('a status fault can come after the effect', async () => {
  await faults({ call: '*', fault: { type: 'status', status: 503, when: 'after' } });
  expect((await order()).status).toBe(503);
  expect(made).toBe(1);
});

test('an HTML page can stand where JSON was expected, until cleared', async () => {
  await faults({ call: 'shop.*', fault: { type: 'html', status: 503 }, times: null });
  for (let time = 0; time < 3; time++) {
    const answer = await order();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html;charset=utf-8']);
    expect(await answer.text()).toContain('<html>');
  }
  await fetch(`${standIn.baseUrl}/_sandbox/faults`, { method: 'DELETE' });
  expect((await order()).status).toBe(201);
});

test.each([
  ['hang-before', 0],
  ['hang-after', 1],
] as const)('%s never answers and leaves %i orders', async (type, expected) => {
  await faults({ call: 'shop.order.create', fault: { type } });
  const giveUp = new AbortController();
  const hanging = order('ada', { signal: giveUp.signal });
  await settled(() => standIn.ledger.calls().length === 1 && standIn.ledger.effects().length === expected);
  giveUp.abort();
  await expect(hanging).rejects.toThrow('aborted');
  expect(made).toBe(expected);
  expect(standIn.ledger.calls()[0]?.status).toBeNull();
});

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
] as const)('%s breaks the connection and leaves %i orders', async (type, expected) => {
  await faults({ call: 'shop.order.create', fault: { type } });
  await expect(order()).rejects.toThrow('fetch failed');
  expect(made).toBe(expected);
});

test('a truncated answer ends early, with the effect in place', async () => {
  await faults({ call: 'shop.order.create', fault: { type: 'truncate' } });
  const answer = await order();
  expect(answer.status).toBe(201);
  await expect(answer.text()).rejects.toThrow('terminated');
  expect(made).toBe(1);
});

test('a malformed answer is not JSON and a wrong-schema answer is JSON of another shape', async () => {
  await faults({ call: 'shop.order.create', fault: { type: 'malformed' } });
  await faults({ call: 'shop.order.create', fault: { type: 'wrong-schema' } });
  await expect((await order()).json()).rejects.toThrow(SyntaxError);
  const changed = await order();
  expect(changed.status).toBe(201);
  expect(await changed.json()).not.toHaveProperty('id');
  expect(made).toBe(2);
});

test('a slow answer takes effect at once and arrives all the same', async () => {
  await faults({ call: 'shop.order.create', fault: { type: 'slow', ms: 20 } });
  const answer = order();
  await settled(() => standIn.ledger.effects().length === 1);
  expect(standIn.ledger.calls()[0]?.status).toBeNull();
  expect((await answer).status).toBe(201);
});

test("a vendor's own fault reaches only the routes that can play it", async () => {
  await faults({ call: '*', fault: { type: 'vendor', name: 'sold-out' } });
  expect((await fetch(`${standIn.baseUrl}/orders`)).status).toBe(200);
  expect((await order()).status).toBe(409);
  expect((await order()).status).toBe(201);
});

test.each([
  [{ call: 'shop.order.create', fault: { type: 'explode' } }, 'fault'],
  [{ call: 'shop.nothing', fault: { type: 'truncate' } }, 'No call is named "shop.nothing"'],
  [{ call: '*', fault: { type: 'vendor', name: 'sold' } }, 'It can play: sold-out'],
  [{ fault: { type: 'truncate' }, call: '*', times: 0 }, 'times'],
  ['not an object', 'expected'],
])('the fault %j is refused with what was expected', async (request, message) => {
  const answer = await fetch(`${standIn.baseUrl}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(request) });
  expect(answer.status).toBe(400);
  const body = (await answer.json()) as { error: string; expected: unknown };
  expect(body.error).toContain(message);
  expect(body.expected).toBeTypeOf('object');
});

test('listed faults say what is left of them', async () => {
  await faults({ call: 'shop.order.create', fault: { type: 'truncate' }, times: 3, after: 1 });
  await order();
  expect(await (await fetch(`${standIn.baseUrl}/_sandbox/faults`)).json()).toEqual({
    name: 'shop',
    faults: [{ id: 1, call: 'shop.order.create', fault: { type: 'truncate' }, remaining: 3, skip: 0 }],
  });
});

test('stop ends hanging calls at once and frees the port', async () => {
  await faults({ call: '*', fault: { type: 'hang-after' } });
  const hanging = order();
  await settled(() => standIn.ledger.effects().length === 1);
  const port = Number(new URL(standIn.baseUrl).port);
  await Promise.all([standIn.stop(), expect(hanging).rejects.toThrow('fetch failed')]);
  await standIn.stop();
  const next = await startStandIn({ name: 'next', port, routes: [] });
  expect(await (await fetch(`${next.baseUrl}/_sandbox/health`)).json()).toEqual({ name: 'next', ok: true });
  await expect(startStandIn({ name: 'third', port, routes: [] })).rejects.toThrow('EADDRINUSE');
  await next.stop();
});

test('a body over the limit is refused', async () => {
  const small = await startStandIn({ name: 'small', routes: [], bodyLimit: 10 });
  expect((await fetch(small.baseUrl, { method: 'POST', body: 'x'.repeat(11) })).status).toBe(413);
  await small.stop();
});
