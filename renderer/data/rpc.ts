import { createORPCClient } from '@orpc/client';
import type { GridlineClient } from '#shared/contract/index.ts';
import { slowCalls } from '#shared/contract/slow-calls.ts';
import { openLink } from './transport.ts';

const callTimeoutMs = 15_000;

function limit(path: readonly string[], signal: AbortSignal | undefined): AbortSignal | undefined {
  if (slowCalls.has(path.join('.'))) return signal;
  const timeout = AbortSignal.timeout(callTimeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

/** Everything the core can do. Waits while the connection is being made; gives up after 15 seconds on what takes no longer. */
export const rpc: GridlineClient = createORPCClient({
  call: async (path, input, options) => {
    const signal = limit(path, options.signal);
    const link = await openLink(signal);
    return await link.call(path, input, { ...options, signal });
  },
});
