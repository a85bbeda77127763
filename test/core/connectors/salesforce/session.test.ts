import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { until } from '#test/harness/until.ts';
import { salesforce } from '#core/connectors/salesforce/index.ts';
import { oldHosts } from '#sandbox/salesforce/desk/move.ts';
import { failure, poll } from '../reading.ts';
import { items, never, salesforceWorld, type World } from './world.ts';

const tokenCall = 'salesforce.oauth.token';
const query = 'salesforce.query-all';

/** The browser: opens the sign-in page, agrees, and follows the way back. */
async function browse(url: string): Promise<void> {
  await fetch(url, { redirect: 'follow' });
}

/** A port that nobody listens on, so that tests beside this one do not meet here. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function signInWorld(options: Parameters<typeof salesforceWorld>[0] & { readonly busy?: number } = {}) {
  const port = await freePort();
  const world = await salesforceWorld({
    signedIn: false,
    openExternal: browse,
    ...options,
    settings: {
      redirectPorts: [...(options.busy === undefined ? [] : [options.busy]), port].join(','),
      ...options.settings,
    },
    org: { settings: { autoApprove: true, callbackUrls: [`http://localhost:${port}/OauthRedirect`] } },
  });
  return { ...world, port };
}

test('Signing in goes through the browser with PKCE and state, and keeps both tokens.', async () => {
  const world = await signInWorld();
  await world.connection.signIn?.(never);
  const address = new URL(world.opened[0] ?? '');
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'api refresh_token',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{32}$/),
    redirect_uri: `http://localhost:${world.port}/OauthRedirect`,
  });
  expect(world.secrets.has('refreshToken')).toBe(true);
  expect((await poll(world.connection.feeds.cases)).events).toEqual([]);
  expect(world.logged.join('\n')).not.toContain(world.secrets.get('accessToken'));
});

test('An answer with another state is turned away, and the sign-in goes on.', async () => {
  const answers: number[] = [];
  const world = await signInWorld({
    openExternal: async (url) => {
      const back = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
      back.search = '?code=stolen&state=guess';
      answers.push((await fetch(back)).status, (await fetch(new URL('/favicon.ico', back))).status);
      await browse(url);
    },
  });
  await world.connection.signIn?.(never);
  expect(answers).toEqual([400, 400]);
  expect(world.secrets.has('accessToken')).toBe(true);
});

test('Whatever else knocks at the sign-in port is turned away, and the sign-in goes on.', async () => {
  const answers: string[] = [];
  const world = await signInWorld({
    openExternal: async (url) => {
      const port = Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
      for (const target of ['//', 'http://[', '*', '/%', '/\\\\', '/OauthRedirect?state=%']) {
        const socket = connect(port, '127.0.0.1');
        socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        const [head] = (await once(socket, 'data')) as [Buffer];
        answers.push(String(head).slice(0, 12));
        socket.destroy();
      }
      for (const bytes of ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n']) {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(bytes);
        socket.resetAndDestroy();
      }
      await browse(url);
    },
  });
  await world.connection.signIn?.(never);
  expect(answers).toEqual(Array.from({ length: 6 }, () => 'HTTP/1.1 400'));
  expect(world.secrets.has('accessToken')).toBe(true);
});

test('A sign-in that the person refuses says so.', async () => {
  const world = await signInWorld({
    openExternal: async (url) => {
      const asked = new URL(url).searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = `?error=access_denied&error_description=end-user+denied&state=${asked.get('state') ?? ''}`;
      await fetch(back);
    },
  });
  const error = await failure(world.connection.signIn?.(never) ?? Promise.resolve());
  expect([error.kind, error.message]).toEqual(['sign-in', 'Salesforce did not sign you in: end-user denied.']);
});

test('A sign-in can be stopped, and ends by itself after five minutes; its port is free again.', async () => {
  const world = await signInWorld({ openExternal: async () => undefined });
  const stop = new AbortController();
  const stopped = failure(world.connection.signIn?.(stop.signal) ?? Promise.resolve());
  await until('the browser is opened', () => world.opened.length === 1);
  stop.abort();
  expect((await stopped).kind).toBe('cancelled');
  const late = failure(world.connection.signIn?.(never) ?? Promise.resolve());
  await until('the browser is opened again', () => world.opened.length === 2);
  await world.clock.advance(5 * minute);
  expect(await late).toMatchObject({ kind: 'sign-in', code: 'salesforce.sign-in-late' });
  const socket = connect(world.port, '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test('The first free port of the list is taken; without one, set-up is needed.', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const busy = typeof address === 'object' && address !== null ? address.port : 0;
  const world = await signInWorld({ settings: { redirectPorts: String(busy) } });
  expect(await failure(world.connection.signIn?.(never) ?? Promise.resolve())).toMatchObject({
    kind: 'set-up',
    code: 'salesforce.ports',
  });
  const other = await signInWorld({ busy });
  await other.connection.signIn?.(never);
  expect(other.opened[0]).toContain(`localhost%3A${other.port}`);
  taken.close();
});

test('A port that browsers refuse to open is not taken for the sign-in.', async () => {
  const world = await signInWorld({ settings: { redirectPorts: '1717,1720' } });
  const error = await failure(world.connection.test(never).then(() => poll(world.connection.feeds.cases)));
  expect([error.kind, error.message]).toEqual([
    'set-up',
    'A setting can’t be used. “redirectPorts” does not fit: browsers refuse to open this port.',
  ]);
});

test('A session that ended is renewed once for all calls that wait, and the rotated refresh token is stored.', async () => {
  const world = await salesforceWorld();
  const before = world.secrets.get('refreshToken');
  await poll(world.connection.feeds.cases);
  world.org.expireSessions();
  world.org.ledger.clear();
  await Promise.all([
    poll(world.connection.feeds.cases),
    poll(world.connection.feeds.cases),
    world.escalate.perform(items(world, 3), never),
  ]);
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
  expect(world.secrets.get('refreshToken')).not.toBe(before);
  expect(world.org.cases()).toHaveLength(3);
  world.org.expireSessions();
  await poll(world.connection.feeds.cases);
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(2);
});

test('The rotated refresh token is in the vault before the new session is used.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const order: string[] = [];
  const connection = salesforce.open({
    ...world.context,
    secrets: {
      ...world.context.secrets,
      set: async (name, value) => {
        await world.context.secrets.set(name, value);
        order.push(name);
      },
    },
    fetch: (input, init) => {
      order.push(new URL(input instanceof Request ? input.url : input).pathname);
      return fetch(input, init);
    },
  });
  await poll(connection.feeds.cases);
  expect(order.slice(0, 5)).toEqual([
    expect.stringContaining('/query'),
    '/services/oauth2/token',
    'refreshToken',
    'accessToken',
    expect.stringContaining('/query'),
  ]);
});

test('Without an access token or an instance address the refresh token alone is enough.', async () => {
  const world = await salesforceWorld({ settings: { instanceUrl: '' } });
  world.secrets.delete('accessToken');
  expect((await poll(world.connection.feeds.cases)).events).toEqual([]);
  expect(world.cache.get('instance-url')?.value).toBe(world.org.baseUrl);
});

test('A revoked refresh token ends in a sign-in error, after one try.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  world.org.revokeRefreshTokens();
  expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({
    kind: 'sign-in',
    code: 'salesforce.sign-in',
    next: 'Sign in to Salesforce again.',
  });
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
});

test('A session that is refused again and again is renewed once, then left alone for a minute.', async () => {
  const world = await salesforceWorld();
  world.org.faults.add({ call: query, fault: { type: 'vendor', name: 'token-expired' }, times: null });
  const first = await failure(poll(world.connection.feeds.cases));
  expect([first.kind, first.code]).toEqual(['sign-in', 'salesforce.session-refused']);
  const second = await failure(poll(world.connection.feeds.cases));
  expect(second.kind).toBe('sign-in');
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
  expect(world.org.ledger.calls(query)).toHaveLength(3);
});

test('A session that ends in the middle of a batch is renewed and each case is made once.', async () => {
  const world = await salesforceWorld();
  world.org.faults.add({ call: 'salesforce.collections.upsert', fault: { type: 'vendor', name: 'token-expired' } });
  const outcomes = await world.escalate.perform(items(world, 200), never);
  expect(outcomes.every(({ result }) => result === 'done')).toBe(true);
  expect(world.org.cases()).toHaveLength(200);
});

test('Nobody signed in is a sign-in error without any call.', async () => {
  const world = await salesforceWorld({ signedIn: false });
  expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({
    kind: 'sign-in',
    code: 'salesforce.not-signed-in',
  });
  expect(world.org.ledger.calls()).toEqual([]);
});

const tokenFaults: readonly (readonly [
  name: string,
  fault: Parameters<World['org']['faults']['add']>[0]['fault'],
  kind: string,
])[] = [
  ['429', { type: 'status', status: 429, headers: { 'retry-after': '9' } }, 'rate-limit'],
  ['503 with a web page', { type: 'html' }, 'unavailable'],
  ['a web page with 200', { type: 'html', status: 200 }, 'unexpected-answer'],
  ['a reset', { type: 'reset-after' }, 'unavailable'],
  ['a truncated body', { type: 'truncate' }, 'unavailable'],
  ['malformed JSON', { type: 'malformed' }, 'unexpected-answer'],
  ['another schema', { type: 'wrong-schema' }, 'unexpected-answer'],
  ['inactive_user', { type: 'vendor', name: 'inactive-user' }, 'sign-in'],
];
test.each(tokenFaults)('A renewal that meets %s ends in the right class after one try.', async (_, fault, kind) => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  world.org.faults.add({ call: tokenCall, fault, times: null });
  expect((await failure(poll(world.connection.feeds.cases))).kind).toBe(kind);
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
});

test('A renewal that is refused for now, with how long to wait, is asked for again after that.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const body = { error: 'temporarily_unavailable', error_description: 'the org is under maintenance' };
  const fault = { type: 'status', status: 400, headers: { 'retry-after': '900' }, body } as const;
  world.org.faults.add({ call: tokenCall, fault });
  expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({
    kind: 'unavailable',
    retryAfterMs: 900_000,
  });
});

test('No token ever stands in an address.', async () => {
  const addresses: string[] = [];
  const world = await salesforceWorld({
    fetch: (input, init) => {
      addresses.push(input instanceof Request ? input.url : String(new URL(input)));
      return fetch(input, init);
    },
  });
  const used = [...world.secrets.values()];
  await world.connection.test(never);
  world.org.expireSessions();
  await world.escalate.perform(items(world, 1), never);
  await poll(world.connection.feeds.cases);
  const all = addresses.join('\n');
  expect(addresses.length).toBeGreaterThan(8);
  for (const secret of [...used, ...world.secrets.values()]) expect(all).not.toContain(encodeURIComponent(secret));
});

const passingRefusals: readonly (readonly [error: string, description: string])[] = [
  ['invalid_grant', 'token request is already being processed'],
  ['invalid_grant', 'login rate exceeded'],
  ['invalid_grant', 'ip restricted or invalid login hours'],
  ['invalid_grant', 'unable to process concurrent requests'],
  ['rate_limit_exceeded', 'rate limit exceeded'],
  ['temporarily_unavailable', 'the org is under maintenance'],
  ['server_error', ''],
  ['unknown_error', 'retry your request'],
  ['invalid_grant', 'words that nobody has seen before'],
];
test.each(passingRefusals)('%s (%s) passes by itself: the sign-in goes on.', async (error, description) => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  world.org.faults.add({ call: tokenCall, fault: { type: 'vendor', name: 'refuse', options: { error, description } } });
  const met = await failure(poll(world.connection.feeds.cases));
  expect([met.kind, met.retryAfterMs ?? 0]).toEqual(['unavailable', expect.toSatisfy((ms: number) => ms >= 5_000)]);
  expect((await poll(world.connection.feeds.cases)).events).toEqual([]);
});

test.each([
  ['invalid_grant', 'expired access/refresh token'],
  ['invalid_grant', 'authentication failure'],
  ['invalid_grant', 'user hasn’t approved this consumer'],
  ['inactive_user', 'user is inactive'],
  ['access_denied', ''],
])('%s (%s) is the end of the sign-in.', async (error, description) => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  world.org.faults.add({ call: tokenCall, fault: { type: 'vendor', name: 'refuse', options: { error, description } } });
  expect((await failure(poll(world.connection.feeds.cases))).kind).toBe('sign-in');
});

test('A refusal in unknown words is the end when it is given three times in a row.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const fault = { type: 'vendor', name: 'refuse', options: { description: 'computer says no' } } as const;
  world.org.faults.add({ call: tokenCall, fault, times: null });
  const kinds: string[] = [];
  for (let turn = 0; turn < 3; turn++) kinds.push((await failure(poll(world.connection.feeds.cases))).kind);
  expect(kinds).toEqual(['unavailable', 'unavailable', 'sign-in']);
});

test.each([403, 401, 502])(
  'A web page with %s in place of the token service does not end the sign-in.',
  async (status) => {
    const world = await salesforceWorld();
    world.org.expireSessions();
    world.org.faults.add({ call: tokenCall, fault: { type: 'html', status } });
    expect((await failure(poll(world.connection.feeds.cases))).kind).toBe('unavailable');
    expect((await poll(world.connection.feeds.cases)).events).toEqual([]);
  },
);

test('Where another process has renewed meanwhile, its tokens are used and nobody has to sign in.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const theirs = world.org.issueTokens();
  world.org.faults.add({ call: tokenCall, fault: { type: 'vendor', name: 'invalid-grant' } });
  const connection = salesforce.open({
    ...world.context,
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (String(new URL(input instanceof Request ? input.url : input)).endsWith('/token')) {
        world.secrets.set('refreshToken', theirs.refreshToken);
      }
      return answer;
    },
  });
  expect((await poll(connection.feeds.cases)).events).toEqual([]);
});

const signInScript =
  '<html><head><script>if (window.location.replace) window.location.href="/?ec=302&startURL=%2F";</script></head></html>';

const endedSessions: readonly (readonly [
  name: string,
  fault: Parameters<World['org']['faults']['add']>[0]['fault'],
])[] = [
  ['401 without a body', { type: 'status', status: 401 }],
  ['401 with plain text', { type: 'status', status: 401, body: 'Session expired' }],
  ['403 with Bad_OAuth_Token', { type: 'status', status: 403, body: 'Bad_OAuth_Token' }],
  ['401 with Missing_OAuth_Token', { type: 'status', status: 401, body: 'Missing_OAuth_Token' }],
  ['403 with Wrong_Org', { type: 'status', status: 403, body: 'Wrong_Org' }],
  ['403 with INVALID_SESSION_ID', { type: 'status', status: 403, body: [{ errorCode: 'INVALID_SESSION_ID' }] }],
  ['400 with one error that is no list', { type: 'status', status: 400, body: { errorCode: 'INVALID_SESSION_ID' } }],
  ['200 with INVALID_SESSION_ID', { type: 'status', status: 200, body: [{ errorCode: 'INVALID_SESSION_ID' }] }],
  ['200 with one error that is no list', { type: 'status', status: 200, body: { errorCode: 'INVALID_SESSION_ID' } }],
  ['200 with the sign-in page', { type: 'status', status: 200, body: signInScript }],
  ['a redirect to the sign-in page', { type: 'status', status: 302, headers: { location: '/?ec=302&startURL=%2F' } }],
  ['403 with invalid_session', { type: 'status', status: 403, body: { error: 'invalid_session' } }],
  ['200 with invalid_token', { type: 'status', status: 200, body: { error: 'invalid_token' } }],
  [
    '403 with INVALID_LOGIN',
    { type: 'status', status: 403, body: [{ errorCode: 'INVALID_LOGIN', message: 'expired' }] },
  ],
  ['500 with INVALID_SESSION_ID', { type: 'status', status: 500, body: [{ errorCode: 'INVALID_SESSION_ID' }] }],
];
test.each(endedSessions)(
  'An ended session that shows as %s is renewed, for reading and for writing.',
  async (_, fault) => {
    const world = await salesforceWorld();
    world.org.faults.add({ call: query, fault });
    world.org.faults.add({ call: 'salesforce.collections.upsert', fault });
    expect((await poll(world.connection.feeds.cases)).events).toEqual([]);
    expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'done' }]);
    expect(world.org.ledger.calls(tokenCall)).toHaveLength(2);
    expect(world.org.cases()).toHaveLength(1);
  },
);

test('An expired token is renewed where userinfo refuses it with 403, so the test of the connection is content.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const { ok, checks } = await world.connection.test(never);
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
});

test.each(oldHosts)(
  'An org that has moved (%s) is found through the sign-in address, and stays found.',
  async (how) => {
    const world = await salesforceWorld();
    world.org.moveInstance(how);
    expect(await world.escalate.perform(items(world, 2), never)).toMatchObject([
      { result: 'done', url: expect.stringContaining('//localhost:') },
      { result: 'done' },
    ]);
    expect(world.org.cases()).toHaveLength(2);
    world.org.ledger.clear();
    const later = salesforce.open(world.context);
    await poll(later.feeds.cases);
    expect(world.org.ledger.calls(tokenCall)).toEqual([]);
    expect(world.org.ledger.calls(query)).toHaveLength(1);
  },
);

test('An org whose old host is gone is found through the sign-in address.', async () => {
  const gone = await freePort();
  const world = await salesforceWorld({ settings: { instanceUrl: `http://127.0.0.1:${gone}` } });
  expect(await world.escalate.perform(items(world, 1), never)).toMatchObject([{ result: 'done' }]);
  expect((await poll(world.connection.feeds.cases)).events).toHaveLength(1);
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
});

test('An address that is wrong although the org has not moved is asked about once, not with every call.', async () => {
  const world = await salesforceWorld();
  const body = [{ errorCode: 'URL_NOT_RESET', message: 'no' }];
  world.org.faults.add({ call: query, fault: { type: 'status', status: 400, body }, times: null });
  await failure(poll(world.connection.feeds.cases));
  await failure(poll(world.connection.feeds.cases));
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
});

test('A session that ended is not taken for somebody signed in, where userinfo says so with 200.', async () => {
  const world = await salesforceWorld();
  const body = { errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' };
  const fault = { type: 'status', status: 200, body } as const;
  world.org.faults.add({ call: 'salesforce.oauth.userinfo', fault });
  expect((await world.connection.test(never)).checks[0]).toMatchObject({ name: 'Signed in', ok: true });
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
  world.org.faults.add({ call: 'salesforce.oauth.userinfo', fault, times: null });
  expect((await world.connection.test(never)).checks[0]).toMatchObject({ name: 'Signed in', ok: false });
});

test('Of two requests that meet the old host at once, neither fails: both wait for the one question.', async () => {
  const world = await salesforceWorld();
  world.org.moveInstance('url-not-reset');
  const [polled, [sent]] = await Promise.all([
    poll(world.connection.feeds.cases),
    world.escalate.perform(items(world, 1), never),
  ]);
  expect([polled.events, sent]).toMatchObject([expect.any(Array), { result: 'done' }]);
  expect(world.org.ledger.calls(tokenCall)).toHaveLength(1);
});

test('A token service that refuses with 200 is understood as it is with 400.', async () => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  const body = { error: 'invalid_grant', error_description: 'token request is already being processed' };
  world.org.faults.add({ call: tokenCall, fault: { type: 'status', status: 200, body } });
  expect(await failure(poll(world.connection.feeds.cases))).toMatchObject({
    kind: 'unavailable',
    code: 'salesforce.sign-in-busy',
  });
});

test.each([
  ['a list', [{ errorCode: 'LIMIT', message: 'Too many sign-ins from here' }]],
  ['plain text', 'Too many sign-ins from here'],
  ['a page', '<html><head><title>Too many sign-ins from here</title></head></html>'],
])('What is said with 400 at the sign-in is told, where it is %s.', async (_, body) => {
  const world = await salesforceWorld();
  world.org.expireSessions();
  world.org.faults.add({ call: tokenCall, fault: { type: 'status', status: 400, body } });
  expect((await failure(poll(world.connection.feeds.cases))).message).toContain('Too many sign-ins from here');
});
