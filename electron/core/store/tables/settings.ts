import { type SettingPart, type Settings, storedParts } from '#shared/model/workspace-settings.ts';
import type { ReadDb } from '../db.ts';
import { readSetting } from './records.ts';

/** What people have set of a part, or what holds where they have not: `readPart(db, 'calendar').zone`. One query. */
export function readPart<Part extends SettingPart>(db: ReadDb, part: Part): Settings[Part] {
  return storedParts[part].parse(readSetting(db, part));
}
