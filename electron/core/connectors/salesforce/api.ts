import { second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../connector.ts';
import { parseJson } from '../sdk/answer.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../sdk/http.ts';
import { answerError } from './api-error.ts';
import { loadJsforce } from './load-jsforce.ts';
import { manifest } from './manifest.ts';
import { createSession, type Session } from './session.ts';
import type { SalesforceSettings } from './settings.ts';
import { createTransport } from './transport.ts';

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
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
};

/** The Salesforce REST API with a session that is renewed when it has ended. */
export type SalesforceApi = {
  readonly http: HttpClient;
  readonly session: Session;
  /** One request, never repeated but after renewing an ended session. Gives the JSON body. Throws `ConnectorError`. */
  call(request: ApiRequest): Promise<unknown>;
  /** `https://acme.my.salesforce.com`; throws `sign-in` when nobody is signed in. */
  instanceUrl(): Promise<string>;
};

const readDeadline = 60 * second;

export function createApi(context: ConnectorContext, readSettings: () => SalesforceSettings): SalesforceApi {
  const http: HttpClient = {
    fetch: context.fetch,
    clock: context.clock,
    system: manifest.id,
    name: manifest.name,
  };
  const session = createSession(context, http, readSettings);

  const toConnectorError = (error: unknown, answer: HttpAnswer | null, request: ApiRequest): ConnectorError => {
    if (error instanceof ConnectorError) return error;
    const refreshError = session.refreshError();
    if (answer?.status === 401 && refreshError !== null) return refreshError;
    if (answer !== null && answer.status >= 300) return answerError(http, answer, request);
    return new ConnectorError(
      request.effect ? 'unclear' : 'unexpected-answer',
      'salesforce.unexpected',
      'Something unexpected went wrong while talking to Salesforce.',
      { cause: error },
    );
  };

  return {
    http,
    session,
    call: async (request) => {
      const jsforce = await loadJsforce();
      const connection = await session.connection();
      const answers: HttpAnswer[] = [];
      const transport = createTransport(jsforce, http, {
        effect: request.effect,
        deadlineMs: request.deadlineMs ?? readDeadline,
        signal: request.signal,
        onAnswer: (answer) => {
          answers.push(answer);
          const refusals = answers.filter(({ status }) => status === 401).length;
          const loop = answer.status === 401 && refusals > 1 ? session.refusedAgain(refusals) : null;
          if (loop !== null) throw loop;
        },
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
        throw toConnectorError(error, answers.at(-1) ?? null, request);
      }
      const answer = answers.at(-1);
      if (answer === undefined || answer.status === 204) return null;
      if (answer.status >= 300) throw answerError(http, answer, request);
      return parseJson(http, answer, request.what);
    },
    instanceUrl: async () => (await session.connection()).instanceUrl,
  };
}
