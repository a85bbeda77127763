import { changeFor } from '#shared/model/setting-changes.ts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryVault } from './memory-vault.ts';
import { BadInputError } from './failure.ts';
import type { Changes } from './changes.ts';
import type { Connector } from './connectors/connector.ts';
import { readSettings, setSettings } from './settings/workspace-settings.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Ports, SandboxPort } from './ports.ts';
import { finishRestore } from './store/backup/restore.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * The data people work on: their own, or the built-in sandbox's. The sandbox has a database and a vault of its own that
 * are thrown away, so that invented partners never mix with real ones.
 */
export type Workspaces = {
  readonly ports: Ports;
  /** Whose desk this is, in one's own data and in the sandbox. */
  readonly desk: Desk;
  readonly changes: Changes;
  current(): Workspace;
  /** The scenario that is running; null in one's own data. */
  scenario(): string | null;
  /** Throws `BadInputError` where real connections exist or the host has no sandbox. */
  startSandbox(scenario?: string): Promise<void>;
  leaveSandbox(): Promise<void>;
  /** Feeds and outbox run from now on, also in the workspace that comes after a change. */
  start(): void;
  stop(): Promise<void>;
};

type Running = Awaited<ReturnType<SandboxPort['start']>>;

export async function createWorkspaces(parts: {
  readonly ports: Ports;
  readonly connectors: readonly Connector[];
  readonly changes: Changes;
}): Promise<Workspaces> {
  const { ports, connectors, changes } = parts;
  const ownPath = join(ports.dataFolder, 'gridline.db');
  const sandboxPath = join(ports.dataFolder, 'sandbox.db');
  finishRestore(ownPath, ports.log);
  const desk = openDesk(ports);
  let workspace = openWorkspace({ ports, desk, connectors, path: ownPath, changes });
  let sandbox: Running | null = null;
  let started = false;
  // Two changes of workspace must not overlap.
  let last: Promise<unknown> = Promise.resolve();

  const change = (next: () => Promise<void>): Promise<void> => {
    const done = last.then(next);
    last = done.catch(() => undefined);
    return done;
  };
  const enter = (next: Workspace): void => {
    workspace = next;
    if (started) workspace.start();
    for (const area of ['issues', 'actions', 'feeds', 'connections', 'people', 'system'] as const) changes.touch(area);
  };
  const removeSandbox = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${sandboxPath}${suffix}`, { force: true });
  };
  const endSandbox = async (): Promise<void> => {
    const running = sandbox;
    sandbox = null;
    await running?.stop();
  };

  return {
    ports,
    desk,
    changes,
    current: () => workspace,
    scenario: () => sandbox?.scenario ?? null,

    startSandbox: (scenario) =>
      change(async () => {
        if (ports.sandbox === null) throw new BadInputError('sandbox', 'a program that has it built in', 'one without');
        if (sandbox === null && (await workspace.connections.list()).some(({ status }) => status !== 'not connected')) {
          throw new BadInputError(
            'sandbox',
            'no connection of your own',
            'connections that are set up; disconnect them first',
          );
        }
        const running = await ports.sandbox.start(scenario);
        try {
          await workspace.stop();
          await endSandbox();
          removeSandbox();
          const next = openWorkspace({
            ports: { ...ports, vault: createMemoryVault() },
            desk,
            connectors,
            path: sandboxPath,
            changes,
          });
          sandbox = running;
          for (const connection of running.connections) {
            const made = await next.connections.connect({ ...connection, sandbox: true });
            const { offers } = await next.connections.test(made.connection, new AbortController().signal);
            // It is an invented company: nobody has to be asked whether these are its addresses.
            next.store.write((db) =>
              setSettings(db, changeFor(offers, readSettings(db)), { by: null, at: ports.clock.now() }),
            );
          }
          enter(next);
        } catch (error) {
          if (sandbox !== running) await running.stop();
          throw error;
        }
      }),

    leaveSandbox: () =>
      change(async () => {
        if (sandbox === null) return;
        await workspace.stop();
        await endSandbox();
        removeSandbox();
        enter(openWorkspace({ ports, desk, connectors, path: ownPath, changes }));
      }),

    start() {
      if (started) return;
      workspace.start();
      started = true;
    },

    stop: () =>
      change(async () => {
        await workspace.stop();
        await endSandbox();
      }),
  };
}
