import { expect, test } from 'vitest';
import { day } from '#shared/lib/time.ts';
import { redact, redactUnexpected } from '#core/connectors/sdk/redact.ts';
import { retryAfter, sendHttp } from '#core/connectors/sdk/http.ts';
import type { Clock } from '#core/ports.ts';
import { createTokenSource } from '#core/connectors/sdk/token-source.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';

const now = Date.UTC(2026, 10, 16, 9, 0);

test.each([
  [null, null],
  ['', null],
  ['soon', null],
  ['0', 0],
  ['17', 17_000],
  ['1.5', 1_500],
  ['999999999', day],
  ['Mon, 16 Nov 2026 09:01:00 GMT', 60_000],
  ['Mon, 16 Nov 2026 08:00:00 GMT', 0],
])('Retry-After %j means %j ms.', (header, wait) => {
  expect(retryAfter(header, now)).toBe(wait);
});

test('a moment to try again is counted from the clock that it was given by', async () => {
  const client = {
    clock: createManualClock(now),
    system: 'crm',
    name: 'The CRM',
    // Its clock is two hours behind ours.
    fetch: () =>
      Promise.resolve(
        new Response('', {
          status: 429,
          headers: { date: 'Mon, 16 Nov 2026 07:00:00 GMT', 'retry-after': 'Mon, 16 Nov 2026 07:03:00 GMT' },
        }),
      ),
  };
  const answer = await sendHttp(client, { method: 'GET', url: 'https://crm.example/', effect: false });
  expect(answer.retryAfterMs).toBe(180_000);
});

test.each([
  ['token 00Dxx!AQ.secret refused', ['00Dxx!AQ.secret'], 'token [hidden] refused'],
  ['Authorization: Bearer abc.def-ghi', [], 'Authorization: Bearer [hidden]'],
  ['Basic dXNlcjpwYXNz was wrong', [], 'Basic [hidden] was wrong'],
  ['?code=aPrx123&state=1&refresh_token=5Aep', [], '?code=[hidden]&state=1&refresh_token=[hidden]'],
  ['{"access_token":"x1y2z3","id":"7"}', [], '{"access_token":"[hidden]","id":"7"}'],
  ['line one\n  line two', [], 'line one line two'],
  ['error code 4711', [], 'error code 4711'],
])('%j is shown without its secrets.', (text, secrets, shown) => {
  expect(redact(text, secrets)).toBe(shown);
});

test.each([
  ['401 for https://u:Pa55word@x.example/a', '401 for https://[hidden]@x.example/a'],
  ['Authorization: Token 4af3', 'Authorization: Token [hidden]'],
  ['"authorization":"Zk3-key 4af3"', '"authorization":"[hidden]"'],
  [
    'got {"session_token":"x1"} from ?api_key=77&sig=ab%2F',
    'got {"session_token":"[hidden]"} from ?api_key=[hidden]&sig=[hidden]',
  ],
  ['Unexpected token h, "hunter2" is not valid JSON', 'Unexpected token h, [hidden] is not valid JSON'],
  ['jwt eyJhbGciOiJ.eyJzdWIi.c2ln was late', 'jwt [hidden] was late'],
  ['key 9aK3xQ-77bTzLmPq01Vw no longer works', 'key [hidden] no longer works'],
  ['hash d41d8cd98f00b204e9800998ecf8427e', 'hash [hidden]'],
  ["ENOENT: no such file or directory, open '/Users/Kim2/Documents/Orders/Today.edi'", null],
  ["Cannot read properties of undefined (reading 'transactionIdentifier')", null],
  ['The token was refused: expired. connect ECONNREFUSED 127.0.0.1:443', null],
])('An error that nobody foresaw says %j without what could be a secret.', (text, shown) => {
  expect(redactUnexpected(text)).toBe(shown ?? text);
});

test('Long words are cut.', () => {
  expect(redact('x'.repeat(1000))).toHaveLength(300);
});

const never = new AbortController().signal;
const httpOn = (clock: Clock) => ({ fetch, clock, system: 'crm', name: 'CRM' });

test('A token is fetched once for all who wait, kept for its life, and replaced only by who had the refused one.', async () => {
  const clock = createManualClock();
  let fetched = 0;
  const tokens = createTokenSource(httpOn(clock), async () => ({ token: `t${(fetched += 1)}`, lifetimeMs: 1000 }));
  expect(await Promise.all([tokens.get(never), tokens.get(never)])).toEqual(['t1', 't1']);
  expect(await Promise.all([tokens.renew('t1', never), tokens.renew('t1', never)])).toEqual(['t2', 't2']);
  expect(await tokens.renew('t1', never)).toBe('t2');
  await clock.advance(1000);
  expect(await tokens.get(never)).toBe('t3');
});

test('A failed fetch is not kept: the next call tries again.', async () => {
  let tries = 0;
  const tokens = createTokenSource(httpOn(createManualClock()), async () => {
    tries += 1;
    if (tries === 1) throw new Error('down');
    return { token: 'fine', lifetimeMs: 1000 };
  });
  await expect(tokens.get(never)).rejects.toThrow('down');
  expect(await tokens.get(never)).toBe('fine');
});

test('Who is stopped waits for a token no longer, and the others get it.', async () => {
  const { promise, resolve } = Promise.withResolvers<{ token: string; lifetimeMs: number }>();
  const tokens = createTokenSource(httpOn(createManualClock()), () => promise);
  const stop = new AbortController();
  const [mine, others] = [tokens.get(stop.signal), tokens.get(never)];
  stop.abort();
  await expect(mine).rejects.toMatchObject({ kind: 'cancelled', code: 'crm.cancelled' });
  resolve({ token: 'fine', lifetimeMs: 1000 });
  expect(await others).toBe('fine');
});
