import { PassThrough } from 'node:stream';
import { type HttpAnswer, type HttpCall, type HttpClient, sendHttp } from '../../sdk/http.ts';

/**
 * jsforce, loaded when it is first needed: it is large. Only the parts that are used: the connection with its session
 * handling, the OAuth requests, and what a transport of our own is made from.
 */
export async function loadJsforce() {
  const [{ Connection }, { OAuth2 }, { Transport }, { StreamPromise }] = await Promise.all([
    import('jsforce/lib/connection.js'),
    import('jsforce/lib/oauth2.js'),
    import('jsforce/lib/transport.js'),
    import('jsforce/lib/util/promise.js'),
  ]);
  return { Connection, OAuth2, Transport, StreamPromise };
}

export type Jsforce = Awaited<ReturnType<typeof loadJsforce>>;

type TransportOptions = Pick<HttpCall, 'effect' | 'deadlineMs' | 'signal'> & {
  /** Sees each answer first, before jsforce makes anything of it; may throw. */
  readonly onAnswer: (answer: HttpAnswer) => void;
};

/**
 * Carries jsforce's requests over our own HTTP. jsforce 3.10's transport can not be stopped, waits for ever for a body
 * that stays out, repeats by itself, and ends the process when a body breaks off.
 */
export function createTransport(jsforce: Jsforce, http: HttpClient, options: TransportOptions) {
  return new (class extends jsforce.Transport {
    override httpRequest(request: Parameters<InstanceType<Jsforce['Transport']>['httpRequest']>[0]) {
      return jsforce.StreamPromise.create(() => ({
        stream: new PassThrough(),
        promise: send(http, request, options),
      }));
    }
  })();
}

type JsforceRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

async function send(http: HttpClient, request: JsforceRequest, options: TransportOptions) {
  const { onAnswer, ...rest } = options;
  // fetch counts the bytes itself.
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-length'),
  );
  const answer = await sendHttp(http, {
    ...rest,
    method: request.method,
    url: request.url,
    headers,
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
  });
  onAnswer(answer);
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: answer.text };
}
