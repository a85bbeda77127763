import { minute, second } from '#shared/lib/time.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { salesforceError } from '../errors/our-codes.ts';

/** What the token service says when it refuses: RFC 6749 5.2, with Salesforce's own codes and words. */
export type Refusal = { readonly error: string; readonly description: string };

/** Codes of a service that is not able to answer now. */
const passing = new Set([
  'temporarily_unavailable',
  'server_error',
  'unknown_error',
  'rate_limit_exceeded',
  'slow_down',
  'immediate_unsuccessful',
]);
/**
 * Words of a refusal that passes by itself, whatever its code: `invalid_grant` is also said of "token request is already
 * being processed" (seen in public bug reports of sync tools) and of logins that come too fast.
 */
const passingWords =
  /already being processed|in progress|try(ing)? (it )?again|retry|temporar|\brate\b|too many|limit exceeded|concurrent|\bbusy\b|unavailable|maintenance|time(d)?[ -]?out|internal error|server error|unexpected error|unable to process/i;
/** Let in again at another hour or from another network. */
const hoursOrNetwork = /login hours|\bip\b.*(restrict|range|address)|restricted ip/i;
/** Codes that end a sign-in whatever is said beside them. */
const endingCodes = new Set(['inactive_user', 'inactive_org', 'unauthorized_client', 'access_denied']);
/** Words of an `invalid_grant` that does not pass. */
const endingWords =
  /expired|revoked|invalid (refresh|access|user|grant|assertion|authorization|code)|invalid token|authentication failure|not (been )?(admin )?approved|hasn.t approved|inactive|deactivated|already used|does ?n.t exist|not found/i;

/** Whether a refusal is the end of the sign-in, a fault in the app's set-up, or passes by itself. Only a definitive one ends it. */
export function refusalError({ error, description }: Refusal): ConnectorError {
  const said = description === '' ? error : `${description} (${error})`;
  if (hoursOrNetwork.test(description)) {
    return salesforceError(
      'unavailable',
      'not-now',
      `Salesforce does not let this user in at this hour or from this network: ${said}.`,
      {
        next: 'Gridline will retry automatically. The login hours and trusted networks are set in the user’s profile.',
        retryAfterMs: 10 * minute,
      },
    );
  }
  if (passing.has(error) || passingWords.test(description)) {
    return salesforceError('unavailable', 'sign-in-busy', `Salesforce could not renew the session just now: ${said}.`, {
      next: 'Gridline will retry automatically.',
      retryAfterMs: 5 * second,
    });
  }
  if (endingCodes.has(error) || (error === 'invalid_grant' && endingWords.test(description))) {
    return salesforceError('sign-in', 'sign-in', `Salesforce ended the sign-in: ${said}.`, {
      next: 'Sign in to Salesforce again.',
    });
  }
  if (error === 'invalid_grant') {
    return salesforceError(
      'unavailable',
      'sign-in-unclear',
      `Salesforce refused to renew the session, in words that Gridline does not know: ${said}.`,
      { next: 'Gridline will retry automatically; if this persists, sign in again.', retryAfterMs: 30 * second },
    );
  }
  return salesforceError('set-up', 'app', `Salesforce refused the app: ${said}.`, {
    next: 'Ask the Salesforce administrator to check the External Client App: consumer key, callback addresses, PKCE and scopes.',
  });
}
