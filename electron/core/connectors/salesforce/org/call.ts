import { type Millis, second } from '#shared/lib/time.ts';
import { parseJson } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { answerError } from '../errors/api-error.ts';
import { isCode, salesforceError } from '../errors/our-codes.ts';
import { type Jsforce, loadJsforce } from '../session/load-jsforce.ts';
import type { Session } from '../session/session.ts';
import { sessionEnd } from '../session/session-end.ts';
import { createTransport } from '../session/transport.ts';

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
      const connection = await beforeSending(() => session.connection());
      const { instanceUrl } = connection;
      let answer: HttpAnswer | null;
      try {
        answer = await send(connection, request, signal);
      } catch (error) {
        if (movedBefore || !isCode(error, 'unreachable')) throw error;
        movedBefore = true;
        // Offline, the sign-in address can't be reached either: then this error says it best.
        if (await session.findMoved(instanceUrl).catch(() => false)) continue;
        throw error;
      }
      const end = answer === null ? null : sessionEnd(answer, instanceUrl);
      if ((end === 'moved' || end === 'perhaps moved') && !movedBefore) {
        movedBefore = true;
        const look = () => session.findMoved(instanceUrl);
        // Where it only may have moved, the answer itself says best what is wrong.
        const isFound = await (end === 'moved' ? beforeSending(look) : look().catch(() => false));
        if (isFound || (end === 'moved' && (await session.isRenewed(connection.accessToken ?? null)))) continue;
      }
      if (end === 'expired') {
        refusals++;
        if (refusals > 1 && (fresh || refusals >= mostRefusals)) throw session.refusedAgain();
        fresh = await beforeSending(() => session.renew(connection.accessToken ?? null));
        continue;
      }
      if (answer === null || answer.status === 204) return null;
      if (answer.status >= 300) throw answerError(http, answer, request);
      return parseJson(http, answer, request.what);
    }
  };
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
