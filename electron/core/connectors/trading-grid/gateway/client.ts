import { z } from 'zod';
import { hour, type Millis, second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';
import { parseJson, parseShape } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { type HttpAnswer, type HttpClient, sendHttp } from '../../sdk/http.ts';
import { createTokenSource } from '../../sdk/token-source.ts';
import { gatewayError, readFault } from './gateway-error.ts';
import { manifest } from '../manifest.ts';
import { createServerTime } from './server-time.ts';
import type { TradingGridSettings } from '../connection-settings.ts';
import { tokenRefusal } from './token-refusal.ts';

/** Tokens live ten hours (OpenText's collection notes); an hour less leaves room. */
const tokenLifetime: Millis = 9 * hour;
const tokenDeadline: Millis = 30 * second;
const callDeadline: Millis = 60 * second;
const justIssued: Millis = 5 * second;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** Calls to the Trading Grid APIs with a bearer token; no call changes anything there. */
export type TradingGridClient = {
  readonly http: HttpClient;
  /** Asks for a token, or gives the one in memory. Throws `sign-in`. */
  signIn(): Promise<void>;
  /** A status of 2xx, or of those also taken, with its body. `what` names the thing asked for in messages. */
  call(request: TradingGridRequest): Promise<HttpAnswer>;
  /** How far its clock is ahead of ours, in milliseconds; see `ServerTime`. */
  clockAhead(): Millis;
};

type TradingGridRequest = {
  readonly method: 'GET' | 'POST';
  /** Below the host. */
  readonly path: string;
  readonly body?: string;
  readonly what: string;
  readonly signal: AbortSignal;
  /** Statuses outside 2xx whose body the caller reads. */
  readonly alsoTaken?: readonly number[];
};

export function createClient(context: ConnectorContext, settings: () => TradingGridSettings): TradingGridClient {
  const http: HttpClient = {
    fetch: context.fetch,
    clock: context.clock,
    system: manifest.id,
    name: 'Trading Grid',
  };

  const serverTime = createServerTime(context.clock);
  let newest: { readonly token: string; readonly at: Millis } | null = null;

  const tokens = createTokenSource(context.clock, async () => {
    const { host, tokenPath } = settings();
    // Pasted from a mail, they come with blanks and line breaks around them.
    const key = (await context.secrets.get('consumerKey'))?.trim() ?? null;
    const secret = (await context.secrets.get('consumerSecret'))?.trim() ?? null;
    if (key === null || secret === null) {
      throw new ConnectorError(
        'sign-in',
        'trading-grid.no-keys',
        'The consumer key and secret for Trading Grid are not entered yet.',
        { next: 'Enter both on the connections screen; OpenText issues them.' },
      );
    }
    const answer = await sendHttp(http, {
      method: 'POST',
      url: `${host}${tokenPath}?grant_type=client_credentials`,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        accept: 'application/json',
      },
      deadlineMs: tokenDeadline,
      effect: false,
    });
    serverTime.note(answer.headers);
    if (answer.status === 400 || answer.status === 401) {
      throw new ConnectorError(
        'sign-in',
        'trading-grid.keys-refused',
        `Trading Grid refused the consumer key or secret (${answer.status}).`,
        { next: 'Enter the keys again; if they are right, ask OpenText whether they are still active for this host.' },
      );
    }
    if (answer.status < 200 || answer.status > 299) throw gatewayError(http, answer, 'an access token');
    const what = 'an access token';
    const { access_token, expires_in } = parseShape(http, parseJson(http, answer, what), tokenSchema, what);
    const lifetimeMs = expires_in === undefined ? tokenLifetime : Math.min(tokenLifetime, expires_in * 0.9 * second);
    newest = { token: access_token, at: context.clock.now() };
    return { token: access_token, lifetimeMs };
  });

  const send = async (request: TradingGridRequest, token: string) => {
    const answer = await sendHttp(http, {
      method: request.method,
      url: `${settings().host}${request.path}`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: request.signal,
      deadlineMs: callDeadline,
      effect: false,
    });
    serverTime.note(answer.headers);
    return answer;
  };

  /** The answer, if the caller can do something with it; else thrown as an error. */
  const taken = (request: TradingGridRequest, answer: HttpAnswer): HttpAnswer => {
    const isTaken = (answer.status >= 200 && answer.status < 300) || request.alsoTaken?.includes(answer.status);
    if (isTaken !== true) throw gatewayError(http, answer, request.what);
    return answer;
  };

  /** Worth a new one on a mere suspicion: one that was just issued would be followed by its like. */
  const isOld = (token: string): boolean =>
    newest?.token !== token || Math.abs(context.clock.now() - newest.at) > justIssued;

  return {
    http,
    signIn: async () => {
      await tokens.get();
    },
    call: async (request) => {
      const token = await tokens.get();
      let answer = await send(request, token);
      const refusal = tokenRefusal(answer);
      if (refusal === 'no' || (refusal === 'possible' && !isOld(token))) return taken(request, answer);
      context.log('info', 'Trading Grid may have refused the token; asking for a new one', { status: answer.status });
      answer = await send(request, await tokens.renew(token));
      if (tokenRefusal(answer) !== 'certain') return taken(request, answer);
      const { said } = readFault(answer);
      throw new ConnectorError(
        'sign-in',
        'trading-grid.token-refused',
        `Trading Grid refused a token that it had just issued (${answer.status}).${said === '' ? '' : ` It said: ${said}`}`,
        { next: 'Ask OpenText whether these keys may use this API, then test the connection again.' },
      );
    },
    clockAhead: () => serverTime.ahead(),
  };
}
