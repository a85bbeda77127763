import type { ActionHandler, ActionManifest, ActionSubject } from '../connectors/connector.ts';
import { NotConnectedError, NotFoundError } from '../failure.ts';
import { toSubject } from '../reading/report.ts';
import { subjectReader } from '../reading/subject.ts';
import type { ReadDb } from '../store/db.ts';
import type { Workspace } from '../workspace.ts';

/** The connector that can do an action (`salesforce.escalate`), and how. */
export function findHandler(
  workspace: Workspace,
  action: string,
): { readonly connector: string; readonly manifest: ActionManifest; readonly handler: ActionHandler } {
  const [connector = '', id = ''] = action.split('.');
  const known = workspace.connectors.find(({ manifest }) => manifest.id === connector);
  const manifest = known?.manifest.actions.find((item) => item.id === id);
  if (!known || !manifest) throw new NotFoundError('action', action);
  const handler = workspace.connections.open(connector)?.connection.actions[id];
  if (!handler) throw new NotConnectedError(connector, known.manifest.name);
  return { connector, manifest, handler };
}

/** An issue as an action may speak of it, and which occurrence it is now. Throws `NotFoundError`. */
export function subjectsOf(db: ReadDb): (issueId: string) => {
  readonly subject: ActionSubject;
  readonly generation: number;
  readonly endedKeys: ReadonlySet<string>;
} {
  const read = subjectReader(db);
  return (issueId) => {
    const found = read(issueId);
    if (found === null) throw new NotFoundError('issue', issueId);
    return { subject: toSubject(found), generation: found.generation, endedKeys: found.endedKeys };
  };
}
