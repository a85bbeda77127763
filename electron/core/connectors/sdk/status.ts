import { ConnectorError } from './error.ts';
import { type HttpAnswer, type HttpCall, type HttpClient, sendHttp } from './http.ts';

/**
 * Sends one request and gives its answer where that is below 300. Throws `ConnectorError`, as `sendHttp` and `statusError` do.
 * `what` = the thing asked for, in messages.
 */
export async function callHttp(
  client: HttpClient,
  { what, ...call }: HttpCall & { readonly what: string },
): Promise<HttpAnswer> {
  const answer = await sendHttp(client, call);
  if (answer.status >= 300) throw statusError(client, answer, { effect: call.effect, said: '', what });
  return answer;
}

/**
 * What a status of 300 and above means where the far side said nothing more exact. `said` is its own words, already
 * redacted, or empty. `effect` as in `HttpCall`.
 */
export function statusError(
  client: HttpClient,
  answer: HttpAnswer,
  options: { readonly effect: boolean; readonly said: string; readonly what: string },
): ConnectorError {
  const { status, retryAfterMs } = answer;
  const said = options.said === '' ? '' : ` It said: ${options.said}`;
  const make = (
    kind: ConstructorParameters<typeof ConnectorError>[0],
    code: string,
    message: string,
    next: string | null = null,
  ) => new ConnectorError(kind, `${client.system}.${code}`, `${message}${said}`, { next, retryAfterMs });
  if (status === 401) {
    return make(
      'sign-in',
      'unauthorised',
      `${client.name} refused the sign-in (401).`,
      'Sign in again, or enter new keys.',
    );
  }
  if (status === 403) {
    return make(
      'set-up',
      'forbidden',
      `${client.name} does not allow ${options.what} with these keys (403).`,
      'Ask the administrator for this permission.',
    );
  }
  if (status === 404) {
    return make(
      'set-up',
      'not-found',
      `${client.name} has nothing at the address of ${options.what} (404).`,
      'Check the address and the paths in the settings.',
    );
  }
  if (status === 429 || status === 420) {
    return make('rate-limit', 'rate-limit', `${client.name} asked to slow down (${status}).`);
  }
  if (status >= 500 || status === 408) {
    return options.effect
      ? make('unclear', 'server-error', `${client.name} failed (${status}) and may or may not have taken the request.`)
      : make('unavailable', 'server-error', `${client.name} is not available at the moment (${status}).`);
  }
  if (status >= 300 && status < 400) {
    return make(
      'set-up',
      'moved',
      `${client.name} points to another address (${status}) instead of ${options.what}.`,
      'Check the address in the settings; a proxy or a sign-in page may stand in between.',
    );
  }
  return make('unexpected-answer', 'refused', `${client.name} refused the request for ${options.what} (${status}).`);
}
