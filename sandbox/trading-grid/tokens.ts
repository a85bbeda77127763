import { z } from 'zod';
import { createRandom } from '../lib/random.ts';
import type { SandboxRequest, SandboxResponse } from '../lib/route.ts';

/** Ten hours, as OpenText's instructions say. */
export const defaultTokenLifetime = 10 * 3_600_000;

/** How gateways, GraphQL servers and sign-on products tell that a token ended. */
export const tokenEnds = [
  'status-401',
  'status-403',
  'status-403-bare',
  'status-200-fault',
  'status-500',
  'status-400',
  'graphql',
  'text',
  'redirect',
  'login-page',
  'list',
] as const;
export type TokenEnd = (typeof tokenEnds)[number];

const endSchema = z.object({ as: z.enum(tokenEnds).default('status-401') });

/** Access tokens of the gateway in front of Lens and Community Management. */
export type Tokens = {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Answers a token request. */
  issue(request: SandboxRequest): SandboxResponse;
  /** What to answer a call that may not pass; otherwise the token it came with. */
  check(request: SandboxRequest): { readonly token: string } | { readonly refused: SandboxResponse };
  /** Ends every token handed out so far. `as`: how calls with them are answered; the gateway's 401 without. */
  expireAll(as?: TokenEnd): void;
};

export function createTokens(options: { seed: number; now: () => number; lifetimeMs: number }): Tokens {
  const random = createRandom(`${options.seed}/trading-grid/tokens`);
  const consumerKey = random.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
  const consumerSecret = random.text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
  const wanted = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  const issued = new Map<string, number>();
  let count = 0;
  let endedAs: TokenEnd = 'status-401';
  return {
    consumerKey,
    consumerSecret,
    issue: (request) => {
      if (request.query.get('grant_type') !== 'client_credentials') {
        return fault(400, 'Unsupported grant type', 'oauth.v2.UnsupportedGrantType');
      }
      if (request.headers.authorization !== wanted) {
        return fault(401, 'Invalid client identifier', 'oauth.v2.InvalidClientIdentifier');
      }
      const token = random.text(28, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
      issued.set(token, options.now() + options.lifetimeMs);
      count += 1;
      request.effect({ effect: 'trading-grid.token.issued', id: `token-${count}`, data: {} });
      // `expires_in` is not shown anywhere, so there is none.
      return { status: 200, json: { access_token: token, token_type: 'BearerToken' } };
    },
    check: (request) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      const end = token === undefined ? undefined : issued.get(token);
      if (token === undefined || end === undefined) {
        return { refused: fault(401, 'Invalid Access Token', 'keymanagement.service.invalid_access_token') };
      }
      if (request.fault?.name === 'token-expired') {
        issued.set(token, Number.NEGATIVE_INFINITY);
        endedAs = endSchema.parse(request.fault.options ?? {}).as;
      }
      if ((issued.get(token) ?? 0) <= options.now()) {
        return { refused: ended(endedAs) };
      }
      return { token };
    },
    expireAll: (as = 'status-401') => {
      endedAs = as;
      for (const token of issued.keys()) issued.set(token, Number.NEGATIVE_INFINITY);
    },
  };
}

function ended(as: TokenEnd): SandboxResponse {
  const expired = (status: number) =>
    fault(status, 'Access Token expired', 'keymanagement.service.access_token_expired');
  switch (as) {
    case 'status-401':
      return expired(401);
    case 'status-403':
      return expired(403);
    case 'status-403-bare':
      return { status: 403, json: { message: 'Forbidden' } };
    case 'status-200-fault':
      return expired(200);
    case 'status-500':
      return fault(500, 'Invalid access token', 'steps.oauth.v2.invalid_access_token');
    case 'status-400':
      return { status: 400, json: { error: 'invalid_token' } };
    case 'graphql':
      return {
        status: 200,
        json: { data: null, errors: [{ message: 'Request failed', extensions: { code: 'UNAUTHENTICATED' } }] },
      };
    case 'text':
      return { status: 200, text: 'Access token expired' };
    case 'redirect':
      return { status: 302, headers: { location: '/login' } };
    case 'login-page':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        text: '<!doctype html><title>Sign in</title><form action="/login"></form>',
      };
    case 'list':
      return { status: 200, json: [{ errorCode: 'INVALID_TOKEN', message: 'The access token has expired' }] };
  }
}

/** The error body of an Apigee gateway, which is what the words "Consumer Key" point to. */
export function fault(status: number, faultstring: string, errorcode: string): SandboxResponse {
  return { status, json: { fault: { faultstring, detail: { errorcode } } } };
}
