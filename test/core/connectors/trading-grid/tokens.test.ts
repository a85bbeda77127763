import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { tokenRefusal } from '#core/connectors/trading-grid/gateway/client.ts';
import { tokenEnds } from '#sandbox/trading-grid/tokens.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld } from './world.ts';

const token = 'trading-grid.token';
const search = 'trading-grid.transactions.search';
const failed = {
  status: 'Failed',
  errorcode: '4711',
  externalerrormessage: 'Access token expired at the AS2 endpoint',
};

test.each(tokenEnds)('A token that ended, told as %s, is renewed once, and nothing is missed.', async (as) => {
  const world = await tradingGridWorld();
  const first = await poll(world.connection.feeds.transactions);
  await world.clock.advance(minute);
  world.grid.put({ transactionid: 'T-1', ...failed });
  world.grid.expireTokens(as);
  world.grid.ledger.clear();
  const second = await poll(world.connection.feeds.transactions, first.cursor);
  expect(second.events).toHaveLength(1);
  expect(world.grid.ledger.calls(token)).toHaveLength(1);

  // The partner directory goes by the same token.
  await world.clock.advance(minute);
  world.grid.expireTokens(as);
  world.grid.ledger.clear();
  await poll(world.connection.feeds.partners);
  expect(world.grid.ledger.calls(token)).toHaveLength(1);
});

test.each([
  ['status-403', 'sign-in', 'token-refused'],
  ['status-403-bare', 'set-up', 'forbidden'],
  ['status-500', 'sign-in', 'token-refused'],
  ['graphql', 'sign-in', 'token-refused'],
  ['redirect', 'set-up', 'moved'],
  ['login-page', 'unexpected-answer', 'web-page'],
])('What a new token does not mend (%s) is told after one more try.', async (as, kind, code) => {
  const world = await tradingGridWorld();
  const { cursor } = await poll(world.connection.feeds.transactions);
  await world.clock.advance(hour);
  world.grid.faults.add({
    call: search,
    fault: { type: 'vendor', name: 'token-expired', options: { as } },
    times: null,
  });
  world.grid.ledger.clear();
  const error = await failure(poll(world.connection.feeds.transactions, cursor));
  expect([error.kind, error.code]).toEqual([kind, `trading-grid.${code}`]);
  expect([world.grid.ledger.calls(search).length, world.grid.ledger.calls(token).length]).toEqual([2, 1]);
});

test.each([
  ['data that speaks of tokens', 200, { data: { getTransactions: { transactions: [failed] } } }, 'no'],
  ['a list of records that speak of tokens', 200, [{ companyId: 'GC1', name: 'Invalid Token Ltd' }], 'no'],
  ['an error about the search', 200, { errors: [{ message: 'Invalid token ) in the query string' }] }, 'no'],
  ['a refused field', 200, { errors: [{ message: 'Not Authorized to access fastatus on type Transaction' }] }, 'no'],
  ['a used-up quota', 403, { fault: { detail: { errorcode: 'policies.ratelimit.QuotaViolation' } } }, 'no'],
  ['an ended session', 200, { error: { message: 'Your session has expired' } }, 'possible'],
  ['a revoked token', 400, { error: 'invalid_request', error_description: 'The access token was revoked' }, 'certain'],
  ['a failing server', 500, { message: 'Internal server error' }, 'no'],
  ['a login time-out', 440, {}, 'possible'],
])('%s (%i) is judged by what it says.', (_, status, body, expected) => {
  const answer = { status, headers: new Headers(), text: JSON.stringify(body), retryAfterMs: null };
  expect(tokenRefusal(answer)).toBe(expected);
});

const fault = (errorcode: string) => ({ fault: { faultstring: 'No', detail: { errorcode } } });
test.each([
  ['unknown keys', 401, fault('oauth.v2.InvalidApiKey'), 'sign-in', 'keys-refused'],
  ['keys that are gone, in words of OAuth', 400, { error: 'invalid_client' }, 'sign-in', 'keys-refused'],
  ['a bare 401', 401, '', 'sign-in', 'keys-refused'],
  ['a used-up allowance', 400, fault('policies.ratelimit.QuotaViolation'), 'quota', 'quota'],
  ['too many calls', 401, fault('policies.ratelimit.SpikeArrestViolation'), 'rate-limit', 'rate-limit'],
  ['a service that is unwell', 400, { error: 'temporarily_unavailable' }, 'unavailable', 'token-later'],
  ['a page of a proxy', 400, '<html><title>Bad gateway</title></html>', 'unexpected-answer', 'web-page'],
  ['a page that wants another sign-in', 401, '<html><title>Proxy</title></html>', 'unexpected-answer', 'web-page'],
])('%s (%i) in place of a token is told for what it is.', async (_, status, body, kind, code) => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: token, fault: { type: 'status', status, body, headers: { 'retry-after': '60' } } });
  const error = await failure(poll(world.connection.feeds.transactions));
  expect([error.kind, error.code]).toEqual([kind, `trading-grid.${code}`]);
  expect(error.next ?? error.retryAfterMs).not.toBe(null);
});
