import { z } from 'zod';
import { type Person, personSchema, type PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { personKinds, type PersonKind } from '#shared/model/person/role.ts';
import { integer, jsonOf, oneOf, orNull, text } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type Table, table } from '../table.ts';
import { eraseRecord, recordHistory, type RecordVersion, recordsOf, type Said, writeRecord } from './records.ts';
import type { Millis } from '#shared/lib/time.ts';

/** Which person: keys are one source's own. */
export type PersonId = { readonly source: string; readonly key: string };

const texts = jsonOf<readonly string[]>(z.array(z.string()));

/** Colleagues, contacts of partners, customers: as a connection brought them, or as they were written here. */
export const personTable = table('people', ['source', 'key'], {
  source: text,
  key: text,
  kind: oneOf(personKinds),
  name: text,
  email: orNull(text),
  mobile: orNull(text),
  roles: texts,
  language: orNull(text),
  zone: orNull(text),
  partners: texts,
  /** Of its record, from 1. */
  version: integer,
}) satisfies Table<PersonRow>;

const byId = personTable.query('FROM people WHERE source = ? AND key = ?');
const all = personTable.query('FROM people ORDER BY source, key');
const withRole = personTable.query(
  `FROM people WHERE kind = ? AND (source = ? OR EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ?))
   ORDER BY source, key`,
);
const atAddress = personTable.query('FROM people WHERE lower(email) = ? OR mobile = ? ORDER BY source, key');

export function readPerson(db: ReadDb, { source, key }: PersonId): PersonRow | null {
  return byId.first(db, source, key);
}

export function allPeople(db: ReadDb): readonly PersonRow[] {
  return all.all(db);
}

/** Those of a kind who have a role, and all of the kind that were written here: what was written may say that somebody has it not. */
export function peopleWith(db: ReadDb, kind: PersonKind, role: string): readonly PersonRow[] {
  return withRole.all(db, kind, writtenHere, role);
}

/** Everybody who has this address or number, as `addressOf` spells it; by source. */
export function peopleAt(db: ReadDb, address: string): readonly PersonRow[] {
  return atAddress.all(db, address, address);
}

/** Puts a person in the place of the one before. What is so already changes nothing. */
export function putPerson(db: WriteDb, id: PersonId, person: Person, said: Said): void {
  const version = writeRecord(db, 'person', recordKey(id), person, said);
  if (readPerson(db, id)?.version === version) return;
  personTable.replace(db, { ...id, ...person, version });
}

/** Takes away who was written here; nobody has to be there. What the person was stays in its history. */
export function removePerson(db: WriteDb, id: PersonId, said: Said): void {
  prepare(db, 'DELETE FROM people WHERE source = ? AND key = ?').run(id.source, id.key);
  writeRecord(db, 'person', recordKey(id), null, said);
}

/** Of a connection that is no more: they are gone with their history. */
export function forgetPeople(db: WriteDb, source: string): void {
  for (const person of allPeople(db)) if (person.source === source) erasePersonRow(db, person);
}

/** Everybody as it stood at a time. */
export function peopleAsOf(db: ReadDb, at: Millis): readonly PersonRow[] {
  return [...recordsOf(db, 'person', at)].map(([key, { version, value }]) => ({
    ...personOf(key),
    ...personSchema.parse(value),
    version,
  }));
}

/** Every version of a person, oldest first. */
export function personHistory(db: ReadDb, id: PersonId): readonly RecordVersion[] {
  return recordHistory(db, 'person', recordKey(id));
}

const everSchema = z.object({ key: z.string(), value: z.string() });

/** Each version of everybody who is or was there, by source and key. */
export function everSaidOfPeople(db: ReadDb): readonly { readonly id: PersonId; readonly person: Person }[] {
  return prepare(db, "SELECT key, value FROM records WHERE kind = 'person' AND value IS NOT NULL ORDER BY key, version")
    .all()
    .map((row) => {
      const { key, value } = everSchema.parse(row);
      return { id: personOf(key), person: personSchema.parse(JSON.parse(value)) };
    });
}

/** Takes a person away with the whole history. */
export function erasePersonRow(db: WriteDb, id: PersonId): void {
  prepare(db, 'DELETE FROM people WHERE source = ? AND key = ?').run(id.source, id.key);
  eraseRecord(db, 'person', recordKey(id));
}

/** Sources are connections' ids, which have no colon. */
function recordKey({ source, key }: PersonId): string {
  return `${source}:${key}`;
}

function personOf(text: string): PersonId {
  const colon = text.indexOf(':');
  return { source: text.slice(0, colon), key: text.slice(colon + 1) };
}
