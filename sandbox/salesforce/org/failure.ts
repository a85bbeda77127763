import type { SandboxResponse } from '../../lib/route.ts';

/** One error as the vendor words it. */
export type ApiError = { readonly code: string; readonly message: string; readonly fields?: readonly string[] };

/** A call that fails as a whole. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly errors: readonly ApiError[];

  constructor(status: number, ...errors: readonly ApiError[]) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join('; '));
    this.status = status;
    this.errors = errors;
  }
}

/** The body of a failed REST call: always a list. */
export function errorBody(errors: readonly ApiError[]): unknown {
  return errors.map(({ code, message, fields }) => ({
    message,
    errorCode: code,
    ...(fields === undefined ? {} : { fields }),
  }));
}

/** The errors of one item in a collection: here the code is called `statusCode`. */
export function itemErrors(errors: readonly ApiError[]): unknown {
  return errors.map(({ code, message, fields }) => ({ statusCode: code, message, fields: fields ?? [] }));
}

export function failureResponse(failure: ApiFailure): SandboxResponse {
  return { status: failure.status, json: errorBody(failure.errors) };
}

export const notFound = (): ApiFailure =>
  new ApiFailure(404, { code: 'NOT_FOUND', message: 'The requested resource does not exist' });

export const noSuchRecord = (): ApiFailure =>
  new ApiFailure(404, { code: 'NOT_FOUND', message: 'The requested resource does not exist' });

export const badSession = (): ApiFailure =>
  new ApiFailure(401, { code: 'INVALID_SESSION_ID', message: 'Session expired or invalid' });

export const badJson = (message: string): ApiFailure => new ApiFailure(400, { code: 'JSON_PARSER_ERROR', message });

export const totalRequestsExceeded = (): ApiFailure =>
  new ApiFailure(403, { code: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' });

export const concurrentRequestsExceeded = (): ApiFailure =>
  new ApiFailure(403, {
    code: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  });

export const lockedRow: ApiError = {
  code: 'UNABLE_TO_LOCK_ROW',
  message: 'unable to obtain exclusive access to this record',
  fields: [],
};
