import { whatThereIs } from '#shared/lib/sentence.ts';
import { bindingField } from '#shared/model/setting-changes.ts';
import { type Capability, isCapability } from '#shared/model/action/capability.ts';
import { boundTo } from '../../connections/bindings.ts';
import { type AbleTo, actionsOf, type OpenConnection, type ConnectionSource } from '../../connections/source.ts';
import { draftOf, type Effect, identify, type Wanted } from './effects.ts';
import { stepOf } from './idempotency-key.ts';
import type { RecipientKey } from './recipient-key.ts';
import { NotChosenError, nothingConnected, NotConnectedError, NotFoundError } from '../../failure.ts';
import { wholeOf } from '../../incidents/incident-of.ts';
import { aboutIssue, inFullReader } from '../../reading/issue-report.ts';
import type { ReadDb } from '../../store/db.ts';
import type { Store } from '../../store/open.ts';
import type { ActionEdits } from '../../connectors/action.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { NewAction } from './request.ts';

/** The connection that can do an action, and how. */
export type FoundAction = AbleTo & {
  readonly connection: string;
  /** What the connection is called. */
  readonly where: string;
  readonly connector: string;
  /** What is done, and where, the same on every desk: see `stepOf`. */
  readonly step: string;
} & Pick<ActionsAtHand, 'recipientKey'>;

/** Where actions are looked for. */
export type ActionsAtHand = {
  readonly connections: Pick<ConnectionSource, 'all'>;
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'read'>;
  readonly recipientKey: Pick<RecipientKey, 'partOf'>;
  /** What people call a connection. */
  readonly connectionName: (connection: string, connector?: string) => string;
};

/**
 * Finds `desk-2.escalate`, or what can do a capability such as `case.create`. The name of a connector stands for its connection
 * where it has a single one. Throws `NotFoundError` that names the actions there are, `NotConnectedError`, or, where
 * several could and nobody has said which, `NotChosenError`.
 */
export function findAction(atHand: ActionsAtHand, wanted: string): FoundAction {
  if (isCapability(wanted)) return findCapable(atHand, wanted);
  const { connections, connectors } = atHand;
  const dot = wanted.indexOf('.');
  const [owner, id] = [wanted.slice(0, dot), wanted.slice(dot + 1)];
  const all = connections.all();
  const exact = all.filter((open) => open.id === owner);
  const meant = exact.length > 0 ? exact : all.filter(({ manifest }) => manifest.id === owner);
  const [open] = meant;
  if (open !== undefined && meant.length === 1) {
    const found = actionsOf(open).find(({ manifest }) => manifest.id === id);
    if (found !== undefined) return foundIn(open, found, atHand);
  }
  const known = connectors.find(({ manifest }) => manifest.id === owner)?.manifest;
  const others = all.map((one) => one.id);
  if (meant.length === 0 && known?.actions.some((action) => action.id === id) === true) {
    throw new NotConnectedError({ connection: owner, connector: owner, name: known.name }, others);
  }
  const names = all.flatMap((one) => actionsOf(one).map(({ name }) => name));
  throw new NotFoundError('action', wanted, whatThereIs(names, nothingConnected));
}

/** The connection that it is bound to, or the only one that can do it. Throws where there are several, and nobody has said which. */
function findCapable(atHand: ActionsAtHand, capability: Capability): FoundAction {
  const { store, connections, connectors } = atHand;
  const able = connections.all().flatMap((open) => {
    const found = actionsOf(open).find(({ manifest }) => manifest.capability === capability);
    return found === undefined ? [] : [foundIn(open, found, atHand)];
  });
  const bound = store.read((db) => boundTo(db, capability));
  const [only, ...others] = bound === null ? able : able.filter(({ connection }) => connection === bound);
  if (only !== undefined && others.length === 0) return only;
  const choices = able.map(({ connection }) => connection).join(', ');
  const set = `gridline settings --set ${bindingField(capability)}=CONNECTION`;
  if (bound !== null) {
    const there = able.length === 0 ? 'No connection can do it now.' : `It can be done through ${choices}.`;
    throw new NotFoundError(
      'action',
      `${bound}.${capability}`,
      `${capability} is bound to ${bound}, which is not connected or can’t do it. ${there} Connect it, or bind ${capability} to another one in Settings, or with ${set}.`,
    );
  }
  if (only !== undefined) {
    throw new NotChosenError(capability, bindingField(capability), able);
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

function foundIn(
  { id, name, realm, manifest }: OpenConnection,
  found: AbleTo,
  { connections, recipientKey }: ActionsAtHand,
): FoundAction {
  // Where settings alone do not tell two far sides of this desk apart, the names that people gave them have to.
  const isAmbiguous = id !== manifest.id && connections.all().some((other) => other.id !== id && other.realm === realm);
  const step = stepOf(`${manifest.id}.${found.manifest.id}`, isAmbiguous ? `${realm} ${id}` : realm);
  return { ...found, connection: id, where: name, connector: manifest.id, step, recipientKey };
}

/** An issue as an action may speak of it, and which episode it is now. Throws `NotFoundError`. */
function wantedReader(
  db: ReadDb,
  { connectionName }: Pick<ActionsAtHand, 'connectionName'>,
): (issueId: string) => Wanted {
  const read = inFullReader(db, connectionName);
  return (issueId) => {
    const found = read(issueId);
    if (found === null) throw new NotFoundError('issue', issueId);
    const { incident, episode, mark, earlierMarks, sets, endedKeys, standingKeys } = found;
    return { ...aboutIssue(found), incident, episode, mark, earlierMarks, sets, endedKeys, standingKeys };
  };
}

/**
 * The issues that an action is asked for, each once; with `whole`, the others of their incidents that are not resolved as well.
 * Throws `NotFoundError`.
 */
export function readWanted(
  db: ReadDb,
  { connectionName }: Pick<ActionsAtHand, 'connectionName'>,
  { issueIds, whole }: { readonly issueIds: readonly string[]; readonly whole: boolean },
): readonly Wanted[] {
  const wantedOf = wantedReader(db, { connectionName });
  // Two ids may have come to mean one issue since they were chosen.
  const chosen = new Map(issueIds.map(wantedOf).map((one) => [one.issue.id, one]));
  if (whole) for (const id of wholeOf(db, [...chosen.keys()])) if (!chosen.has(id)) chosen.set(id, wantedOf(id));
  return [...chosen.values()];
}

/** One effect, as the outbox takes it: of those that `splitAsked` has left, which go to nobody that has opted out. */
export function newAction(
  { name, connector, connection, step, manifest, handler, deliveryClass, recipientKey }: FoundAction,
  effect: Effect,
  { edits, purpose }: { readonly edits: ActionEdits; readonly purpose: string },
): NewAction {
  const { capability, countsAs, did, noun } = manifest;
  const { to } = effect;
  return {
    ...identify(effect, recipientKey),
    draft: draftOf(effect, handler, edits),
    to: to && { person: to.person, name: to.recipient.name, address: to.recipient.address },
    connector,
    connection,
    action: name,
    step,
    meaning: { capability, countsAs, did, noun },
    deliveryClass,
    purpose,
    willing: true,
    approval: manifest.needs?.approval ?? null,
  };
}
