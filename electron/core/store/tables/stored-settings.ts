import type { Json } from '#shared/lib/json.ts';
import type { ReadDb, WriteDb } from '../db.ts';
import { readRecord, type Said, writeRecord } from './records.ts';

const always: Said = { by: null, at: 0 };

/** What people have set; undefined where they never did. The caller parses it. */
export function readSetting(db: ReadDb, key: string): unknown {
  return readRecord(db, 'setting', key);
}

/** Not null. Without `said`, as if it had always been so. */
export function writeSetting(db: WriteDb, key: string, value: Json, said: Said = always): void {
  writeRecord(db, 'setting', key, value, said);
}
