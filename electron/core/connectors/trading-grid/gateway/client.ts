import { z } from 'zod';
import { hour, type Millis, second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';
import { isWebPage, parseJson, parseShape } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { type HttpAnswer, type HttpClient, sendHttp } from '../../sdk/http.ts';
import { createTokenSource } from '../../sdk/token-source.ts';
import { gatewayError, readFault, tokenError } from './gateway-error.ts';
import { manifest } from '../manifest.ts';
import { createServerTime } from './server-time.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

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
  signIn(signal: AbortSignal): Promise<void>;
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

  const tokens = createTokenSource(http, async () => {
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
    if (answer.status < 200 || answer.status > 299) throw tokenError(http, answer);
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
    signIn: async (signal) => {
      await tokens.get(signal);
    },
    call: async (request) => {
      const token = await tokens.get(request.signal);
      let answer = await send(request, token);
      const refusal = tokenRefusal(answer);
      if (refusal === 'no' || (refusal === 'possible' && !isOld(token))) return taken(request, answer);
      context.log('info', 'Trading Grid may have refused the token; asking for a new one', { status: answer.status });
      answer = await send(request, await tokens.renew(token, request.signal));
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

/**
 * Whether an answer may come from a token that ended. `certain`: it says so. `possible`: gateways answer so then, but for
 * other reasons too. `no`: anything else.
 */
type TokenRefusal = 'certain' | 'possible' | 'no';

/**
 * Only 401 is the rule (RFC 6750, 3.1). Apigee's policies name the token in the fault, with whatever status the proxy
 * was given; GraphQL servers tell with status 200; and sign-on products in front send their login page.
 */
export function tokenRefusal(answer: HttpAnswer): TokenRefusal {
  const { status } = answer;
  if (status === 401) return 'certain';
  if (status === 304 || status === 407 || status === 408 || status === 429) return 'no';
  if (isWebPage(answer)) return status < 500 ? 'possible' : 'no';
  const said = troubleIn(answer);
  if (/policies\.ratelimit|quotaviolation|spikearrest/i.test(said)) return 'no';
  // Parsers have tokens of their own.
  if (aboutTheText.test(said) && !/\b(access|bearer|auth\w*|jwt)[ _-]?token|_access_token/i.test(said)) return 'no';
  if (aboutTheToken.test(said) || /\binvalid_token\b/i.test(answer.headers.get('www-authenticate') ?? '')) {
    return 'certain';
  }
  return (status >= 300 && status < 400) || possible.has(status) || aboutSignIn.test(said) ? 'possible' : 'no';
}

/** Forbidden, and what is used beside the standard: session expired, login time-out, invalid token. */
const possible: ReadonlySet<number> = new Set([403, 419, 440, 498]);

const aboutTheToken =
  /\b(access|bearer|auth\w*|oauth2?|jwt|id)[ _-]?token\b.{0,60}\b(expired|invalid|revoked|not valid|not approved|not active|ended|unknown)|\b(expired|invalid|revoked|unknown|bad)[ _-]+((access|bearer|auth\w*|jwt)[ _-]?)?token\b|(access|invalid|expired)_?(access_?)?token(_?(expired|invalid|not_approved|revoked))?\b.{0,4}$|\btoken (is |was |has |has been |have )?(expired|invalid|revoked|not valid|no longer valid)|access_token_(expired|not_approved)|(invalid|expired)_access_token|\bTOKEN_(EXPIRED|INVALID|REVOKED)\b|\bjwt expired\b|\bunauthenticated\b/i;
const aboutTheText = /quer(y|ies)|syntax|pars(e|er|ing)\b|lexical|\bposition\b|\bline \d|\bjson\b/i;
const aboutSignIn =
  /\bunauthori[sz]ed\b|not authenticated|not (logged|signed) in|authentication (is )?(required|failed|needed)|session.{0,20}(expired|ended|timed out|invalid)|invalid.{0,10}session|(log|sign) ?in (again|required)|please (log|sign) ?in|credential/i;

/** What an answer says went wrong, without the data in it: what partners were sent speaks of tokens as well. */
function troubleIn({ status, text }: HttpAnswer): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // No data in any form that is known.
    return text.length > longestSentence ? '' : text;
  }
  if (typeof body === 'string') return body;
  if (body === null || typeof body !== 'object') return '';
  if (status > 299) return JSON.stringify(body);
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const told = items.slice(0, 5).map((item) => troubleOf(item));
  // A list whose records all tell of trouble is no list of data.
  return told.includes('') ? '' : told.join(' ');
}

const longestSentence = 2_000;
const names =
  /^(errors?|faults?|exceptions?|messages?|error[-_]?\w+|fault[-_]?\w+|code|reason|title|detail|description|extensions)$/i;

function troubleOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return '';
  return Object.entries(item)
    .filter(([name, value]) => names.test(name) && value !== null && value !== undefined)
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' ');
}
