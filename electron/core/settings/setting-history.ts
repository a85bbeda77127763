import type { SettingChange } from '#shared/contract/settings.ts';
import { storedParts } from '#shared/model/setting-schemas.ts';
import { settingParts } from '#shared/model/workspace-settings.ts';
import type { ReadDb } from '../store/db.ts';
import { recordHistory } from '../store/tables/records.ts';

/** What people set and when, the latest `limit` changes first. */
export function settingHistory(db: ReadDb, limit: number): readonly SettingChange[] {
  return settingParts
    .flatMap((part) => {
      const versions = recordHistory(db, 'setting', part);
      return versions.map(({ at, by, value }, index) => ({ part, at, by, value, before: versions[index - 1]?.value }));
    })
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit)
    .map(({ part, at, by, value, before }) => {
      const read = (stored: unknown) => ({ [part]: storedParts[part].parse(stored) });
      return { from: at, by, now: read(value), was: read(before) };
    });
}
