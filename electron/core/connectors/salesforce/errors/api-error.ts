import { z } from 'zod';
import { type ConnectorError, type ConnectorErrorKind, withWait } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { redact } from '../../sdk/redact.ts';
import { statusError } from '../../sdk/status.ts';
import { causeOf } from './causes.ts';
import { errorFor, isCode, salesforceError } from './our-codes.ts';
import { meaningOf } from './vendor-codes.ts';

/** One error as Salesforce words it. Items of a collection call their code `statusCode`, whole answers `errorCode`. */
export const apiErrorSchema = z
  .object({
    statusCode: z.string().optional(),
    errorCode: z.string().optional(),
    message: z.string().optional(),
    fields: z.array(z.string()).nullish(),
  })
  .refine((error) => error.statusCode !== undefined || error.errorCode !== undefined)
  .transform((error) => ({
    code: error.statusCode ?? error.errorCode ?? '',
    message: error.message ?? '',
    fields: error.fields ?? [],
  }));
export type ApiError = z.output<typeof apiErrorSchema>;

/** What one of Salesforce's errors means, or the cause that it names. `fallback` is taken for a code without a meaning. */
export function explainApiError(error: ApiError, fallback: ConnectorErrorKind): ConnectorError {
  const means = causeOf(error);
  const fields = error.fields.length === 0 ? '' : ` (${error.fields.join(', ')})`;
  const words = `${redact(error.message) || error.code}${fields}`;
  if (means !== undefined) return errorFor(means, words, error.fields);
  return salesforceError(fallback, 'refused', `Salesforce answered ${error.code}: ${words}`);
}

/** An answer of 300 and above as ours; the body's own code comes before the status. */
export function answerError(
  http: HttpClient,
  answer: HttpAnswer,
  options: { readonly effect: boolean; readonly what: string },
): ConnectorError {
  const errors = readErrors(answer);
  const [first] = errors;
  const words = redact(first?.message ?? '') || `status ${answer.status}`;
  if (answer.status === 300) return errorFor('several-cases', words);
  // A proxy's limit as well as Salesforce's own: nothing was taken.
  if (answer.status === 413) return errorFor('too-large', words);
  const plain = statusError(http, answer, {
    ...options,
    said: errors.map(({ message }) => redact(message)).join('; '),
  });
  if (answer.status >= 500 && options.effect && errors.some((error) => meaningOf(error) === 'internal')) {
    return salesforceError('unclear', 'broke-off', plain.message, {
      next: plain.next,
      retryAfterMs: plain.retryAfterMs,
    });
  }
  // A server that failed half-way may have done it, whatever it says.
  if (errors.length === 0 || (answer.status >= 500 && options.effect)) return plain;
  const explained = errors.map((error) => explainApiError(error, plain.kind));
  const chosen = explained.find((error) => !isCode(error, 'refused')) ?? explained[0] ?? plain;
  return withWait(chosen, answer.retryAfterMs);
}

/** The errors in a body, as a list or alone; none where it is no such body. */
export function readErrors(answer: HttpAnswer): readonly ApiError[] {
  try {
    return errorsIn(JSON.parse(answer.text));
  } catch {
    return [];
  }
}

/** The same of a body that was read already. */
export function errorsIn(body: unknown): readonly ApiError[] {
  const all: readonly unknown[] = Array.isArray(body) ? body : [body];
  // A list of results is no list of errors: that shows at once.
  if (!apiErrorSchema.safeParse(all[0]).success) return [];
  return z.array(apiErrorSchema).safeParse(all).data ?? [];
}
