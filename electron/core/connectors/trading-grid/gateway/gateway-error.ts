import { z } from 'zod';
import { hour } from '#shared/lib/time.ts';
import { isWebPage, pageError } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { redact } from '../../sdk/redact.ts';
import { statusError } from '../../sdk/status.ts';

/** The API gateway's own fault body (Apigee): `{"fault":{"faultstring":"…","detail":{"errorcode":"…"}}}`. */
const faultSchema = z.object({
  fault: z.object({
    faultstring: z.string().optional(),
    detail: z.object({ errorcode: z.string().optional() }).optional(),
  }),
});
const messageSchema = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

const listSchema = z.object({ errors: z.array(z.unknown()).min(1) });

/** An answer outside 2xx as ours. The gateway reports used-up allowances with several statuses, so its code comes first. */
export function gatewayError(client: HttpClient, answer: HttpAnswer, what: string): ConnectorError {
  const { said, code } = readFault(answer);
  if (code.includes('QuotaViolation')) {
    return new ConnectorError(
      'quota',
      'trading-grid.quota',
      `The call allowance for ${client.name} is used up. It said: ${said}`,
      { retryAfterMs: answer.retryAfterMs ?? hour },
    );
  }
  if (code.includes('SpikeArrest') || code.includes('ConcurrentRatelimit')) {
    return new ConnectorError('rate-limit', 'trading-grid.rate-limit', `${client.name} asked to slow down: ${said}`, {
      retryAfterMs: answer.retryAfterMs,
    });
  }
  return statusError(client, answer, { effect: false, said, what });
}

/** Said by a service that can't answer now, whatever the status: the keys are not why. */
const passing =
  /temporar|try(ing)? (it )?again|unavailable|overload|maintenance|too many|time[d -]?out|(internal|server)[ _]?(server[ _]?)?error/i;

/** An answer outside 2xx to the request for a token. Only the service itself can refuse keys: not a page, an allowance, or an outage. */
export function tokenError(client: HttpClient, answer: HttpAnswer): ConnectorError {
  const what = 'an access token';
  const { status, retryAfterMs } = answer;
  const plain = gatewayError(client, answer, what);
  if ((status !== 400 && status !== 401) || plain.kind === 'quota' || plain.kind === 'rate-limit') return plain;
  if (isWebPage(answer)) return pageError(client, answer, what);
  const { said } = readFault(answer);
  const words = said === '' ? '' : ` It said: ${said}`;
  if (passing.test(answer.text)) {
    return new ConnectorError(
      'unavailable',
      'trading-grid.token-later',
      `${client.name} could not give ${what} just now (${status}).${words}`,
      { next: 'Gridline will retry automatically.', retryAfterMs },
    );
  }
  return new ConnectorError(
    'sign-in',
    'trading-grid.keys-refused',
    `${client.name} refused the consumer key or secret (${status}).${words}`,
    { next: 'Enter the keys again; if they are right, ask OpenText whether they are still active for this host.' },
  );
}

/** The far side's own words, redacted, and the gateway's code; empty where there are none. */
export function readFault(answer: HttpAnswer): { readonly said: string; readonly code: string } {
  if (isWebPage(answer) || answer.text.trim() === '') return { said: '', code: '' };
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    return { said: redact(answer.text), code: '' };
  }
  // A list of errors: the first has the cause.
  if (Array.isArray(body)) [body] = body as unknown[];
  if (typeof body === 'string') return { said: redact(body), code: '' };
  const fault = faultSchema.safeParse(body);
  if (fault.success) {
    const code = fault.data.fault.detail?.errorcode ?? '';
    return { said: redact(`${fault.data.fault.faultstring ?? ''}${code === '' ? '' : ` (${code})`}`), code };
  }
  const listed = listSchema.safeParse(body);
  const plain = messageSchema.safeParse(listed.success ? listed.data.errors[0] : body);
  const said = plain.success ? (plain.data.message ?? plain.data.error_description ?? plain.data.error ?? '') : '';
  return { said: redact(said), code: '' };
}
