import { createHmac, hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { erasedWords, plainName } from '#shared/model/event/personal.ts';
import type { ChainRow } from './chain.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** More texts than this are not remembered: a few MB. */
const most = 4_000;

type Memory = {
  readonly rollbacks: number;
  /** By id; names and comments that were read or written lately. */
  readonly texts: Map<string, string>;
  /** Ids of names, by person and name: a person who does a thousand things is kept once. */
  readonly names: Map<string, string>;
  /** Keyed hashes of names, by name as it was written: hashing one for each event was a fifth of assigning 10,000 issues. */
  readonly persons: Map<string, string>;
};
const byConnection = new WeakMap<object, Memory>();

function memoryOf(db: ReadDb): Memory {
  const known = byConnection.get(db.life);
  if (known !== undefined && known.rollbacks === db.life.rollbacks) {
    if (known.texts.size > most) known.texts.clear();
    if (known.names.size > most) known.names.clear();
    if (known.persons.size > most) known.persons.clear();
    return known;
  }
  const memory: Memory = { rollbacks: db.life.rollbacks, texts: new Map(), names: new Map(), persons: new Map() };
  byConnection.set(db.life, memory);
  return memory;
}

/** Whose texts are one person's: a keyed hash of the name or address, however it is written, hex. */
export function personKey(db: ReadDb, name: string): string {
  const { persons } = memoryOf(db);
  const known = persons.get(name);
  if (known !== undefined) return known;
  const person = createHmac('sha256', workspaceSalt(db)).update(plainName(name)).digest('hex');
  persons.set(name, person);
  return person;
}

/** The id of a text: nothing of person or text can be changed without changing it, and without the salt it says nothing. */
export function personalId(salt: Uint8Array, person: string, text: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(`${person}\n${text}`)]), 'base64url');
}

/**
 * Keeps a text apart from the journal, where it can be erased. Gives the id that stands for it there. `who` = it says who
 * somebody is, and is kept once.
 */
export function keepPersonal(db: WriteDb, name: string, text: string, who = text === name): string {
  const person = personKey(db, name);
  if (!who) return insert(db, person, text);
  const memory = memoryOf(db);
  const key = `${person} ${text}`;
  const known = memory.names.get(key) ?? find(db, person, text);
  const id = known ?? insert(db, person, text);
  memory.names.set(key, id);
  return id;
}

function insert(db: WriteDb, person: string, text: string): string {
  const salt = randomBytes(16);
  const id = personalId(salt, person, text);
  prepare(db, 'INSERT INTO personal (id, person, salt, text) VALUES (?, ?, ?, ?)').run(id, person, salt, text);
  memoryOf(db).texts.set(id, text);
  return id;
}

const idSchema = z.object({ id: z.string() });
const textSchema = z.object({ text: z.string().nullable() });

function find(db: ReadDb, person: string, text: string): string | undefined {
  const row = prepare(db, 'SELECT id FROM personal WHERE person = ? AND text = ?').get(person, text);
  return row === undefined ? undefined : idSchema.parse(row).id;
}

/** The text behind an id; `erasedWords` where it was erased. */
export function personalText(db: ReadDb, id: string): string {
  const { texts } = memoryOf(db);
  const known = texts.get(id);
  if (known !== undefined) return known;
  const row = prepare(db, 'SELECT text FROM personal WHERE id = ?').get(id);
  const text = (row === undefined ? null : textSchema.parse(row).text) ?? erasedWords;
  texts.set(id, text);
  return text;
}

/** Erases every text of a person: salts and texts are gone, the ids stay. Gives those of `all` that was ever erased of them, and how many `now`. */
export function erasePersonal(db: WriteDb, person: string): { readonly all: readonly string[]; readonly now: number } {
  const { changes: now } = prepare(
    db,
    'UPDATE personal SET salt = NULL, text = NULL WHERE person = ? AND text IS NOT NULL',
  ).run(person);
  // What is remembered of events and names is void.
  db.life.rollbacks++;
  const all = prepare(db, 'SELECT id FROM personal WHERE person = ?')
    .all(person)
    .map((row) => idSchema.parse(row).id);
  return { all, now };
}

/** What the journal says of an erasure, so that no text can vanish unseen. */
export function digestOfIds(ids: Iterable<string>): string {
  return hash('sha256', [...ids].toSorted().join('\n'), 'hex');
}

const fieldsSchema = z.record(z.string(), z.unknown()).catch({});

/** The ids that a row of the journal holds in the place of texts. */
export function personalIds({
  actor,
  payload,
  personal,
}: Pick<ChainRow, 'actor' | 'payload' | 'personal'>): readonly string[] {
  if (personal === null) return [];
  const fields = fieldsSchema.parse(JSON.parse(payload));
  const ids = personal.split(',').map((at) => (at === 'actor' ? actor : fields[at]));
  return ids.filter((id) => typeof id === 'string');
}

const rowSchema = z.object({ salt: z.instanceof(Uint8Array) });
const known = new WeakMap<object, Uint8Array>();

/**
 * 32 random bytes that only this workspace has, made with its database. A keyed hash under them tells two equal names or
 * addresses as equal here and nowhere else, and can't be guessed from a list of names.
 */
export function workspaceSalt(db: ReadDb): Uint8Array {
  const remembered = known.get(db.life);
  if (remembered !== undefined) return remembered;
  const { salt } = rowSchema.parse(prepare(db, 'SELECT salt FROM workspace').get());
  known.set(db.life, salt);
  return salt;
}
