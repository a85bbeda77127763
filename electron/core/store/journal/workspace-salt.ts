import { z } from 'zod';
import { prepare, type ReadDb } from '../db.ts';

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
