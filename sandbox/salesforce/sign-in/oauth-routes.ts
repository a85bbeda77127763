import type { Route, SandboxRequest, SandboxResponse } from '../../lib/route.ts';
import { bearer } from '../api/data-routes.ts';
import { htmlHeaders, htmlPage } from '../html.ts';
import type { OAuth, Refusal, Tokens } from './oauth.ts';
import type { Org, Row } from '../org/org.ts';
import { signInPage } from './sign-in-page.ts';

type Parts = {
  readonly org: Org;
  readonly oauth: OAuth;
  readonly user: Row;
  readonly username: string;
  readonly organisationId: string;
  readonly now: () => number;
  /** Where this org lives; known once the server listens. */
  readonly instanceUrl: () => string;
};

/** Sign-in: code with PKCE, refresh with rotation, revocation, and who the user is. */
export function oauthRoutes(parts: Parts): readonly Route[] {
  const authorize = '/services/oauth2/authorize';
  const operation = 'salesforce.oauth.authorize';
  return [
    { operation, method: 'GET', path: authorize, handle: (request) => answerAuthorize(parts, request.query, false) },
    {
      operation,
      method: 'POST',
      path: authorize,
      handle: (request) => answerAuthorize(parts, request.form(), true),
    },
    {
      operation: 'salesforce.oauth.token',
      method: 'POST',
      path: '/services/oauth2/token',
      vendorFaults: ['invalid-grant', 'inactive-user', 'token-busy', 'refuse'],
      handle: (request) => answerToken(parts, request),
    },
    {
      operation: 'salesforce.oauth.revoke',
      method: 'POST',
      path: '/services/oauth2/revoke',
      handle: (request) => revoke(parts, request.form()),
    },
    {
      operation: 'salesforce.oauth.revoke',
      method: 'GET',
      path: '/services/oauth2/revoke',
      handle: (request) => revoke(parts, request.query),
    },
    {
      operation: 'salesforce.oauth.userinfo',
      method: 'GET',
      path: '/services/oauth2/userinfo',
      handle: (request) => userInfo(parts, request),
    },
  ];
}

function answerAuthorize(parts: Parts, asked: URLSearchParams, decided: boolean): SandboxResponse {
  const { settings } = parts.org;
  const redirectUri = asked.get('redirect_uri') ?? '';
  // What is wrong with the app itself is said on the page: nothing may be sent to an address nobody registered.
  if (asked.get('client_id') !== settings.clientId) return page(400, 'invalid_client_id', 'client identifier invalid');
  if (!settings.callbackUrls.includes(redirectUri)) {
    return page(400, 'redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  const back = (values: Record<string, string>): SandboxResponse => {
    const target = new URL(redirectUri);
    const state = asked.get('state');
    for (const [name, value] of Object.entries({ ...values, ...(state === null ? {} : { state }) })) {
      target.searchParams.set(name, value);
    }
    return { status: 302, headers: { location: target.href } };
  };
  const wrong = (error: string, description: string) => back({ error, error_description: description });
  if (asked.get('response_type') !== 'code') return wrong('unsupported_response_type', 'response type not supported');
  const challenge = asked.get('code_challenge') ?? '';
  if (challenge === '') return wrong('invalid_request', 'missing required code challenge');
  if (asked.get('code_challenge_method') !== 'S256')
    return wrong('invalid_request', 'code challenge method must be S256');
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return wrong('invalid_request', 'invalid code challenge');
  if (decided && asked.get('decision') !== 'allow') return wrong('access_denied', 'end-user denied authorization');
  if (!decided && !settings.autoApprove && asked.get('auto') !== '1') {
    return {
      status: 200,
      headers: htmlHeaders,
      text: signInPage(parts.username, asked),
    };
  }
  return back({ code: parts.oauth.authorize({ redirectUri, challenge, scope: asked.get('scope') ?? 'api' }) });
}

function answerToken(parts: Parts, request: SandboxRequest): SandboxResponse {
  const form = request.form();
  if (request.fault?.name === 'invalid-grant')
    return refused({ error: 'invalid_grant', description: 'expired access/refresh token' });
  if (request.fault?.name === 'inactive-user')
    return refused({ error: 'inactive_user', description: 'user is inactive' });
  if (request.fault?.name === 'token-busy')
    return refused({ error: 'invalid_grant', description: 'token request is already being processed' });
  if (request.fault?.name === 'refuse') {
    const { error, description } = request.fault.options ?? {};
    return refused({
      error: typeof error === 'string' ? error : 'invalid_grant',
      description: typeof description === 'string' ? description : '',
    });
  }
  if (form.get('client_id') !== parts.org.settings.clientId) {
    return refused({ error: 'invalid_client_id', description: 'client identifier invalid' });
  }
  if (form.has('client_secret')) {
    return refused({ error: 'invalid_client', description: 'a public client must not send a secret' });
  }
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') {
    const code = form.get('code') ?? '';
    const redirectUri = form.get('redirect_uri') ?? '';
    return tokenAnswer(parts, parts.oauth.exchange({ code, redirectUri, verifier: form.get('code_verifier') ?? '' }));
  }
  if (grantType !== 'refresh_token') {
    return refused({ error: 'unsupported_grant_type', description: 'grant type not supported' });
  }
  if (form.has('code_verifier')) {
    return refused({ error: 'invalid_request', description: 'code_verifier does not belong to this grant type' });
  }
  return tokenAnswer(parts, parts.oauth.refresh(form.get('refresh_token') ?? ''));
}

