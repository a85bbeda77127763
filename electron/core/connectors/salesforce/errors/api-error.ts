import { z } from 'zod';
import { ConnectorError, type ConnectorErrorKind } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { redact } from '../../sdk/redact.ts';
import { statusError } from '../../sdk/status.ts';
import { underlying } from './causes.ts';
import { ruleFor } from './error-rules.ts';

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

const tooMuchCodes = new Set([
  'salesforce.governor-limit',
  'salesforce.too-long',
  'salesforce.rolled-back',
  'salesforce.too-large',
]);

/** Troubles of a whole request that fewer records at once may not have. */
export function isTooMuch({ code }: ConnectorError): boolean {
  return tooMuchCodes.has(code);
}

/** What one of Salesforce's errors means, or the cause that it names. `fallback` is taken for a code without a rule. */
export function explainApiError(said: ApiError, fallback: ConnectorErrorKind): ConnectorError {
  const error = underlying(said);
  const rule = ruleFor(error);
  const fields = error.fields.length === 0 ? '' : ` (${error.fields.join(', ')})`;
  const words = `${redact(error.message) || error.code}${fields}`;
  if (rule === undefined) {
    return new ConnectorError(fallback, 'salesforce.refused', `Salesforce answered ${error.code}: ${words}`);
  }
  return new ConnectorError(rule.kind, `salesforce.${rule.code}`, `${rule.message} It said: ${words}`, {
    next: rule.code === 'required-field' ? enterIt(error.fields) : (rule.next ?? null),
    retryAfterMs: rule.retryAfterMs ?? null,
  });
}

/** A field that describe does not call needed, and that a rule or a page layout of the org demands. */
function enterIt(fields: readonly string[]): string {
  const name = fields[0] ?? 'FIELD';
  return `Enter it when you escalate (--set ${name}=...), or once for all under "Case fields" in the connection’s settings (${name}=...).`;
}

/** An answer of 300 and above as ours; the body's own code comes before the status. */
export function answerError(
  http: HttpClient,
  answer: HttpAnswer,
  options: { readonly effect: boolean; readonly what: string },
): ConnectorError {
  if (answer.status === 300) return explainApiError({ code: 'MULTIPLE_CHOICES', message: '', fields: [] }, 'rejected');
  const errors = readErrors(answer);
  // A proxy's limit as well as Salesforce's own: nothing was taken.
  if (answer.status === 413) {
    return explainApiError(
      { code: 'EXCEEDED_MAX_SIZE_REQUEST', message: errors[0]?.message ?? '', fields: [] },
      'rejected',
    );
  }
  const plain = statusError(http, answer, {
    ...options,
    said: errors.map(({ message }) => redact(message)).join('; '),
  });
  if (answer.status >= 500 && options.effect && errors.some(({ code }) => code === 'UNKNOWN_EXCEPTION')) {
    return new ConnectorError('unclear', 'salesforce.broke-off', plain.message, { next: plain.next });
  }
  // A server that failed half-way may have done it, whatever it says.
  if (errors.length === 0 || (answer.status >= 500 && options.effect)) return plain;
  const explained = errors.map((error) => explainApiError(error, plain.kind));
  return explained.find(({ code }) => code !== 'salesforce.refused') ?? explained[0] ?? plain;
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
