import { createHash, randomBytes } from 'node:crypto';
import { loadJsforce } from '../session/jsforce.ts';
import { openLoopback } from './loopback.ts';
import { exchangeCode } from '../session/oauth.ts';
import { salesforceError } from '../errors/our-codes.ts';
import type { Org } from '../org/org.ts';

/**
 * Web-server flow with PKCE in the system's browser. The verifier is our own: the one jsforce makes is longer than the
 * 128 characters allowed, and its address says nothing of S256.
 */
export async function signIn(org: Org, signal: AbortSignal): Promise<void> {
  const { loginUrl, clientId, redirectPorts } = org.settings();
  if (clientId === '') {
    throw salesforceError('set-up', 'no-app', 'The consumer key of the app is not entered yet.', {
      next: 'Enter the consumer key on the connections screen; the administrator has it.',
    });
  }
  const verifier = randomBytes(48).toString('base64url');
  const state = randomBytes(24).toString('base64url');
  const loopback = await openLoopback(redirectPorts, state, org.clock, signal);
  try {
    const { redirectUri } = loopback;
    const { OAuth2 } = await loadJsforce();
    const address = new OAuth2({ loginUrl, clientId, redirectUri }).getAuthorizationUrl({
      scope: 'api refresh_token',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    await org.openExternal(address);
    const code = await loopback.code();
    const tokens = await exchangeCode(org.http, { loginUrl, clientId, redirectUri, verifier, code }, signal);
    await org.session.adopt(tokens);
    if (tokens.refresh_token === undefined) {
      throw salesforceError(
        'set-up',
        'no-refresh-token',
        'You are signed in, but only until the session ends: Salesforce gave no refresh token.',
        {
          next: 'Ask the administrator to add the scope refresh_token to the External Client App, then sign in again.',
        },
      );
    }
  } finally {
    await loopback.close();
  }
}
