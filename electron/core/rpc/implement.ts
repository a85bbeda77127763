import { implement, ORPCError, ValidationError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { BadInputError, NotChosenError, NotConnectedError, NotFoundError } from '../failure.ts';
import { misfitOf } from '#shared/lib/misfit.ts';
import { FilterError } from '#shared/model/filter/error.ts';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import { HostError } from '../ports.ts';
import { StoreError } from '../store/error.ts';
import type { Workspace } from '../workspace.ts';
import type { Workspaces } from '../workspaces.ts';

/** What a host gives. */
export type RpcContext = { readonly workspaces: Workspaces };

/** What every procedure is given: with it, the workspace that was open when the call began. */
export type Given = RpcContext & { readonly workspace: Workspace };

const base = implement(contract).$context<RpcContext>();

/** Implementations of the contract's procedures. Our own failures become the contract's errors here, at one place. */
export const os = base.use(async ({ next, context, path }) => {
  try {
    return await next({ context: { workspace: context.workspaces.current() } });
  } catch (error) {
    const told = toRpcError(error);
    // What nobody expected reaches the caller without its words: here is where they can be read.
    if (!(told instanceof ORPCError)) {
      context.workspaces.ports.log('error', 'A call failed', { call: path.join('.'), error: String(error) });
    }
    throw told;
  }
});

function toRpcError(error: unknown): unknown {
  if (error instanceof NotFoundError) {
    return new ORPCError('NOT_FOUND', {
      message: error.message,
      data: { what: error.what, id: error.id, next: error.next },
    });
  }
  if (error instanceof NotConnectedError) {
    return new ORPCError('NOT_CONNECTED', {
      message: error.message,
      data: { connection: error.connection, connector: error.connector, next: error.next },
    });
  }
  if (error instanceof NotChosenError) {
    return new ORPCError('NOT_CHOSEN', {
      message: error.message,
      data: { capability: error.capability, next: error.next },
    });
  }
  if (error instanceof BadInputError) {
    return new ORPCError('BAD_INPUT', {
      message: error.message,
      data: { field: error.field, expected: error.expected, got: error.got, others: error.others },
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
  if (error instanceof StoreError) {
    return new ORPCError('STORE_FAILED', { message: error.message, data: { code: error.code, next: error.next } });
  }
  if (error instanceof HostError) {
    return new ORPCError('HOST_FAILED', { message: error.message, data: { next: error.next } });
  }
  if (error instanceof ORPCError) return badRequest(error);
  const words = systemErrorWords(error);
  return words === null
    ? error
    : new ORPCError('SYSTEM_FAILED', { message: words.message, data: { next: words.next }, cause: error });
}

/** What the contract's schema refused, said like any other value that can't be used. */
function badRequest(error: ORPCError<string, unknown>): unknown {
  const { cause } = error;
  if (error.code !== 'BAD_REQUEST' || !(cause instanceof ValidationError)) return error;
  const [first, ...others] = cause.issues.map((issue) => misfitOf(issue, cause.data));
  if (first === undefined) return error;
  return toRpcError(new BadInputError(first.field, first.expected, first.got, others));
}
