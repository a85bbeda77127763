import type { MessagePort } from 'node:worker_threads';
import { type Core, createCore } from '#core/index.ts';
import { type FromCore, type ToCore, toCoreSchema } from '#shared/model/host/host-messages.ts';
import { HostError } from '#core/ports.ts';
import { errorWords } from '../lib/error-words.ts';
import { createLog } from '../lib/log.ts';
import { nodePorts } from '../lib/node-ports.ts';
import { type Ownership, takeOwnership } from '../lib/owner.ts';
import { sandboxPort } from '../lib/sandbox-port.ts';
import { createRemoteProxy } from './remote-proxy.ts';
import { createRemoteVault } from './remote-vault.ts';

/** The part of Electron's `process.parentPort` that is used here; this host does not import Electron. */
type ParentPort = {
  postMessage(message: FromCore): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly MessagePort[] }) => void,
  ): void;
};

/** The core in Electron's utility process: one RPC port for each window, the vault by message from the main process. */
function runUtility(parent: ParentPort): void {
  const log = createLog('info');
  const remoteProxy = createRemoteProxy((ask) => parent.postMessage(ask));
  let core: Promise<Core> | null = null;
  let ownership: Ownership | null = null;
  let answerVault: ((message: Extract<ToCore, { type: 'vault-answer' }>) => void) | null = null;

  const start = async (message: Extract<ToCore, { type: 'start' }>): Promise<Core> => {
    const taken = takeOwnership(message.dataFolder, 'desktop');
    if (!taken.owned) {
      const who = taken.by
        ? `${taken.by.host}, process ${taken.by.pid}`
        : 'a program that does not say that it is Gridline';
      throw new HostError(`${message.dataFolder} is in use by ${who}.`, 'Close that one and start Gridline again.');
    }
    ownership = taken;
    const remote = createRemoteVault(message.vault, (ask) => parent.postMessage(ask));
    answerVault = remote.answer;
    const started = await createCore({
      ...nodePorts({
        dataFolder: message.dataFolder,
        vault: remote.vault,
        log,
        sandbox: sandboxPort(message.dataFolder),
        systemProxy: remoteProxy.ask,
      }),
      openExternal: async (url) => parent.postMessage({ type: 'open-external', url }),
    });
    try {
      if (message.sandboxWhenFresh && (await started.client.system.info()).mode === 'fresh') {
        await started.client.system.startSandbox({});
      }
      started.start();
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  };

  const fail = (error: unknown): void => {
    const { message, next } = errorWords(error);
    parent.postMessage({ type: 'fatal', message, next });
  };

  const stop = async (): Promise<void> => {
    await (await core?.catch(() => null))?.stop();
    ownership?.release();
    parent.postMessage({ type: 'stopped' });
  };

  parent.on('message', ({ data, ports }) => {
    const parsed = toCoreSchema.safeParse(data);
    if (!parsed.success) return log('warn', 'A message of the main process was not understood');
    const message = parsed.data;
    switch (message.type) {
      case 'start':
        core ??= start(message);
        core.then(() => parent.postMessage({ type: 'ready' }), fail);
        return;
      case 'window': {
        const [port] = ports;
        if (port) core?.then((running) => running.serveMessagePort(port), fail);
        return;
      }
      case 'vault-answer':
        answerVault?.(message);
        return;
      case 'proxy-answer':
        remoteProxy.answer(message);
        return;
      case 'stop':
        stop().then(() => process.exit(0), fail);
        return;
    }
  });
}

const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };
if (!parentPort) throw new Error('This file is started by the desktop app, as its utility process.');
runUtility(parentPort);
