import { z } from 'zod';
import { hour, type Millis, second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../connector.ts';
import { parseJson, parseShape } from '../sdk/answer.ts';
import { ConnectorError } from '../sdk/error.ts';
import { type HttpAnswer, type HttpClient, sendHttp } from '../sdk/http.ts';
import { createTokenSource } from '../sdk/token-source.ts';
import { gatewayError } from './gateway-error.ts';
import { manifest } from './manifest.ts';
import { createServerTime } from './server-time.ts';
import type { TradingGridSettings } from './settings.ts';

/** Tokens live ten hours (OpenText's collection notes); an hour less leaves room. */
const tokenLifetime: Millis = 9 * hour;
const tokenDeadline: Millis = 30 * second;
const callDeadline: Millis = 60 * second;

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

  return {
    http,
    signIn: async () => {
      await tokens.get();
    },
    call: async (request) => {
      const token = await tokens.get();
      let answer = await send(request, token);
      if (answer.status === 401) {
        context.log('info', 'Trading Grid refused the token; asking for a new one');
        answer = await send(request, await tokens.renew(token));
        if (answer.status === 401) {
          throw new ConnectorError(
            'sign-in',
            'trading-grid.token-refused',
            'Trading Grid refused a token that it had just issued.',
            { next: 'Ask OpenText whether these keys may use this API, then test the connection again.' },
          );
        }
      }
      const taken = request.alsoTaken?.includes(answer.status) ?? false;
      if (!taken && (answer.status < 200 || answer.status > 299)) throw gatewayError(http, answer, request.what);
      return answer;
    },
    clockAhead: () => serverTime.ahead(),
  };
}
