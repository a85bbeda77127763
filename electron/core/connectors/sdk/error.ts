import type { Millis } from '#shared/lib/time.ts';
import type { ActionError } from '#shared/model/action/action.ts';

/** What kind of trouble, which decides what happens next. */
export type ConnectorErrorKind =
  /** Credentials refused or expired for good: a person must sign in again. */
  | 'sign-in'
  /** A person must change a setting or a permission. */
  | 'set-up'
  /** This item will never be taken as it is. */
  | 'rejected'
  /** Asked to slow down; `retryAfterMs` when they said how long. */
  | 'rate-limit'
  /** An allowance is used up: pause the whole connector. */
  | 'quota'
  /** The far side is unwell and nothing was done (connection refused, 5xx to a read). */
  | 'unavailable'
  /** We cannot know whether it took effect (time-out, reset, 5xx after sending). */
  | 'unclear'
  /** They answered something we do not understand. */
  | 'unexpected-answer'
  /** Stopped by us. */
  | 'cancelled';

/** The one error that connectors throw. Vendor errors become this at the edge; the cause is kept. */
export class ConnectorError extends Error {
  readonly kind: ConnectorErrorKind;
  /** Stable, ours, dotted: `crm.request-limit`. */
  readonly code: string;
  readonly next: string | null;
  readonly retryAfterMs: Millis | null;

  constructor(
    kind: ConnectorErrorKind,
    code: string,
    message: string,
    options: { readonly next?: string | null; readonly retryAfterMs?: Millis | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ConnectorError';
    this.kind = kind;
    this.code = code;
    this.next = options.next ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The same error with how long the answer asks to wait; null = it asks for nothing, and what the error says of it holds. */
export function withWait(error: ConnectorError, asked: Millis | null): ConnectorError {
  if (asked === null) return error;
  const { kind, code, message, next, cause } = error;
  return new ConnectorError(kind, code, message, { next, retryAfterMs: asked, cause });
}

const transientKinds: readonly ConnectorErrorKind[] = ['rate-limit', 'quota', 'unavailable', 'unclear', 'cancelled'];

/** The error as stored with an action and shown to people. */
export function toActionError(error: ConnectorError): ActionError {
  const family =
    error.kind === 'unexpected-answer' ? 'bug' : transientKinds.includes(error.kind) ? 'transient' : 'user';
  return { code: error.code, message: error.message, family, next: error.next };
}
