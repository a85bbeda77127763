import { ORPCError } from '@orpc/server';
import { os } from './implement.ts';
import { runDoctor } from './doctor.ts';
import type { SystemInfo } from '#shared/contract/system.ts';
import { BadInputError } from '../failure.ts';
import { HostError, type NetworkPort } from '../ports.ts';
import { version } from '../version.ts';
import { waysOut } from './ways-out.ts';
import type { Workspaces } from '../workspaces.ts';
import { rehearseTrim, trimJournal } from '../projection/trim-journal.ts';
import { verifyStore } from '../projection/verify.ts';
import { deviceName } from '../store/tables/devices.ts';
import { lastSeq } from '../store/tables/awaited.ts';
import { existsSync } from 'node:fs';

async function infoOf(workspaces: Workspaces): Promise<SystemInfo> {
  const { ports } = workspaces;
  const scenario = workspaces.scenario();
  const connections = (await workspaces.current().connections.list()).filter(
    ({ status }) => status !== 'not connected',
  );
  return {
    version,
    dataFolder: ports.dataFolder,
    mode:
      connections.length === 0
        ? modeWithoutConnections(workspaces)
        : scenario !== null || connections.some(({ sandbox }) => sandbox)
          ? 'sandbox'
          : 'connected',
    sandbox: scenario === null ? null : { scenario },
    sandboxAvailable: ports.sandbox !== null,
    vault: { kind: ports.vault.kind, statement: ports.vault.statement },
    actor: workspaces.desk.acting().actor,
    device: workspaces.current().store.read((db) => deviceName(db, workspaces.desk.device)) ?? ports.computer,
    now: ports.clock.now(),
  };
}

/** Whoever has read files has begun to work: a choice, or invented partners, must not come before what is theirs. */
function modeWithoutConnections(workspaces: Workspaces): SystemInfo['mode'] {
  return workspaces.current().store.read(lastSeq) === 0 ? 'fresh' : 'unconnected';
}

function networkOf({ ports }: Workspaces): NetworkPort {
  if (ports.network !== undefined) return ports.network;
  throw new HostError('This program calls others as it is told to by its host.', 'Set the proxy there.');
}

async function proxyState(workspaces: Workspaces) {
  return { choice: await networkOf(workspaces).proxy(), ways: await waysOut(workspaces) };
}

export const system = {
  info: os.system.info.handler(({ context }) => infoOf(context.workspaces)),

  live: os.system.live.handler(({ context, signal }) => context.workspaces.changes.subscribe(signal)),

  startSandbox: os.system.startSandbox.handler(async ({ input, context }) => {
    await context.workspaces.startSandbox(input.scenario);
    return infoOf(context.workspaces);
  }),

  leaveSandbox: os.system.leaveSandbox.handler(async ({ context }) => {
    await context.workspaces.leaveSandbox();
    return infoOf(context.workspaces);
  }),

  doctor: os.system.doctor.handler(({ context, signal }) =>
    runDoctor(context.workspaces, signal ?? new AbortController().signal),
  ),

  proxy: os.system.proxy.handler(({ context }) => proxyState(context.workspaces)),

  setProxy: os.system.setProxy.handler(async ({ input, context }) => {
    await networkOf(context.workspaces).setProxy(input.choice, input.credentials);
    return proxyState(context.workspaces);
  }),

  recipientKey: os.system.recipientKey.handler(async ({ context: { workspace } }) => ({
    key: await workspace.recipientKey.show(),
  })),

  recipientKeyState: os.system.recipientKeyState.handler(
    async ({
      context: {
        workspace: { recipientKey },
      },
    }) => {
      const used = recipientKey.isUsed();
      try {
        // Where it is not needed yet, looking at it makes none.
        if (used) await recipientKey.ready();
        return { used, problem: null };
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        return { used, problem: { message: error.message, next: error.next } };
      }
    },
  ),

  setRecipientKey: os.system.setRecipientKey.handler(async ({ input, context: { workspace } }) => {
    const { recipientKey } = workspace;
    if (!input.anyway && recipientKey.isUsed()) {
      throw new ORPCError('CONFLICT', {
        message:
          'Messages to people were asked for already: under another key, each of them could be sent a second time.',
        data: { next: 'Set it all the same with --yes.' },
      });
    }
    await recipientKey.set(input.key);
    return { key: await recipientKey.show() };
  }),

  verify: os.system.verify.handler(async ({ context }) => {
    const workspace = context.workspace;
    // Due times that are still those of another calendar are no damage.
    await workspace.dueTimesSettled();
    return verifyStore(workspace.store);
  }),

  trim: os.system.trim.handler(({ input: { before, rehearse }, context: { workspaces, workspace } }) => {
    const now = workspaces.ports.clock.now();
    if (before > now) throw new BadInputError('before', 'a time that is over', new Date(before).toISOString());
    const { store } = workspace;
    if (rehearse) return { ...rehearseTrim(store, { before, now }), held: false };
    const trimmed = trimJournal(store, { before, now });
    for (const area of ['issues', 'actions', 'system'] as const) workspaces.changes.touch(area);
    return { ...trimmed, held: store.holdsErased() };
  }),

  backup: os.system.backup.handler(async ({ input, context, signal }) => {
    // Restored, it would be somebody's own history.
    if (context.workspaces.scenario() !== null) {
      throw new HostError(
        'The built-in sandbox is running, and what it shows is invented: no backup is made of it.',
        'Leave the sandbox in the console, or stop the console, and make the backup then.',
      );
    }
    if (existsSync(input.path)) throw new BadInputError(input.path, 'a file that does not exist yet', 'one that does');
    const { bytes } = await context.workspace.store.backup(input.path, signal ? { signal } : {});
    return { path: input.path, bytes };
  }),
};
