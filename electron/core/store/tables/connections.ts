import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** `sign-in` and `set-up` last until a person does something, `quota` until a time. */
export const pauseKinds = ['sign-in', 'set-up', 'quota'] as const;
export type PauseKind = (typeof pauseKinds)[number];

export type Pause = { readonly kind: PauseKind; readonly until: Millis | null; readonly reason: string };

/** A connection as stored: no secrets. */
export type ConnectionRow = {
  /** The connector's id for its first connection; for more `crm-2`, or what a person chose. Never changes. */
  readonly id: string;
  readonly connector: string;
  /** For people; they may change it. */
  readonly name: string;
  /** Only what was set; defaults are filled in when it is opened. */
  readonly settings: Readonly<Record<string, string>>;
  readonly sandbox: boolean;
  readonly signedIn: boolean;
  readonly pause: Pause | null;
  readonly lastError: string | null;
};

const rowSchema = z
  .object({
    id: z.string(),
    connector: z.string(),
    name: z.string(),
    settings: z.string(),
    sandbox: z.number().int(),
    signed_in: z.number().int(),
    pause_kind: z.enum(pauseKinds).nullable(),
    paused_until: z.number().int().nullable(),
    pause_reason: z.string().nullable(),
    last_error: z.string().nullable(),
  })
  .transform(
    (row): ConnectionRow => ({
      id: row.id,
      connector: row.connector,
      name: row.name,
      settings: z.record(z.string(), z.string()).parse(JSON.parse(row.settings)),
      sandbox: row.sandbox === 1,
      signedIn: row.signed_in === 1,
      pause:
        row.pause_kind === null
          ? null
          : { kind: row.pause_kind, until: row.paused_until, reason: row.pause_reason ?? '' },
      lastError: row.last_error,
    }),
  );

export function findConnection(db: ReadDb, id: string): ConnectionRow | null {
  const row = prepare(db, 'SELECT * FROM connections WHERE id = ?').get(id);
  return row === undefined ? null : rowSchema.parse(row);
}

export function allConnections(db: ReadDb): ConnectionRow[] {
  return prepare(db, 'SELECT * FROM connections ORDER BY id')
    .all()
    .map((row) => rowSchema.parse(row));
}

/** Inserts or replaces. */
export function putConnection(db: WriteDb, row: ConnectionRow): void {
  prepare(
    db,
    `INSERT OR REPLACE INTO connections
       (id, connector, name, settings, sandbox, signed_in, pause_kind, paused_until, pause_reason, last_error)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.id,
    row.connector,
    row.name,
    JSON.stringify(row.settings),
    row.sandbox ? 1 : 0,
    row.signedIn ? 1 : 0,
    row.pause?.kind ?? null,
    row.pause?.until ?? null,
    row.pause?.reason ?? null,
    row.lastError,
  );
}

export function deleteConnection(db: WriteDb, id: string): void {
  prepare(db, 'DELETE FROM connections WHERE id = ?').run(id);
}
