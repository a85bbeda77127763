import { createORPCClient } from '@orpc/client';
import type { GridlineClient } from '#shared/contract/index.ts';
import { openLink } from './transport.ts';

const callTimeoutMs = 15_000;

/** Calls that may take minutes, or never end; the caller can cancel them. */
const unlimited = new Set([
  'system.live',
  'system.verify',
  'system.backup',
  'system.startSandbox',
  'connections.poll',
  'connections.signIn',
  'connections.test',
  'documents.importFiles',
  'documents.importPaths',
  'settings.set',
]);

function limit(path: readonly string[], signal: AbortSignal | undefined): AbortSignal | undefined {
  if (unlimited.has(path.join('.'))) return signal;
  const timeout = AbortSignal.timeout(callTimeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

/** Everything the core can do. Waits while the connection is being made; gives up after 15 seconds. */
export const rpc: GridlineClient = createORPCClient({
  call: async (path, input, options) => {
    const signal = limit(path, options.signal);
    const link = await openLink(signal);
    return await link.call(path, input, { ...options, signal });
  },
});
