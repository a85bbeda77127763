import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { flag, groupOrNull, integer, jsonOf, oneOf, orNull, text } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

/** `sign-in` and `set-up` last until a person does something, `quota` until a time. */
export const pauseKinds = ['sign-in', 'set-up', 'quota'] as const;
export type PauseKind = (typeof pauseKinds)[number];

export type Pause = { readonly kind: PauseKind; readonly until: Millis | null; readonly reason: string };

/** A connection as stored: no secrets. */
export const connectionTable = table('connections', ['id'], {
  /** The connector's id for its first connection; for more `crm-2`, or what a person chose. Never changes. */
  id: text,
  connector: text,
  /** For people; they may change it. */
  name: text,
  /** Only what was set; defaults are filled in when it is opened. */
  settings: jsonOf<Readonly<Record<string, string>>>(z.record(z.string(), z.string())),
  sandbox: flag,
  signedIn: flag,
  pause: groupOrNull<Pause>({ kind: oneOf(pauseKinds), until: orNull(integer), reason: text }),
  lastError: orNull(text),
});
export type ConnectionRow = RowOfTable<typeof connectionTable>;

const byId = connectionTable.query('FROM connections WHERE id = ?');
const all = connectionTable.query('FROM connections ORDER BY id');

export function findConnection(db: ReadDb, id: string): ConnectionRow | null {
  return byId.first(db, id);
}

export function allConnections(db: ReadDb): ConnectionRow[] {
  return all.all(db);
}

export function deleteConnection(db: WriteDb, id: string): void {
  prepare(db, 'DELETE FROM connections WHERE id = ?').run(id);
}
