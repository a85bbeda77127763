import { createHash, randomBytes } from 'node:crypto';

import { Connection, OAuth2 } from 'jsforce';
import { expect, test } from 'vitest';

import { ask, error, openOrg } from './fixture.ts';

const redirectUri = 'http://localhost:1717/OauthRedirect';
const verifier = randomBytes(48).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

type Opened = Awaited<ReturnType<typeof openOrg>>;

const authorizeUrl = ({ org }: Opened, changes: Record<string, string | null> = {}): string => {
  const url = new URL('/services/oauth2/authorize', org.baseUrl);
  const asked: Record<string, string | null> = {
    response_type: 'code',
    client_id: org.settings.clientId,
    redirect_uri: redirectUri,
    scope: 'api refresh_token',
    state: 's t&te',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    auto: '1',
    ...changes,
  };
  for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
};
const codeOf = async (opened: Opened): Promise<string> => {
  const { headers } = await ask('GET', authorizeUrl(opened));
  return new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
};
const token = ({ org }: Opened, form: Record<string, string>) =>
  ask(
    'POST',
    `${org.baseUrl}/services/oauth2/token`,
    new URLSearchParams({ client_id: org.settings.clientId, ...form }).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  );
const exchange = async (opened: Opened, changes: Record<string, string> = {}) =>
  token(opened, {
    grant_type: 'authorization_code',
    code: await codeOf(opened),
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  });
const refused = (word: string, description: string) => ({
  status: 400,
  body: { error: word, error_description: description },
});

