import { z } from 'zod';
import { type Millis, second } from '#shared/lib/time.ts';
import { parseJson } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { answerError, errorsIn } from '../errors/api-error.ts';
import { isCode, salesforceError } from '../errors/our-codes.ts';
import { createTransport, type Jsforce, loadJsforce } from '../session/jsforce.ts';
import type { Session } from '../session/session.ts';
import { meaningOf } from '../errors/vendor-codes.ts';

type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the host (`/services/...`) or from the API version (`/query?...`). */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** True where it changes something in the org. */
  readonly effect: boolean;
  /** What is asked for, in messages. */
  readonly what: string;
  /** 60 s without. */
  readonly deadlineMs?: Millis;
};

/**
 * One request, repeated only where the session had ended or the org had moved, so that nothing was done. Gives the JSON
 * body; null where there is none. Throws `ConnectorError`.
 */
export type OrgCall = (request: ApiRequest, signal: AbortSignal) => Promise<unknown>;

const readDeadline = 60 * second;
/** Sessions that may be refused in one call before it is called a loop. */
const mostRefusals = 3;

/** Calls over a session that is renewed when it has ended, and followed when the org has moved. */
export function createCall(http: HttpClient, session: Session): OrgCall {
  const send = async (
    connection: InstanceType<Jsforce['Connection']>,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<HttpAnswer | null> => {
    const answers: HttpAnswer[] = [];
    const transport = createTransport(await loadJsforce(), http, {
      effect: request.effect,
      deadlineMs: request.deadlineMs ?? readDeadline,
      signal,
      onAnswer: (answer) => answers.push(answer),
    });
    try {
      await connection.request(
        {
          method: request.method,
          url: request.path,
          headers: { accept: 'application/json', 'content-type': 'application/json', ...request.headers },
          ...(request.body === undefined ? {} : { body: request.body }),
        },
        { transport },
      );
    } catch (error) {
      // What jsforce makes of an answer does not matter where there is one: we read it ourselves.
      if (answers.length > 0) return answers.at(-1) ?? null;
      if (error instanceof ConnectorError) throw error;
      throw salesforceError(
        request.effect ? 'unclear' : 'unexpected-answer',
        'unexpected',
        'Something unexpected went wrong while talking to Salesforce.',
        { cause: error },
      );
    }
    return answers.at(-1) ?? null;
  };

  return async (request, signal) => {
    const beforeSending = request.effect ? nothingSent : plainly;
    let fresh = false;
    let refusals = 0;
    let movedBefore = false;
    for (;;) {
      const connection = await beforeSending(() => session.connection(signal));
      const { instanceUrl } = connection;
      let answer: HttpAnswer | null;
      try {
        answer = await send(connection, request, signal);
      } catch (error) {
        if (movedBefore || !isCode(error, 'unreachable')) throw error;
        movedBefore = true;
        // Offline, the sign-in address can't be reached either: then this error says it best.
        if (await session.findMoved(instanceUrl, signal).catch(unlessStopped)) continue;
        throw error;
      }
      const end = answer === null ? null : sessionEnd(answer, instanceUrl);
      if ((end === 'moved' || end === 'perhaps moved') && !movedBefore) {
        movedBefore = true;
        const look = () => session.findMoved(instanceUrl, signal);
        // Where it only may have moved, the answer itself says best what is wrong.
        const isFound = await (end === 'moved' ? beforeSending(look) : look().catch(unlessStopped));
        if (isFound || (end === 'moved' && (await session.isRenewed(connection.accessToken ?? null)))) continue;
      }
      if (end === 'expired') {
        refusals++;
        if (refusals > 1 && (fresh || refusals >= mostRefusals)) throw session.refusedAgain();
        fresh = await beforeSending(() => session.renew(connection.accessToken ?? null, signal));
        continue;
      }
      if (answer === null || answer.status === 204) return null;
      if (answer.status >= 300) throw answerError(http, answer, request);
      return parseJson(http, answer, request.what);
    }
  };
}

/** Where it can't be found out, it has not moved as far as anybody knows. */
function unlessStopped(error: unknown): false {
  if (error instanceof ConnectorError && error.kind === 'cancelled') throw error;
  return false;
}

async function plainly<T>(run: () => Promise<T>): Promise<T> {
  return run();
}

/** Signing in changes nothing in the org: an answer nobody understands there leaves no doubt about the request itself. */
async function nothingSent<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'unexpected-answer') throw error;
    const { code, message, next, retryAfterMs } = error;
    throw new ConnectorError('unavailable', code, message, { next, retryAfterMs, cause: error });
  }
}

/**
 * What an answer says of the session: `expired` = renew it and ask again; `moved` = the org answers at another address
 * by now, which a renewal tells; `perhaps moved` = so may a host that is the org's; null = nothing. With the first two,
 * nothing was done.
 */
type SessionEnd = 'expired' | 'moved' | 'perhaps moved' | null;

/** Salesforce's own sign-in page, or the script that leads there: `ec` is the reason it gives. */
const signInPage = /[?&]ec=30\d|\/secur\/(login|logout|frontdoor)|<title>\s*login \| salesforce|name="pw"/i;
/** Statuses of a host that does not serve this org (any more), which a plain wrong path has too. */
const notHere = new Set([404, 410, 421]);

/**
 * The vendor has many words for it: 401 with or without a body, INVALID_SESSION_ID under other statuses too (200
 * included), the sign-in page, the plain words of `userinfo` with 403 (seen in nforce and in the Salesforce extensions
 * for VS Code), `URL_NOT_RESET` where a good session reaches a host that is not the org's any more, and redirects, web
 * pages or "not found" from a host that was given up.
 */
function sessionEnd(answer: HttpAnswer, askedAt: string): SessionEnd {
  const { status, headers, text } = answer;
  // Renewing would not help: this user's sessions may not use the API.
  if (status >= 300 && /not valid for use/i.test(text)) return null;
  // A page of rows is long, and tells of no session.
  if (status < 300 && isQuiet(text)) return null;
  const body = jsonOf(text);
  const errors = errorsIn(body);
  if (errors.some((error) => meaningOf(error) === 'moved')) return 'moved';
  if (errors.some((error) => meaningOf(error) === 'session') || /^invalid_(token|session)/.test(oauthError(body))) {
    return 'expired';
  }
  const location = headers.get('location');
  if (status < 500 && (signInPage.test(location ?? '') || (body === undefined && signInPage.test(text))))
    return 'expired';
  // A page where data was asked for. Data that is broken off came from the right place.
  if (status < 300) return /^\s*</.test(text) ? 'perhaps moved' : null;
  if (/\bURL_NOT_RESET\b/.test(text) || leadsElsewhere(status, location, askedAt)) return 'moved';
  if (status === 401) return 'expired';
  if (status < 500 && /^\W*(\w+_OAuth_Token|Wrong_Org|Invalid_Session\w*)\b/i.test(text)) return 'expired';
  return notHere.has(status) ? 'perhaps moved' : null;
}

/** `error` of an OAuth refusal; empty text where it is none. */
function oauthError(body: unknown): string {
  return z.object({ error: z.string() }).safeParse(body).data?.error.toLowerCase() ?? '';
}

function leadsElsewhere(status: number, location: string | null, askedAt: string): boolean {
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location, askedAt)) return false;
  return new URL(location, askedAt).host !== new URL(askedAt).host;
}

/** Data that names no error. */
function isQuiet(text: string): boolean {
  return /^\s*[[{]/.test(text) && !/"(?:error|errorCode|statusCode)"/.test(text);
}

/** `undefined` where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
