import { z } from 'zod';
import {
  type Person,
  personKinds,
  personSchema,
  type PersonKind,
  type PersonRow,
  writtenHere,
} from '#shared/model/person/person.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { eraseRecord, recordHistory, type RecordVersion, recordsOf, type Said, writeRecord } from './records.ts';
import type { Millis } from '#shared/lib/time.ts';

/** Which person: keys are one source's own. */
export type PersonId = { readonly source: string; readonly key: string };

const texts = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));
const rowSchema = z.object({
  source: z.string(),
  key: z.string(),
  kind: z.enum(personKinds),
  name: z.string(),
  email: z.string().nullable(),
  mobile: z.string().nullable(),
  roles: texts,
  language: z.string().nullable(),
  zone: z.string().nullable(),
  partners: texts,
  version: z.number().int(),
}) satisfies z.ZodType<PersonRow>;
const columns = Object.keys(rowSchema.shape).join(', ');

export function readPerson(db: ReadDb, { source, key }: PersonId): PersonRow | null {
  const row = prepare(db, `SELECT ${columns} FROM people WHERE source = ? AND key = ?`).get(source, key);
  return row === undefined ? null : rowSchema.parse(row);
}

export function allPeople(db: ReadDb): readonly PersonRow[] {
  return prepare(db, `SELECT ${columns} FROM people ORDER BY source, key`)
    .all()
    .map((row) => rowSchema.parse(row));
}

/** Those of a kind who have a role, and all of the kind that were written here: what was written may say that somebody has it not. */
export function peopleWith(db: ReadDb, kind: PersonKind, role: string): readonly PersonRow[] {
  return prepare(
    db,
    `SELECT ${columns} FROM people
     WHERE kind = ? AND (source = ? OR EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ?)) ORDER BY source, key`,
  )
    .all(kind, writtenHere, role)
    .map((row) => rowSchema.parse(row));
}

/** Everybody who has this address, however it is written; by source. */
export function peopleAt(db: ReadDb, email: string): readonly PersonRow[] {
  return prepare(db, `SELECT ${columns} FROM people WHERE lower(email) = lower(?) ORDER BY source, key`)
    .all(email.trim())
    .map((row) => rowSchema.parse(row));
}

/** Puts a person in the place of the one before. What is so already changes nothing. */
export function putPerson(db: WriteDb, id: PersonId, person: Person, said: Said): void {
  const version = writeRecord(db, 'person', recordKey(id), person, said);
  if (readPerson(db, id)?.version === version) return;
  prepare(
    db,
    `INSERT OR REPLACE INTO people (${columns}) VALUES
     (@source, @key, @kind, @name, @email, @mobile, @roles, @language, @zone, @partners, @version)`,
  ).run({
    ...id,
    ...person,
    roles: JSON.stringify(person.roles),
    partners: JSON.stringify(person.partners),
    version,
  });
}

/** Nobody has to be there. What the person was stays in its history. */
export function removePerson(db: WriteDb, id: PersonId, said: Said): void {
  prepare(db, 'DELETE FROM people WHERE source = ? AND key = ?').run(id.source, id.key);
  writeRecord(db, 'person', recordKey(id), null, said);
}

/** Of a connection that is no more. */
export function forgetPeople(db: WriteDb, source: string, said: Said): void {
  for (const { key } of allPeople(db).filter((person) => person.source === source)) {
    removePerson(db, { source, key }, said);
  }
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
