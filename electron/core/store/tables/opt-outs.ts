import type { Millis } from '#shared/lib/time.ts';
import type { Capability } from '#shared/model/action/capability.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { integer, oneOf, orNull, text, withDefault } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

/** That somebody wants no more of what was sent, by the key of what they said it of. Times in milliseconds. */
export const optOutTable = table('opt_outs', ['key'], {
  key: text,
  capability: oneOf(capabilityNames),
  /** As `recipientPart` gives it; empty text where another desk had asked for it. */
  recipient: text,
  saidAt: integer,
  /** When somebody here said that they may be written to again; null = they may not. */
  liftedAt: withDefault(orNull(integer), null),
});
export type OptOut = RowOfTable<typeof optOutTable>;

const standing = optOutTable.query(
  "FROM opt_outs WHERE capability = ? AND recipient IN (?, '') AND lifted_at IS NULL ORDER BY said_at",
);

/** Those that were not lifted: of this recipient, and those of whom only the key is known. */
export function standingOptOuts(db: ReadDb, capability: Capability, recipient: string): readonly OptOut[] {
  return standing.all(db, capability, recipient);
}

/** Told twice it is one; said again after it was lifted, it stands again. */
export function noteOptOut(db: WriteDb, { key, capability, recipient, saidAt }: Omit<OptOut, 'liftedAt'>): void {
  prepare(
    db,
    `INSERT INTO opt_outs (key, capability, recipient, said_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET said_at = excluded.said_at, lifted_at = NULL
       WHERE excluded.said_at > opt_outs.said_at`,
  ).run(key, capability, recipient, saidAt);
}

export function liftOptOuts(db: WriteDb, keys: readonly string[], at: Millis): void {
  prepare(db, 'UPDATE opt_outs SET lifted_at = ? WHERE key IN (SELECT value FROM json_each(?))').run(
    at,
    JSON.stringify(keys),
  );
}
