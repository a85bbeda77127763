import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { type Core, createCore } from '#core/index.ts';
import type { LogLevel, Runner } from '#core/ports.ts';
import type { GridlineClient } from '#shared/contract/index.ts';
import { openFileVault } from '../lib/file-vault.ts';
import { createLog } from '../lib/log.ts';
import { nodePorts } from '../lib/node-ports.ts';
import { type Owner, type Ownership, takeOwnership } from '../lib/owner.ts';
import { sandboxPort } from '../lib/sandbox-port.ts';
import { consoleEnded } from './console-ended.ts';
import { CommandError } from './fail.ts';

/** A way to the core that owns a data folder: this process, or one that runs already. */
export type Session = {
  readonly client: GridlineClient;
  /** The core, where this process owns the data folder; null where another one does. */
  readonly core: Core | null;
  close(): Promise<void>;
};

const patienceMs = 5_000;

/** Takes the folder and opens the core here, or talks to the process that has it, or says who has it. */
export async function openSession(dataFolder: string, logLevel: LogLevel): Promise<Session> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const ownership = takeOwnership(dataFolder, 'command line');
    if (ownership.owned) return openHere(dataFolder, ownership, logLevel);
    if (ownership.by?.url && ownership.by.token) {
      const session = await connectTo(ownership.by.url, ownership.by.token);
      if (session) return session;
    }
    // Another short command may be just finishing, or a console just starting.
    if (Date.now() > deadline) throw heldBy(dataFolder, ownership.by);
    await delay(100);
  }
}

export function heldBy(dataFolder: string, by: Owner | null): CommandError {
  if (by === null) {
    return new CommandError(`${dataFolder} is locked by another program.`, {
      next: `Close what has ${join(dataFolder, 'owner.lock')} open (a backup program, another user; fuser or lsof name it), or choose another data folder with --data.`,
    });
  }
  return new CommandError(`${dataFolder} is in use by Gridline (${by.host}, process ${by.pid}).`, {
    next: 'Stop that one, or choose another data folder with --data.',
  });
}

export function hostPorts(dataFolder: string, logLevel: LogLevel) {
  return nodePorts({
    dataFolder,
    // A variable that is set to nothing is a variable that is not set.
    vault: openFileVault(dataFolder, process.env.GRIDLINE_PASSPHRASE || null),
    log: createLog(logLevel),
    sandbox: sandboxPort(dataFolder),
  });
}

/** A command is over soon: nobody would listen on, and nothing that it began would be gone on with. */
const aCommand: Runner = {
  mayAct: () => ({
    may: false,
    reason: 'A command does only what it is told. Automatic work is done by the console.',
  }),
  watch: () => () => undefined,
};

async function openHere(dataFolder: string, ownership: Ownership, logLevel: LogLevel): Promise<Session> {
  try {
    const core = await createCore({ ...hostPorts(dataFolder, logLevel), runner: aCommand });
    return {
      client: core.client,
      core,
      close: async () => {
        await core.stop();
        ownership.release();
      },
    };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

async function connectTo(url: string, token: string): Promise<Session | null> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/rpc`, {
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: 2_000,
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!opened) return null;
  // A connection that breaks is told by the call that waits for it.
  socket.on('error', () => socket.terminate());
  const link = new RPCLink({
    websocket: socket,
    interceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          if (error instanceof ORPCError || socket.readyState === WebSocket.OPEN) throw error;
          throw consoleEnded(call.path, error);
        }
      },
    ],
  });
  const client: GridlineClient = createORPCClient(link);
  return {
    client,
    core: null,
    close: async () => socket.terminate(),
  };
}