test('the client library signs in with a code and its own verifier, and reads with the session', async () => {
  const opened = await openOrg({ settings: { autoApprove: true } });
  const oauth2 = new OAuth2({ loginUrl: opened.org.baseUrl, clientId: opened.org.settings.clientId, redirectUri });
  oauth2.codeVerifier = verifier;
  const url = oauth2.getAuthorizationUrl({
    scope: 'api refresh_token',
    state: 'abc',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const { status, headers } = await ask('GET', url);
  const back = new URL(headers.get('location') ?? '');
  expect([status, back.origin, back.pathname, back.searchParams.get('state')]).toEqual([
    302,
    'http://localhost:1717',
    '/OauthRedirect',
    'abc',
  ]);
  const tokens = await oauth2.requestToken(back.searchParams.get('code') ?? '');
  expect(tokens).toMatchObject({ instance_url: opened.org.baseUrl, scope: 'api refresh_token', token_type: 'Bearer' });
  expect(tokens).not.toHaveProperty('expires_in');
  const connection = new Connection({
    instanceUrl: tokens.instance_url,
    accessToken: tokens.access_token,
    version: '65.0',
  });
  expect((await connection.query('SELECT Name FROM Account ORDER BY Name')).records.map((one) => one['Name'])).toEqual([
    'Northwind Retail',
    "O'Brien Foods",
  ]);
  expect(opened.org.ledger.calls('salesforce.oauth.authorize')[0]?.path).not.toContain(challenge);
});

test('without approval on its own there is a page with an Allow button that leads back', async () => {
  const opened = await openOrg();
  const { status, body } = await ask('GET', authorizeUrl(opened, { auto: null, state: '"><script>' }));
  expect(status).toBe(200);
  expect(body).toContain('value="allow">Allow</button>');
  expect(body).toContain('value="&quot;&gt;&lt;script&gt;"');
  const decide = async (decision: string) => {
    const form = new URL(authorizeUrl(opened)).searchParams;
    form.set('decision', decision);
    const answer = await ask('POST', `${opened.org.baseUrl}/services/oauth2/authorize`, form.toString());
    return new URL(answer.headers.get('location') ?? '').searchParams;
  };
  expect((await decide('allow')).get('code')).toMatch(/^aPrx/);
  const denied = await decide('deny');
  expect([denied.get('error'), denied.get('state'), denied.has('code')]).toEqual(['access_denied', 's t&te', false]);
});

test.each([
  [{ code_challenge: null }, 'invalid_request', 'missing required code challenge'],
  [{ code_challenge_method: null }, 'invalid_request', 'code challenge method must be S256'],
  [{ code_challenge_method: 'plain' }, 'invalid_request', 'code challenge method must be S256'],
  [{ response_type: 'token' }, 'unsupported_response_type', 'response type not supported'],
])('asking with %j is told to the app at its own address', async (changes, word, description) => {
  const { status, headers } = await ask('GET', authorizeUrl(await openOrg(), changes));
  const back = new URL(headers.get('location') ?? '').searchParams;
  expect([status, back.get('error'), back.get('error_description'), back.get('state')]).toEqual([
    302,
    word,
    description,
    's t&te',
  ]);
});

test.each<Record<string, string>>([
  { redirect_uri: 'http://localhost:9999/OauthRedirect' },
  { redirect_uri: 'http://localhost:1717/Other' },
  { client_id: 'someone-else' },
])('asking with %j sends nobody anywhere', async (changes) => {
  const { status, headers } = await ask('GET', authorizeUrl(await openOrg(), changes));
  expect([status, headers.get('location')]).toEqual([400, null]);
});

test('the code wants its verifier, its address and no secret', async () => {
  const opened = await openOrg();
  expect(await exchange(opened, { code_verifier: 'x'.repeat(64) })).toMatchObject(
    refused('invalid_grant', 'invalid code verifier'),
  );
  expect(await exchange(opened, { code_verifier: 'x'.repeat(171) })).toMatchObject(
    refused('invalid_request', 'code verifier must be 43 to 128 unreserved characters'),
  );
  expect(await exchange(opened, { client_secret: 'shh' })).toMatchObject(
    refused('invalid_client', 'a public client must not send a secret'),
  );
  expect(await exchange(opened, { redirect_uri: 'http://localhost:1718/OauthRedirect' })).toMatchObject(
    refused('redirect_uri_mismatch', 'redirect_uri must match configuration'),
  );
  expect((await exchange(opened)).status).toBe(200);
});

test('a code seen twice ends what it was exchanged for', async () => {
  const opened = await openOrg();
  const code = await codeOf(opened);
  const first = (await exchange(opened, { code })).body as { refresh_token: string };
  expect(await exchange(opened, { code })).toMatchObject(refused('invalid_grant', 'authorization code already used'));
  expect(await token(opened, { grant_type: 'refresh_token', refresh_token: first.refresh_token })).toMatchObject(
    refused('invalid_grant', 'expired access/refresh token'),
  );
});

test('each refresh rotates the token, and an old one seen again ends the whole chain', async () => {
  const opened = await openOrg();
  const { refreshToken } = opened.org.issueTokens();
  const fresh = () => new OAuth2({ loginUrl: opened.org.baseUrl, clientId: opened.org.settings.clientId });
  const second = await fresh().refreshToken(refreshToken);
  const third = await fresh().refreshToken(second.refresh_token ?? '');
  expect(new Set([refreshToken, second.refresh_token, third.refresh_token]).size).toBe(3);
  const connection = new Connection({
    instanceUrl: opened.org.baseUrl,
    accessToken: third.access_token,
    version: '65.0',
  });
  expect((await connection.query('SELECT Id FROM Account')).totalSize).toBe(2);
  await expect(fresh().refreshToken(refreshToken)).rejects.toThrow('expired access/refresh token');
  await expect(fresh().refreshToken(third.refresh_token ?? '')).rejects.toThrow('expired access/refresh token');
  await expect(connection.query('SELECT Id FROM Account')).rejects.toThrow('Session expired or invalid');
});

test('a refresh that still carries the verifier is refused', async () => {
  const opened = await openOrg();
  const { refreshToken } = opened.org.issueTokens();
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  expect((await token(opened, { ...form, code_verifier: verifier })).status).toBe(400);
  expect((await token(opened, form)).status).toBe(200);
});

test("the client library's own refresh picks up after sessions ended", async () => {
  const { org } = await openOrg();
  const { accessToken, refreshToken, instanceUrl } = org.issueTokens();
  const connection = new Connection({
    instanceUrl,
    accessToken,
    refreshToken,
    version: '65.0',
    oauth2: { loginUrl: org.baseUrl, clientId: org.settings.clientId },
  });
  org.expireSessions();
  expect((await connection.query('SELECT Id FROM Account')).totalSize).toBe(2);
  expect(org.ledger.calls().map((call) => [call.operation, call.status])).toEqual([
    ['salesforce.query', 401],
    ['salesforce.oauth.token', 200],
    ['salesforce.query', 200],
  ]);
});

test('sessions end after their lifetime and refresh tokens after lying unused', async () => {
  const opened = await openOrg({ settings: { sessionLifetime: 60_000, refreshIdle: 3_600_000 } });
  const { refreshToken } = opened.org.issueTokens();
  expect((await opened.call('GET', '/limits')).status).toBe(200);
  opened.clock.at += 60_000;
  expect(await opened.call('GET', '/limits')).toMatchObject({
    status: 401,
    body: error('INVALID_SESSION_ID', 'Session expired or invalid'),
  });
  opened.clock.at += 3_600_000;
  expect((await token(opened, { grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
});

test('revoking a refresh token ends its sessions', async () => {
  const { org } = await openOrg();
  const { accessToken, refreshToken } = org.issueTokens();
  const session = () =>
    ask('GET', `${org.baseUrl}/services/data/v65.0/limits`, undefined, { authorization: `Bearer ${accessToken}` });
  expect((await session()).status).toBe(200);
  await new OAuth2({ loginUrl: org.baseUrl, clientId: org.settings.clientId }).revokeToken(refreshToken);
  expect((await session()).status).toBe(401);
});

test('who the user is takes the token in the header only', async () => {
  const { org } = await openOrg();
  const { accessToken } = org.issueTokens();
  const url = `${org.baseUrl}/services/oauth2/userinfo`;
  const info = await ask('GET', url, undefined, { authorization: `Bearer ${accessToken}` });
  expect(info).toMatchObject({ status: 200, body: { name: 'Gridline Integration', active: true } });
  expect((await ask('GET', `${url}?oauth_token=${accessToken}`)).status).toBe(401);
  expect(await ask('GET', url, undefined, { authorization: 'Bearer nonsense' })).toMatchObject({
    status: 403,
    body: 'Bad_OAuth_Token',
  });
  expect(JSON.stringify(org.ledger.entries())).not.toContain(accessToken);
});
