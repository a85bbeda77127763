import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { BadInputError, NotConnectedError, NotFoundError } from '../failure.ts';
import { FilterError } from '#shared/model/filter/error.ts';
import { StoreError } from '../store/error.ts';
import type { Workspaces } from '../workspaces.ts';

/** What every procedure is given. */
export type RpcContext = { readonly workspaces: Workspaces };

const base = implement(contract).$context<RpcContext>();

/** Implementations of the contract's procedures. Our own failures become the contract's errors here, at one place. */
export const os = base.use(async ({ next }) => {
  try {
    return await next();
  } catch (error) {
    throw toRpcError(error);
  }
});

function toRpcError(error: unknown): unknown {
  if (error instanceof NotFoundError) {
    return new ORPCError('NOT_FOUND', { message: error.message, data: { what: error.what, id: error.id } });
  }
  if (error instanceof NotConnectedError) {
    return new ORPCError('NOT_CONNECTED', {
      message: error.message,
      data: { connector: error.connector, next: error.next },
    });
  }
  if (error instanceof BadInputError) {
    return new ORPCError('BAD_INPUT', {
      message: error.message,
      data: { field: error.field, expected: error.expected, got: error.got },
    });
  }
  if (error instanceof FilterError) {
    const { position, expected, got } = error;
    return new ORPCError('BAD_FILTER', { message: error.message, data: { position, expected, got } });
  }
  if (error instanceof ConnectorError) {
    return new ORPCError('CONNECTOR_FAILED', {
      message: error.message,
      data: { connector: error.code.split('.')[0] ?? '', code: error.code, next: error.next },
    });
  }
  // The database's own words for people: disk full, damaged, in use.
  if (error instanceof StoreError) return new ORPCError('STORE_FAILED', { message: error.message });
  return error;
}
