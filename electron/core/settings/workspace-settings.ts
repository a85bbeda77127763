import { isDeepStrictEqual } from 'node:util';
import { readFor } from '#shared/model/setting-changes.ts';
import {
  givenKeys,
  type SettingPart,
  settingParts,
  type Settings,
  type SettingsChange,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import { settingsSchema } from '#shared/model/setting-schemas.ts';
import { dueTimesAreStale } from '../projection/due-times.ts';
import { rederiveAll } from '../projection/fold.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { type Said, writeSetting, readPart } from '../store/tables/records.ts';
import { checkSettings } from './check-values.ts';

/** What people have set, or what holds where they have not. */
export function readSettings(db: ReadDb): Settings {
  return settingsSchema.parse(Object.fromEntries(settingParts.map((part) => [part, readPart(db, part)])));
}

/** What was to be changed is no longer what its author had read. */
export class SettingsConflict extends Error {
  override readonly name = 'SettingsConflict';
  readonly now: Settings;

  constructor(now: Settings) {
    super('Somebody else has changed this meanwhile');
    this.now = now;
  }
}

/** What hangs on a part beside what reads it when it is needed. Gives the issues that read otherwise now. */
const consequences: { readonly [Part in SettingPart]?: (db: WriteDb) => readonly string[] } = {
  calendar(db) {
    dueTimesAreStale(db);
    return [];
  },
  // Who sent what is read anew everywhere.
  ownAddresses: rederiveAll,
};

/**
 * Merges a change into what is set. Throws `BadInputError`, or `SettingsConflict` where `was` is given and no longer
 * so; the transaction is then taken back as a whole. Gives the issues too that read otherwise now.
 */
export function setSettings(
  db: WriteDb,
  change: SettingsChange,
  said: Said,
  was: SettingsChange = {},
): { readonly now: Settings; readonly issueIds: readonly string[] } {
  const { before, after } = wantedBy(db, change, was);
  const changed = settingParts.filter((part) => !isDeepStrictEqual(before[part], after[part]));
  for (const part of changed) writeSetting(db, part, after[part], said);
  return { now: readSettings(db), issueIds: changed.flatMap((part) => consequences[part]?.(db) ?? []) };
}

/** Throws what `setSettings` would, and stores nothing. Gives what is set now. */
export function rehearseSettings(db: ReadDb, change: SettingsChange, was: SettingsChange = {}): Settings {
  return wantedBy(db, change, was).before;
}

function wantedBy(db: ReadDb, change: SettingsChange, was: SettingsChange) {
  const before = readSettings(db);
  if (!isDeepStrictEqual(readFor(was, before), readFor(was, merged(before, was)))) throw new SettingsConflict(before);
  return { before, after: checkSettings(merged(before, change)) };
}

/** A field that is there but undefined means the same as one that is not. */
function merged(before: Settings, change: SettingsChange): Settings {
  return givenKeys(change).reduce((all, key) => withValue(all, key, valueOf(change, key) ?? valueOf(all, key)), before);
}
