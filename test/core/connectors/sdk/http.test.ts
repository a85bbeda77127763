import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { parseJson, parseShape } from '#core/connectors/sdk/answer.ts';
import { type HttpCall, type HttpClient, sendHttp } from '#core/connectors/sdk/http.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { until } from '#test/harness/until.ts';
import { failure } from '../reading.ts';

async function server(listener: RequestListener) {
  const made = createServer(listener).listen(0, '127.0.0.1');
  await once(made, 'listening');
  onTestFinished(() => {
    made.closeAllConnections();
    made.close();
  });
  const address = made.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const clock = createManualClock();
  const client: HttpClient = { fetch, clock, system: 'vendor', name: 'The vendor' };
  const call = (more: Partial<HttpCall> = {}) =>
    sendHttp(client, { method: 'GET', url: `http://127.0.0.1:${port}/`, effect: false, ...more });
  return { call, client, clock };
}

test('An answer longer than the limit is not read to its end.', async () => {
  let sent = 0;
  const { call } = await server((_, response) => {
    const send = () => {
      while (!response.destroyed && sent < 50_000_000) {
        sent += 65_536;
        if (!response.write('x'.repeat(65_536))) return;
      }
    };
    response.on('drain', send);
    response.on('error', () => undefined);
    send();
  });
  const error = await failure(call({ maxBytes: 1_048_576 }));
  expect([error.kind, error.code]).toEqual(['unexpected-answer', 'vendor.too-long']);
  expect(sent).toBeLessThan(20_000_000);
});

test('The deadline counts until the last byte, not only until the first.', async () => {
  let begun = false;
  const { call, clock } = await server((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"a":', () => {
      begun = true;
    });
  });
  const ended = failure(call({ deadlineMs: 5_000, effect: true }));
  await until('the answer begins', () => begun);
  await clock.advance(5_000);
  expect(await ended).toMatchObject({
    kind: 'unclear',
    code: 'vendor.timeout',
    message: 'The vendor did not answer within 5 seconds.',
  });
});

test('A redirect is handed back, not followed: a token goes nowhere else.', async () => {
  let calls = 0;
  const { call } = await server((_, response) => {
    calls += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await call({ headers: { authorization: 'Bearer abcdefgh' } })).status).toBe(302);
  expect(calls).toBe(1);
});

test('No timer is left behind after an answer.', async () => {
  const { call, clock } = await server((_, response) => response.end('{}'));
  await call();
  expect(clock.nextDue()).toBeNull();
});

test('What is not a web address is a set-up error.', async () => {
  const { call } = await server(() => undefined);
  expect(await failure(call({ url: 'ftp://vendor.example/' }))).toMatchObject({
    kind: 'set-up',
    code: 'vendor.address',
  });
});

test.each([
  ['{"count":"3"}', 'text/plain', '“count” should be a number, but is a text of 1 character.'],
  ['{}', 'application/json', '“count” is missing: it should be a number.'],
  ['[1,2]', 'application/json', 'It sent a list of 2.'],
  ['', 'application/json', 'sent nothing instead of a count'],
  ['{"count":', 'application/json', 'sent "{"count":" instead of a count'],
  ['<html><title>Gateway\n down</title>', 'text/plain', 'sent a web page ("Gateway down") instead of a count'],
])('An answer of %s (%s) is refused with words that say what came.', async (body, type, words) => {
  const { call, client } = await server((_, response) => response.setHeader('content-type', type).end(body));
  const answer = await call();
  const error = await failure(
    (async () =>
      parseShape(client, parseJson(client, answer, 'a count'), z.object({ count: z.number() }), 'a count'))(),
  );
  expect(error.kind).toBe('unexpected-answer');
  expect(error.message).toContain(words);
});
