import type { SettingChange } from '#shared/contract/settings.ts';
import { storedParts } from '#shared/model/setting-schemas.ts';
import { settingParts } from '#shared/model/workspace-settings.ts';
import type { ReadDb } from '../store/db.ts';
import { recordHistory } from '../store/tables/records.ts';

/** What people set and when, the latest `limit` changes first. */
export function settingHistory(db: ReadDb, limit: number): readonly SettingChange[] {
  return settingParts
    .flatMap((part) => {
      const read = (value: unknown) => ({ [part]: storedParts[part].parse(value) });
      const versions = recordHistory(db, 'setting', part);
      return versions.map(({ at, by, value }, index) => ({
        from: at,
        by,
        now: read(value),
        was: read(versions[index - 1]?.value),
      }));
    })
    .toSorted((a, b) => b.from - a.from)
    .slice(0, limit);
}
