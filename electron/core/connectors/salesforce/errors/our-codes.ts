import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError, type ConnectorErrorKind } from '../../sdk/error.ts';
import { type MeaningCode, meanings } from './meanings.ts';

/** Every error of this connector, after `salesforce.`: what Salesforce's own come to, and what we find out ourselves. */
export type SalesforceCode =
  | MeaningCode
  | SignInCode
  | CaseCode
  | CheckCode
  /** Nothing reached the host: of `sdk/network-error.ts`. */
  | 'unreachable'
  /** A 500 to a write with an exception as its body: it is over, and what came of it has to be looked up. */
  | 'broke-off'
  | 'no-answer'
  /** More rows are said to follow, nowhere that can be asked. */
  | 'paging'
  | 'part'
  | 'results'
  | 'unexpected';

type SignInCode =
  | 'app'
  | 'no-app'
  | 'no-refresh-token'
  | 'not-now'
  | 'not-signed-in'
  | 'ports'
  | 'session-refused'
  | 'sign-in'
  | 'sign-in-busy'
  | 'sign-in-late'
  | 'sign-in-refused'
  | 'sign-in-stopped'
  /** Refused in words that nobody knows. */
  | 'sign-in-unclear';

type CaseCode =
  | 'draft'
  | 'field'
  | 'not-unique'
  /** There, and not to be seen by this user. */
  | 'unseen';

/** What a test of the connection finds. */
type CheckCode =
  | 'allowance'
  | 'case-fields'
  | 'case-permission'
  | 'key-missing'
  | 'key-not-external'
  | 'key-not-unique'
  | 'key-read-only'
  | 'not-described';

type FullCode<Code extends SalesforceCode> = `salesforce.${Code}`;

/** The code as it is stored and shown: `salesforce.locked`. */
export function fullCode<Code extends SalesforceCode>(code: Code): FullCode<Code> {
  return `salesforce.${code}`;
}

/** An error of this connector. */
export function salesforceError(
  kind: ConnectorErrorKind,
  code: SalesforceCode,
  message: string,
  options: { readonly next?: string | null; readonly retryAfterMs?: Millis | null; readonly cause?: unknown } = {},
): ConnectorError {
  return new ConnectorError(kind, fullCode(code), message, options);
}

/** Whether it is an error with one of these codes. */
export function isCode<Code extends SalesforceCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is ConnectorError & { readonly code: FullCode<Code> } {
  return error instanceof ConnectorError && codes.some((code) => fullCode(code) === error.code);
}

/** The error that a meaning comes to; `words` are the vendor's, already redacted. */
export function errorFor(code: MeaningCode, words: string, fields: readonly string[] = []): ConnectorError {
  const { kind, message, next = null, retryAfterMs = null } = meanings[code];
  return salesforceError(kind, code, `${message} It said: ${words}`, {
    next: typeof next === 'function' ? next(fields) : next,
    retryAfterMs,
  });
}

/** Troubles of a whole request that fewer records at once may not have. */
export function isTooMuch(error: ConnectorError): boolean {
  return isCode(error, ...tooMuch);
}

const tooMuch = (Object.keys(meanings) as MeaningCode[]).filter((code) => meanings[code].tooMuch === true);