function tokenAnswer(parts: Parts, given: Tokens | Refusal): SandboxResponse {
  if ('error' in given) return refused(given);
  const url = parts.instanceUrl();
  return {
    status: 200,
    json: {
      access_token: given.accessToken,
      ...(given.refreshToken === undefined ? {} : { refresh_token: given.refreshToken }),
      signature: Buffer.from(`signed ${parts.user.id}`).toString('base64'),
      scope: given.scope,
      instance_url: url,
      id: `${url}/id/${parts.organisationId}/${parts.user.id}`,
      token_type: 'Bearer',
      issued_at: String(parts.now()),
    },
  };
}

function revoke(parts: Parts, asked: URLSearchParams): SandboxResponse {
  if (parts.oauth.revoke(asked.get('token') ?? '')) return { status: 200 };
  return refused({ error: 'unsupported_token_type', description: 'this token type is not supported' });
}

function userInfo(parts: Parts, request: SandboxRequest): SandboxResponse {
  const { headers } = request;
  if (!/^Bearer /i.test(headers.authorization ?? '')) {
    return { status: 401, headers: { 'www-authenticate': 'Token' }, text: 'Missing_OAuth_Token' };
  }
  // The vendor answers a bad token here with 403 and this one word, unlike everywhere else.
  if (parts.oauth.session(bearer(request)) === undefined) return { status: 403, text: 'Bad_OAuth_Token' };
  const { values, id } = parts.user;
  const url = parts.instanceUrl();
  return {
    status: 200,
    json: {
      sub: `${url}/id/${parts.organisationId}/${id}`,
      user_id: id,
      organization_id: parts.organisationId,
      preferred_username: values['Username'],
      nickname: values['FirstName'],
      name: values['Name'],
      email: values['Email'],
      email_verified: true,
      given_name: values['FirstName'],
      family_name: values['LastName'],
      zoneinfo: 'Etc/UTC',
      urls: {
        rest: `${url}/services/data/v{version}/`,
        sobjects: `${url}/services/data/v{version}/sobjects/`,
        query: `${url}/services/data/v{version}/query/`,
      },
      active: true,
      user_type: 'STANDARD',
      language: 'en_US',
      locale: 'en_GB',
    },
  };
}

function refused({ error, description }: Refusal): SandboxResponse {
  return { status: 400, json: { error, error_description: description } };
}

function page(status: number, error: string, description: string): SandboxResponse {
  const text = htmlPage('Error', `<p>error=${error}&amp;error_description=${description}</p>`);
  return { status, headers: htmlHeaders, text };
}
