import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { type FromCore, fromCoreSchema, type ToCore } from '#shared/model/host/host-messages.ts';
import { portMessage } from '#shared/model/host/window-channel.ts';
import type { LogFile } from './log-file.ts';
import { createRestartPolicy } from './restart-policy.ts';
import type { SystemVault } from './system-vault.ts';

type Options = {
  /** The built utility host. */
  readonly modulePath: string;
  readonly dataFolder: string;
  readonly sandboxWhenFresh: boolean;
  readonly vault: SystemVault;
  openExternal(url: string): Promise<void>;
  /** `PROXY host:port; DIRECT`: how the system reaches an origin. */
  resolveProxy(origin: string): Promise<string>;
  /** Gets what the core prints, and why it ended. */
  readonly log: LogFile;
  /** The core cannot run at all, and why; nothing more will be tried. */
  onFatal(message: string): void;
  /** The core died again and again, and is not started again before `tryAgain`. */
  onGivenUp(): void;
};

export type CoreProcess = {
  /** Gives a window its own port to the core, now and again after every restart, until the window is gone. */
  attach(contents: WebContents): void;
  /** Starts a core that was given up. */
  tryAgain(): void;
  stop(): Promise<void>;
};

/**
 * Runs the core beside the main process and starts it again when it dies, as often as makes sense; windows get new ports
 * and carry on.
 */
export function startCoreProcess(options: Options): CoreProcess {
  const windows = new Set<WebContents>();
  let child: UtilityProcess | null = null;
  let ready = false;
  let stopping = false;
  const policy = createRestartPolicy();
  let stopped: (() => void) | null = null;
  let restart: NodeJS.Timeout | null = null;

  const post = (message: ToCore): void => child?.postMessage(message);

  const connect = (contents: WebContents): void => {
    if (!child || !ready || contents.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    const message: ToCore = { type: 'window' };
    child.postMessage(message, [port1]);
    contents.postMessage(portMessage, null, [port2]);
  };

  const answerVault = async (ask: Extract<FromCore, { type: `vault-${string}` }>): Promise<void> => {
    try {
      const value =
        ask.type === 'vault-get'
          ? await options.vault.get(ask.name)
          : ask.type === 'vault-set'
            ? (await options.vault.set(ask.name, ask.value), null)
            : (await options.vault.delete(ask.name), null);
      post({ type: 'vault-answer', id: ask.id, value, error: null });
    } catch (error) {
      post({
        type: 'vault-answer',
        id: ask.id,
        value: null,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  };

  const listen = (data: unknown): void => {
    const parsed = fromCoreSchema.safeParse(data);
    // What the core did not say in our words ends nothing here.
    if (!parsed.success) return;
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        ready = true;
        for (const contents of windows) connect(contents);
        return;
      case 'stopped':
        // Its process ends now by itself, and that is what is waited for: the data folder is free when the app is gone.
        return;
      case 'fatal':
        stopping = true;
        options.onFatal(message.next === null ? message.message : `${message.message} ${message.next}`);
        return;
      case 'vault-get':
      case 'vault-set':
      case 'vault-delete':
        void answerVault(message);
        return;
      case 'proxy-get':
        void options
          .resolveProxy(message.origin)
          .catch(() => null)
          .then((answer) => post({ type: 'proxy-answer', id: message.id, answer }));
        return;
      case 'open-external':
        void options.openExternal(message.url);
        return;
    }
  };

  const keep = (text: string | Uint8Array): void => {
    options.log.append(text);
    process.stderr.write(text);
  };

  const fork = (): void => {
    const started = utilityProcess.fork(options.modulePath, [], { serviceName: 'Gridline core', stdio: 'pipe' });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', keep);
    started.on('message', listen);
    started.on('exit', (code) => {
      if (child === started) child = null;
      ready = false;
      stopped?.();
      if (stopping) return;
      const pauseMs = policy.died(Date.now());
      const line = { at: new Date().toISOString(), level: 'error', message: 'The core ended', code, pauseMs };
      keep(`${JSON.stringify(line)}\n`);
      if (pauseMs === null) options.onGivenUp();
      else restart = setTimeout(fork, pauseMs);
    });
    post({
      type: 'start',
      dataFolder: options.dataFolder,
      sandboxWhenFresh: options.sandboxWhenFresh,
      vault: options.vault.about,
    });
  };
  fork();

  return {
    attach(contents) {
      if (!windows.has(contents)) {
        windows.add(contents);
        contents.once('destroyed', () => windows.delete(contents));
      }
      connect(contents);
    },
    tryAgain() {
      if (child !== null || stopping) return;
      policy.forgive();
      fork();
    },
    async stop() {
      stopping = true;
      if (restart) clearTimeout(restart);
      const running = child;
      if (!running) return;
      const done = new Promise<void>((resolve) => {
        stopped = resolve;
        // The core gives what is under way five seconds; after that it is ended, and recovers at the next start.
        setTimeout(resolve, 8_000).unref();
      });
      post({ type: 'stop' });
      await done;
      running.kill();
    },
  };
}
