import { ORPCError } from '@orpc/server';
import { plainName } from '#shared/model/event/personal.ts';
import { personSchema } from '#shared/model/person/person.ts';
import { givenRoles, isGivenRole } from '#shared/model/person/role.ts';
import { expectedRole } from '../contacts/check-person.ts';
import { findPeople } from '../contacts/find-people.ts';
import { listPeople } from '../contacts/list-people.ts';
import { changePerson, forgetPerson, PersonConflict, savePerson } from '../contacts/write-people.ts';
import { actionsOf } from '../connections/source.ts';
import { BadInputError, NotFoundError } from '../failure.ts';
import { findAction } from '../outbox/requests/find-action.ts';
import { liftOptOut } from '../outbox/requests/opt-outs.ts';
import { addressesOf } from '../outbox/requests/recipients.ts';
import { erasePerson, rehearseErasure } from '../projection/erase-person.ts';
import { personHistory, readPerson } from '../store/tables/people.ts';
import { type Given, os } from './implement.ts';
import type { WriteDb } from '../store/db.ts';
import type { Said } from '../store/tables/records.ts';

/** Writes, tells the screens, and puts a conflict into the contract's words. */
function write<T>({ workspaces, workspace }: Given, what: (db: WriteDb, said: Said) => T): T {
  const said = { by: workspaces.desk.acting().actor, at: workspaces.ports.clock.now() };
  try {
    const answer = workspace.store.write((db) => what(db, said), { durable: true });
    workspaces.changes.touch('people');
    return answer;
  } catch (error) {
    if (!(error instanceof PersonConflict)) throw error;
    throw new ORPCError('CONFLICT', {
      message: error.message,
      data: { now: error.now, next: 'Read the person again, and save what you meant.' },
    });
  }
}

export const people = {
  list: os.people.list.handler(({ input: { offset, limit, ...wanted }, context }) => {
    const found = context.workspace.store.read((db) => listPeople(db, wanted));
    return { total: found.length, people: found.slice(offset, offset + limit) };
  }),

  get: os.people.get.handler(({ input, context }) => {
    const person = context.workspace.store.read((db) => readPerson(db, input));
    if (person === null) throw new NotFoundError('person', input.key);
    return person;
  }),

  find: os.people.find.handler(({ input: { kind, role, partner }, context }) => {
    if (!isGivenRole(kind, role)) throw new BadInputError('role', expectedRole(kind, role, givenRoles(kind)), role);
    return { people: context.workspace.store.read((db) => findPeople(db, { kind, role, partner })) };
  }),

  save: os.people.save.handler(({ input: { key, version, person }, context }) =>
    write(context, (db, said) => savePerson(db, key === null ? null : { key, version }, person, said)),
  ),

  change: os.people.change.handler(({ input: { change, ...read }, context }) =>
    write(context, (db, said) => changePerson(db, read, change, said)),
  ),

  remove: os.people.remove.handler(({ input, context }) => ({
    removed: write(context, (db, said) => forgetPerson(db, input, said)),
  })),

  erase: os.people.erase.handler(({ input: { who: name, rehearse }, context: { workspaces, workspace } }) => {
    if (name.trim() === '') throw new BadInputError('who', 'a name or an address', 'nothing');
    const { ports, desk, changes } = workspaces;
    const me = desk.me();
    const { device: _device, ...doing } = desk.acting();
    const asked = { name, by: doing, now: ports.clock.now() };
    const { issueIds, ...erased } = (rehearse ? rehearseErasure : erasePerson)(workspace.store, asked);
    if (!rehearse) {
      const names = new Set(erased.names.map(plainName));
      if (me !== null && names.has(plainName(me.email))) desk.setMe(null);
      workspace.issuesChanged(issueIds);
      for (const area of ['people', 'actions', 'system'] as const) changes.touch(area);
    }
    return { ...erased, issues: issueIds.length, held: workspace.store.holdsErased() };
  }),

  optIn: os.people.optIn.handler(async ({ input: { who, capability }, context: { workspaces, workspace } }) => {
    const { store, connections, recipientKey } = workspace;
    await recipientKey.ready();
    const able = connections.all().flatMap((open) => actionsOf(open));
    const steps = able.flatMap(({ name, manifest }) =>
      manifest.capability === capability ? findAction(workspace, name).step : [],
    );
    const { name, addresses } = store.read((db) => addressesOf(db, who.trim()));
    const lifted = store.write(
      (db) =>
        addresses.map((address) => {
          const unwanted = { capability, steps, recipient: recipientKey.partOf(address) };
          return liftOptOut(db, unwanted, { name, address }, workspace.acting());
        }),
      { durable: true },
    );
    workspaces.changes.touch('people');
    return { name, lifted: lifted.reduce((sum, one) => sum + one, 0) };
  }),

  history: os.people.history.handler(({ input, context }) => {
    const versions = context.workspace.store.read((db) => personHistory(db, input));
    if (versions.length === 0) throw new NotFoundError('person', input.key);
    return {
      versions: versions.map(({ value, ...version }) => ({
        ...version,
        person: value === undefined ? null : personSchema.parse(value),
      })),
    };
  }),
};
