import { accessSync, constants } from 'node:fs';
import type { z } from 'zod';
import type { doctorCheckSchema } from '#shared/contract/system.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import { bindingField } from '#shared/model/setting-changes.ts';
import { actionsOf } from '../connections/source.ts';
import { feedInWords } from '../feeds/words.ts';
import { plainMessage } from '#shared/lib/misfit.ts';
import { sentence } from '#shared/lib/sentence.ts';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import { damagedError } from '../store/error.ts';
import type { Store } from '../store/open.ts';
import { isOpenToOthers } from '../store/private-file.ts';
import { wayInWords, waysOut } from './ways-out.ts';
import { readPart } from '../store/tables/records.ts';
import { HostError } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import type { Workspaces } from '../workspaces.ts';

type Reported = z.infer<typeof doctorCheckSchema>;
type Check = Omit<Reported, 'connection'>;

/** Looks at everything that must be right, and says for each what was found and what to do. */
export async function runDoctor(
  workspaces: Workspaces,
  signal: AbortSignal,
): Promise<{ ok: boolean; checks: Reported[] }> {
  const workspace = workspaces.current();
  const { ports } = workspaces;
  const checks: Check[] = [
    {
      name: 'Runtime',
      ok: true,
      message: `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
      next: null,
    },
    folderCheck(ports.dataFolder),
    databaseCheck(workspace.store),
    await vaultCheck(workspaces),
    ...(await networkChecks(workspaces)),
  ];
  const ofConnections: Reported[] = [];
  for (const state of await workspace.connections.list()) {
    const found = await checksOf(state, workspace, signal);
    ofConnections.push(...found.map((check) => ({ ...check, connection: state.connection })));
  }
  const lacksAddresses =
    workspace.connections.all().length > 0 && workspace.store.read((db) => readPart(db, 'ownAddresses')).length === 0;
  const ofNone = (check: Check): Reported => ({ ...check, connection: null });
  const all = [
    ...checks.map(ofNone),
    ...ofConnections,
    ...brokenBindings(workspace).map(ofNone),
    ...runnerElsewhere(workspace).map(ofNone),
    ...(lacksAddresses ? [ofNone(noOwnAddresses)] : []),
  ];
  return { ok: all.every(({ ok }) => ok), checks: all };
}

/** What a test of the connection finds, what still stands after it, and how its feeds are. */
async function checksOf(
  connection: ConnectionState,
  { connections, clock }: Workspace,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  if (connection.status === 'not connected') {
    return [{ name: connection.name, ok: true, message: 'Not connected.', next: null }];
  }
  const result = await connections.test(connection.connection, signal);
  const tested = result.checks.map((check) => ({ ...check, name: `${connection.name}: ${check.name}` }));
  // As they are after the test, which may have ended a pause.
  const after = (await connections.list()).find((one) => one.connection === connection.connection);
  if (after === undefined) return tested;
  const feeds = after.feeds.map((feed) => {
    const bad = feed.held !== null || feed.health === 'stale';
    return {
      name: `${connection.name}: feed ${feed.name}`,
      ok: !bad,
      message: feedInWords(feed, clock.now()),
      next: bad ? `Poll it again: gridline poll ${feed.id}` : null,
    };
  });
  return [...tested, ...pauseEnded(connection, after), ...troubleOf(after), ...feeds];
}

/** Where another one acts by itself, who that is. */
function runnerElsewhere({ runner }: Workspace): readonly Check[] {
  const standing = runner.mayAct();
  return standing.may ? [] : [{ name: 'Acting by itself', ok: true, message: standing.reason, next: null }];
}

/** What is bound to a connection that is no more, or can't do it: asked for by its name, it is refused. */
function brokenBindings({ store, connections }: Workspace): readonly Check[] {
  return store
    .read((db) => readPart(db, 'bindings'))
    .flatMap(({ capability, connection }) => {
      const open = connections.open(connection);
      if (open !== null && actionsOf(open).some(({ manifest }) => manifest.capability === capability)) return [];
      const message = `${capability} is bound to ${connection}, which ${open === null ? 'is not connected' : 'can’t do it'}.`;
      const next = `Choose another one in Settings, or with gridline settings --set ${bindingField(capability)}=CONNECTION`;
      return [{ name: `Binding of ${capability}`, ok: false, message, next }];
    });
}

const noOwnAddresses: Check = {
  name: 'Your EDI addresses',
  ok: true,
  message: 'None are set, so what you sent can’t always be told from what you received.',
  next: 'Set them in Settings, or with gridline settings --set ownAddresses=ZZ:ACME,01:147678796',
};

/** A pause that the test has ended: what had stopped it may show again with the next thing that is sent. */
function pauseEnded(before: ConnectionState, after: ConnectionState): readonly Check[] {
  if (before.pause === null || after.pause !== null) return [];
  const message = `It was paused. ${sentence(before.pause.reason)} The test works, so what waits is tried again now.`;
  return [{ name: `${before.name}: pause`, ok: true, message, next: null }];
}

/** What still stands after the test: a pause with its reason and its end, or a connection that could not be opened. */
function troubleOf(connection: ConnectionState): readonly Check[] {
  const { name, pause, status, statusText, feeds } = connection;
  if (pause !== null) return [{ name: `${name}: paused`, ok: false, message: pause.reason, next: pause.ends }];
  // A feed in trouble has a line of its own.
  if (status !== 'failing' || feeds.some(({ health }) => health === 'failing')) return [];
  return [
    { name: `${name}: connection`, ok: false, message: statusText, next: `Check its settings and connect it again.` },
  ];
}

function folderCheck(folder: string): Check {
  const name = 'Data folder';
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const words = systemErrorWords(error);
    return { name, ok: false, message: words?.message ?? `${folder} can't be used.`, next: words?.next ?? null };
  }
  const usable = `${folder} is readable and writable.`;
  if (!isOpenToOthers(folder)) return { name, ok: true, message: usable, next: null };
  return {
    name,
    ok: true,
    message: `${usable} Other users of this computer can look into it; the files of Gridline’s own are closed to them.`,
    next: `To close the folder too: chmod 700 "${folder}"`,
  };
}

function databaseCheck(store: Store): Check {
  const name = 'Database';
  if (store.isSound()) return { name, ok: true, message: `${store.path} is whole.`, next: null };
  const { message, next } = damagedError(store.path, 'in places');
  return { name, ok: false, message, next };
}

/** What stands between this computer and the outside: proxies, and whom it trusts. */
async function networkChecks(workspaces: Workspaces): Promise<Check[]> {
  const { network } = workspaces.ports;
  if (network === undefined) return [];
  const { bundled, system, extra, troubles } = network.trust();
  const added = extra === 0 ? '' : `, ${extra} of NODE_EXTRA_CA_CERTS`;
  const certificates =
    system === null
      ? `${bundled} authorities are trusted${added}. The store of this computer could not be read.`
      : `${bundled} authorities are trusted, and ${system} of this computer’s own store${added}.`;
  const next = 'Name the file of your company’s authority in NODE_EXTRA_CA_CERTS if it is needed.';
  return [
    { name: 'Certificates', ok: true, message: certificates, next: system === null ? next : null },
    ...troubles.map(({ variable, message, next }) => ({
      name: `Certificates of ${variable}`,
      ok: false,
      message,
      next,
    })),
    ...(await waysOut(workspaces)).map((way) => ({
      name: `${way.connection}: Proxy`,
      ok: way.error === null,
      message: wayInWords(way),
      next: way.next,
    })),
  ];
}

async function vaultCheck({ ports }: Workspaces): Promise<Check> {
  const name = 'doctor.check';
  try {
    await ports.vault.set(name, 'here');
    const back = await ports.vault.get(name);
    await ports.vault.delete(name);
    if (back === 'here') return { name: 'Vault', ok: true, message: ports.vault.statement, next: null };
    return {
      name: 'Vault',
      ok: false,
      message: 'The vault gave back something other than was put in.',
      next: 'Enter the secrets again.',
    };
  } catch (error) {
    return {
      name: 'Vault',
      ok: false,
      message: plainMessage(error),
      next:
        error instanceof HostError && error.next !== null ? error.next : 'Without the vault no connection can sign in.',
    };
  }
}
