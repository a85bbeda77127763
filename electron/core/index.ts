import type { MessagePort } from 'node:worker_threads';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { GridlineClient } from '#shared/contract/index.ts';
import { createChanges } from './changes.ts';
import type { Connector } from './connectors/connector.ts';
import { connectors as registered } from './connectors/registry.ts';
import type { Ports } from './ports.ts';
import type { RpcContext } from './rpc/implement.ts';
import { portAsSocket } from './rpc/port-as-socket.ts';
import { router } from './rpc/router.ts';
import { createWorkspaces } from './workspaces.ts';

export type Core = {
  /** The contract, called directly in this process. */
  readonly client: GridlineClient;
  serveWebSocket(socket: WebSocket): void;
  serveMessagePort(port: MessagePort): void;
  /** From now on feeds are polled and the outbox sends. Throws `StoreError` where that can't be, and nothing is left running: then stop it. */
  start(): void;
  /** Waits until nothing is under way in the outbox and nothing is due, `limit` ms at most. */
  drain(limit: number): Promise<void>;
  /** Ends everything; what is under way is given a few seconds. */
  stop(): Promise<void>;
};

export { closeToOthers, isOpenToOthers, keepPrivate } from './store/private-file.ts';
export { restoreBackup } from './restore.ts';

/** What a core is made of beside what its host gives. */
export type CoreParts = {
  /** Every connector there is: those of the registry without. */
  readonly connectors?: readonly Connector[];
};

/** The one place where the parts are wired together. Throws `StoreError` where the data folder cannot be used. */
export async function createCore(ports: Ports, { connectors = registered }: CoreParts = {}): Promise<Core> {
  const workspaces = await createWorkspaces({ ports, connectors, changes: createChanges(ports.clock) });
  const context: RpcContext = { workspaces };
  const handler = new RPCHandler(router);
  return {
    client: createRouterClient(router, { context }),
    serveWebSocket: (socket) => void handler.upgrade(socket, { context }),
    serveMessagePort(port) {
      void handler.upgrade(portAsSocket(port), { context });
      port.start();
    },
    start: () => workspaces.start(),
    async drain(limit) {
      await Promise.race([
        workspaces.current().dispatcher.idle(),
        new Promise<void>((resolve) => void ports.clock.after(limit, resolve)),
      ]);
    },
    stop: () => workspaces.stop(),
  };
}
