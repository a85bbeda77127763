import { createHash } from 'node:crypto';

import type { Random } from '../../lib/random.ts';
import type { SalesforceSettings } from '../org-settings.ts';

type Session = {
  readonly userId: string;
  readonly scope: string;
  readonly chain: number;
  readonly expiresAt: number;
};
export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly scope: string;
};
/** An OAuth refusal: always 400 with these two words. */
export type Refusal = { readonly error: string; readonly description: string };

type Code = {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly expiresAt: number;
  /** The chain it was exchanged for; a code seen twice ends that chain. */
  chain: number | undefined;
};
type RefreshToken = { readonly chain: number; readonly scope: string; usedAt: number; rotated: boolean };

/** Codes, sessions and refresh tokens of one External Client App and one user. */
export type OAuth = {
  authorize(request: { redirectUri: string; challenge: string; scope: string }): string;
  exchange(request: { code: string; redirectUri: string; verifier: string }): Tokens | Refusal;
  refresh(refreshToken: string): Tokens | Refusal;
  /** Mints tokens without a sign-in. */
  issue(scope?: string): Tokens;
  session(accessToken: string): Session | undefined;
  /** True when the token was one of ours; a refresh token takes its whole chain with it. */
  revoke(token: string): boolean;
  expireSessions(): void;
  revokeRefreshTokens(): void;
};

const authenticationFailure: Refusal = { error: 'invalid_grant', description: 'authentication failure' };
const expiredToken: Refusal = { error: 'invalid_grant', description: 'expired access/refresh token' };
const codeLifetime = 15 * 60 * 1000;

export function createOAuth(
  settings: SalesforceSettings,
  random: Random,
  now: () => number,
  who: { readonly organisationId: string; readonly userId: string },
): OAuth {
  const codes = new Map<string, Code>();
  const sessions = new Map<string, Session>();
  const refreshTokens = new Map<string, RefreshToken>();
  let chains = 0;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

  const open = (chain: number, scope: string): Tokens => {
    const accessToken = `${who.organisationId.slice(0, 15)}!${random.text(96, letters)}`;
    sessions.set(accessToken, { userId: who.userId, scope, chain, expiresAt: now() + settings.sessionLifetime });
    if (!/\b(?:refresh_token|offline_access)\b/.test(scope)) return { accessToken, refreshToken: undefined, scope };
    const refreshToken = `5Aep861${random.text(80, letters)}`;
    refreshTokens.set(refreshToken, { chain, scope, usedAt: now(), rotated: false });
    return { accessToken, refreshToken, scope };
  };
  const endChain = (chain: number): void => {
    for (const [token, one] of refreshTokens) if (one.chain === chain) refreshTokens.delete(token);
    for (const [token, one] of sessions) if (one.chain === chain) sessions.delete(token);
  };
  return {
    authorize: ({ redirectUri, challenge, scope }) => {
      const code = `aPrx${random.text(60, letters)}==`;
      codes.set(code, { redirectUri, challenge, scope, expiresAt: now() + codeLifetime, chain: undefined });
      return code;
    },
    exchange: ({ code, redirectUri, verifier }) => {
      const found = codes.get(code);
      if (found === undefined) return { error: 'invalid_grant', description: 'invalid authorization code' };
      if (found.chain !== undefined) {
        endChain(found.chain);
        return { error: 'invalid_grant', description: 'authorization code already used' };
      }
      if (found.expiresAt <= now()) return { error: 'invalid_grant', description: 'expired authorization code' };
      if (found.redirectUri !== redirectUri) {
        return { error: 'redirect_uri_mismatch', description: 'redirect_uri must match configuration' };
      }
      if (verifier.length < 43 || verifier.length > 128 || !/^[A-Za-z0-9._~-]+$/.test(verifier)) {
        return { error: 'invalid_request', description: 'code verifier must be 43 to 128 unreserved characters' };
      }
      if (createHash('sha256').update(verifier).digest('base64url') !== found.challenge) {
        return { error: 'invalid_grant', description: 'invalid code verifier' };
      }
      found.chain = ++chains;
      return open(found.chain, found.scope);
    },
    refresh: (token) => {
      const found = refreshTokens.get(token);
      if (found === undefined) return expiredToken;
      if (found.rotated) {
        endChain(found.chain);
        return expiredToken;
      }
      if (found.usedAt + settings.refreshIdle <= now()) return authenticationFailure;
      found.rotated = true;
      return open(found.chain, found.scope);
    },
    issue: (scope = 'api refresh_token') => open(++chains, scope),
    session: (accessToken) => {
      const session = sessions.get(accessToken);
      return session !== undefined && session.expiresAt > now() ? session : undefined;
    },
    revoke: (token) => {
      const refreshToken = refreshTokens.get(token);
      if (refreshToken !== undefined) {
        endChain(refreshToken.chain);
        return true;
      }
      return sessions.delete(token);
    },
    expireSessions: () => sessions.clear(),
    revokeRefreshTokens: () => refreshTokens.clear(),
  };
}
