import { day, type Millis, second } from '#shared/lib/time.ts';
import type { Clock } from '../../ports.ts';
import { ConnectorError } from './error.ts';
import { networkError } from './network-error.ts';
import { untilAborted } from './until-aborted.ts';

/** What a call needs from its connection, and how the far side is called in messages and error codes. */
export type HttpClient = {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Connector id: the first part of error codes. */
  readonly system: string;
  /** The far side's name in sentences. */
  readonly name: string;
};

/** One call. */
export type HttpCall = {
  readonly method: string;
  /** Whole, https or http. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is: its `content-type` stands among the headers. */
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** From the first byte out to the last byte in; 60 s without. */
  readonly deadlineMs?: Millis;
  /** 64 MiB without. */
  readonly maxBytes?: number;
  /** True where the call changes something on the far side, so that a lost answer leaves us not knowing. */
  readonly effect: boolean;
};

/** An answer with its body read to the end, whatever its status. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** From `Retry-After`; null without. */
  readonly retryAfterMs: Millis | null;
};

const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer within the deadline. Never retries and never follows a redirect, so that
 * a token goes nowhere else. Throws `ConnectorError`: `cancelled`, `unavailable` or, for an effect, `unclear`.
 */
export async function sendHttp(client: HttpClient, call: HttpCall): Promise<HttpAnswer> {
  const { system, name } = client;
  const host = hostOf(call.url);
  if (host === null) {
    throw new ConnectorError('set-up', `${system}.address`, `"${call.url.slice(0, 80)}" is not a web address.`, {
      next: 'Correct the address in the settings; it begins with https://.',
    });
  }
  const cancelled = () => stoppedError(client);
  const stopped = () => call.signal?.aborted ?? false;
  if (stopped()) throw cancelled();
  const deadlineMs = call.deadlineMs ?? 60 * second;
  const stop = new AbortController();
  let late = false;
  const cancelDeadline = client.clock.after(deadlineMs, () => {
    late = true;
    stop.abort();
  });
  const onAbort = () => stop.abort();
  call.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const response = await client.fetch(call.url, {
      method: call.method,
      redirect: 'manual',
      signal: stop.signal,
      ...(call.headers === undefined ? {} : { headers: call.headers }),
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    const text = await readText(client, response, call.maxBytes ?? defaultMaxBytes, stop);
    return {
      status: response.status,
      headers: response.headers,
      text,
      retryAfterMs: retryAfter(response.headers.get('retry-after'), theirNow(response.headers) ?? client.clock.now()),
    };
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    if (stopped()) throw cancelled();
    if (late) {
      throw new ConnectorError(
        call.effect ? 'unclear' : 'unavailable',
        `${system}.timeout`,
        `${name} did not answer within ${Math.round(deadlineMs / second)} seconds.`,
        { cause: error },
      );
    }
    throw networkError(error, { system, name, host, effect: call.effect });
  } finally {
    call.signal?.removeEventListener('abort', onAbort);
    await cancelDeadline();
  }
}

/** The caller stopped it. */
function stoppedError({ system, name }: Pick<HttpClient, 'system' | 'name'>): ConnectorError {
  return new ConnectorError('cancelled', `${system}.cancelled`, `The call to ${name} was stopped.`);
}

/**
 * What `work` comes to, or, as soon as `signal` is aborted, `cancelled` thrown: for what several callers wait for together, such as
 * a token. It goes on for the others.
 */
export async function heed<T>(
  client: Pick<HttpClient, 'system' | 'name'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw stoppedError(client);
  }
}

async function readText(
  client: HttpClient,
  response: Response,
  maxBytes: number,
  stop: AbortController,
): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      stop.abort();
      throw new ConnectorError(
        'unexpected-answer',
        `${client.system}.too-long`,
        `${client.name} sent more than ${Math.round(maxBytes / 1_048_576)} MB in one answer; it was not read.`,
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function hostOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.host : null;
}

/** The moment of the answer by the clock that gave it, which may be hours from ours; null where it does not say. */
function theirNow(headers: Headers): Millis | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}

/** How long a `Retry-After` header asks to wait (RFC 9110 10.2.3: seconds or a date); null without a usable one, at most a day. */
export function retryAfter(header: string | null, now: Millis): Millis | null {
  if (header === null || header.trim() === '') return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * second), day);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), day);
}
