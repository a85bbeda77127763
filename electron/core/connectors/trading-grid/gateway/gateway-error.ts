import { z } from 'zod';
import { hour } from '#shared/lib/time.ts';
import { isWebPage } from '../../sdk/answer.ts';
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
      `The allowance of calls to ${client.name} is used up. It said: ${said}`,
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
