import { type Capability, isCapability } from '#shared/model/action/capability.ts';
import { type AbleTo, actionsOf, type OpenConnection } from '../connections/source.ts';
import type { Wanted } from '../outbox/requests/drafts.ts';
import { NotConnectedError, NotFoundError } from '../failure.ts';
import { toSubject } from '../reading/report.ts';
import { subjectReader } from '../reading/subject.ts';
import type { ReadDb } from '../store/db.ts';
import type { Workspace } from '../workspace.ts';

/** The connection that can do an action, and how. */
export type FoundAction = AbleTo & {
  readonly connection: string;
  /** What the connection is called. */
  readonly where: string;
  readonly connector: string;
};

/**
 * Finds `desk-2.escalate`, or what can do a capability such as `case.create`. The name of a connector stands for its connection
 * where it has a single one. Throws `NotFoundError` that names the actions there are, or `NotConnectedError`.
 */
export function findAction(workspace: Workspace, wanted: string): FoundAction {
  if (isCapability(wanted)) return findCapable(workspace, wanted);
  const { connections, connectors } = workspace;
  const dot = wanted.indexOf('.');
  const [owner, id] = [wanted.slice(0, dot), wanted.slice(dot + 1)];
  const all = connections.all();
  const exact = all.filter((open) => open.id === owner);
  const meant = exact.length > 0 ? exact : all.filter(({ manifest }) => manifest.id === owner);
  const [open] = meant;
  if (open !== undefined && meant.length === 1) {
    const found = actionsOf(open).find(({ manifest }) => manifest.id === id);
    if (found !== undefined) return foundIn(open, found);
  }
  const known = connectors.find(({ manifest }) => manifest.id === owner)?.manifest;
  const others = all.map((one) => one.id);
  if (meant.length === 0 && known?.actions.some((action) => action.id === id) === true) {
    throw new NotConnectedError({ connection: owner, connector: owner, name: known.name }, others);
  }
  const names = all.flatMap((one) => actionsOf(one).map(({ name }) => name));
  throw new NotFoundError('action', wanted, names.length === 0 ? undefined : `There are ${names.join(', ')}.`);
}

/** The first connection that can do it, whichever system that is. */
function findCapable({ connections, connectors }: Workspace, capability: Capability): FoundAction {
  const isMeant = ({ manifest }: Pick<AbleTo, 'manifest'>) => manifest.capability === capability;
  for (const open of connections.all()) {
    const found = actionsOf(open).find(isMeant);
    if (found !== undefined) return foundIn(open, found);
  }
  const known = connectors.find(({ manifest }) =>
    manifest.actions.some((one) => one.capability === capability),
  )?.manifest;
  if (known === undefined) throw new NotFoundError('action', capability);
  throw new NotConnectedError(
    { connection: known.id, connector: known.id, name: known.name },
    connections.all().map((one) => one.id),
  );
}

function foundIn({ id, name, manifest }: OpenConnection, found: AbleTo): FoundAction {
  return { ...found, connection: id, where: name, connector: manifest.id };
}

/** An issue as an action may speak of it, and which episode it is now. Throws `NotFoundError`. */
export function subjectsOf(db: ReadDb): (issueId: string) => Wanted {
  const read = subjectReader(db);
  return (issueId) => {
    const found = read(issueId);
    if (found === null) throw new NotFoundError('issue', issueId);
    return { subject: toSubject(found), episode: found.episode, endedKeys: found.endedKeys };
  };
}
