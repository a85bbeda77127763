import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { SettingPart, Settings } from '#shared/model/workspace-settings.ts';
import { storedParts } from '#shared/model/setting-schemas.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** What people say once and change later, and of which must be known how it stood when something was decided. */
export type RecordKind = 'setting' | 'rule' | 'person' | 'calendar';

/** Who says it, and from when it holds. */
export type Said = {
  readonly by: string | null;
  readonly at: Millis;
};

/** One version of a record. */
export type RecordVersion = Said & {
  /** From 1. */
  readonly version: number;
  /** Any JSON: the caller parses it. Undefined where it was taken away. */
  readonly value: unknown;
};

const versionSchema = z
  .object({
    version: z.number().int(),
    valid_from: z.number().int(),
    set_by: z.string().nullable(),
    value: z.string().nullable(),
  })
  .transform(
    (row): RecordVersion => ({
      version: row.version,
      at: row.valid_from,
      by: row.set_by,
      value: row.value === null ? undefined : JSON.parse(row.value),
    }),
  );
const valueSchema = z.object({ value: z.string().nullable() });
const headSchema = z.object({ version: z.number().int(), value: z.string().nullable() });

/** As stored; undefined where it was never said, or was taken away. The caller parses it. */
export function readRecord(db: ReadDb, kind: RecordKind, key: string): unknown {
  const row = prepare(db, 'SELECT value FROM records WHERE kind = ? AND key = ? ORDER BY version DESC LIMIT 1').get(
    kind,
    key,
  );
  return parsed(row);
}

/** As it stood at a time: the latest that was said to hold by then. Undefined where there was none. */
export function recordAsOf(db: ReadDb, kind: RecordKind, key: string, at: Millis): unknown {
  const row = prepare(
    db,
    'SELECT value FROM records WHERE kind = ? AND key = ? AND valid_from <= ? ORDER BY version DESC LIMIT 1',
  ).get(kind, key, at);
  return parsed(row);
}

function parsed(row: unknown): unknown {
  if (row === undefined) return undefined;
  const { value } = valueSchema.parse(row);
  return value === null ? undefined : JSON.parse(value);
}

const keySchema = z.object({ key: z.string() });

/** All of a kind that hold, or held at `at`, by key. */
export function recordsOf(db: ReadDb, kind: RecordKind, at: Millis | null = null): ReadonlyMap<string, RecordVersion> {
  const rows = prepare(
    db,
    `SELECT key, version, valid_from, set_by, value FROM records AS r
     WHERE kind = @kind AND value IS NOT NULL AND version = (
       SELECT max(version) FROM records WHERE kind = r.kind AND key = r.key AND (@at IS NULL OR valid_from <= @at))
     ORDER BY key`,
  ).all({ kind, at });
  return new Map(rows.map((row) => [keySchema.parse(row).key, versionSchema.parse(row)]));
}

/** Says what holds from now on; null: there is none any more. What is so already adds nothing. Gives the version that holds. */
export function writeRecord(db: WriteDb, kind: RecordKind, key: string, value: Json, said: Said): number {
  const row = prepare(
    db,
    'SELECT version, value FROM records WHERE kind = ? AND key = ? ORDER BY version DESC LIMIT 1',
  ).get(kind, key);
  const head = row === undefined ? { version: 0, value: null } : headSchema.parse(row);
  const text = value === null ? null : JSON.stringify(value);
  if (head.value === text) return head.version;
  prepare(db, 'INSERT INTO records (kind, key, version, valid_from, set_by, value) VALUES (?, ?, ?, ?, ?, ?)').run(
    kind,
    key,
    head.version + 1,
    said.at,
    said.by,
    text,
  );
  return head.version + 1;
}

/** Every version, oldest first. */
export function recordHistory(db: ReadDb, kind: RecordKind, key: string): readonly RecordVersion[] {
  return prepare(
    db,
    'SELECT version, valid_from, set_by, value FROM records WHERE kind = ? AND key = ? ORDER BY version',
  )
    .all(kind, key)
    .map((row) => versionSchema.parse(row));
}

/** Takes a record away with all that it ever was: for a person who is to be erased. */
export function eraseRecord(db: WriteDb, kind: RecordKind, key: string): void {
  prepare(db, 'DELETE FROM records WHERE kind = ? AND key = ?').run(kind, key);
}

const always: Said = { by: null, at: 0 };

/** What people have set; undefined where they never did. The caller parses it. */
export function readSetting(db: ReadDb, key: string): unknown {
  return readRecord(db, 'setting', key);
}

/** Not null. Without `said`, as if it had always been so. */
export function writeSetting(db: WriteDb, key: string, value: Json, said: Said = always): void {
  writeRecord(db, 'setting', key, value, said);
}

/** What people have set of a part, or what holds where they have not: `readPart(db, 'calendar').zone`. One query. */
export function readPart<Part extends SettingPart>(db: ReadDb, part: Part): Settings[Part] {
  return storedParts[part].parse(readSetting(db, part));
}
