import { type AbleTo, actionsOf } from '../connections/source.ts';
import type { Wanted } from '../outbox/drafts.ts';
import { NotConnectedError, NotFoundError } from '../failure.ts';
import { toSubject } from '../reading/report.ts';
import { subjectReader } from '../reading/subject.ts';
import type { ReadDb } from '../store/db.ts';
import type { Workspace } from '../workspace.ts';

/** The connection that can do an action, and how. */
export type FoundAction = AbleTo & { readonly connection: string; readonly connector: string };

/**
 * Finds `salesforce-2.escalate`. The name of a connector stands for its connection where it has a single one. Throws
 * `NotFoundError` that names the actions there are, or `NotConnectedError`.
 */
export function findAction({ connections, connectors }: Workspace, wanted: string): FoundAction {
  const dot = wanted.indexOf('.');
  const [owner, id] = [wanted.slice(0, dot), wanted.slice(dot + 1)];
  const all = connections.all();
  const exact = all.filter((open) => open.id === owner);
  const meant = exact.length > 0 ? exact : all.filter(({ manifest }) => manifest.id === owner);
  const [open] = meant;
  if (open !== undefined && meant.length === 1) {
    const found = actionsOf(open).find(({ manifest }) => manifest.id === id);
    if (found !== undefined) return { ...found, connection: open.id, connector: open.manifest.id };
  }
  const known = connectors.find(({ manifest }) => manifest.id === owner)?.manifest;
  const others = all.map((one) => one.id);
  if (meant.length === 0 && known?.actions.some((action) => action.id === id) === true) {
    throw new NotConnectedError({ connection: owner, connector: owner, name: known.name }, others);
  }
  const names = all.flatMap((one) => actionsOf(one).map(({ name }) => name));
  throw new NotFoundError('action', wanted, names.length === 0 ? undefined : `There are ${names.join(', ')}.`);
}

/** An issue as an action may speak of it, and which occurrence it is now. Throws `NotFoundError`. */
export function subjectsOf(db: ReadDb): (issueId: string) => Wanted {
  const read = subjectReader(db);
  return (issueId) => {
    const found = read(issueId);
    if (found === null) throw new NotFoundError('issue', issueId);
    return { subject: toSubject(found), generation: found.generation, endedKeys: found.endedKeys };
  };
}
