import type { SettingChange } from '#shared/contract/settings.ts';
import { defaultSettings } from '#shared/model/setting-schemas.ts';
import type { SettingsChange } from '#shared/model/workspace-settings.ts';
import { settingRows } from './setting-words.ts';
import { timeInWords } from './words.ts';

/** One row for each value that a change gave, or took away: when, by whom, the key, what it is now, and what it was. */
export function changeRows({ from, by, now, was }: SettingChange): readonly (readonly string[])[] {
  const before = new Map(rowsOf(was));
  const after = new Map(rowsOf(now));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [value, earlier] = [after.get(key), before.get(key)];
    if (value === earlier) return [];
    const when = from === 0 ? 'from the start' : timeInWords(from);
    return [[when, by ?? '-', key, orNone(value), `was ${orNone(earlier)}`]];
  });
}

/** What it says nothing of is as by default, in both. */
function rowsOf(change: SettingsChange) {
  return settingRows({ ...defaultSettings, ...withoutHoles(change) });
}

function withoutHoles(change: SettingsChange): Partial<typeof defaultSettings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** No text, or no such rule. */
function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? 'none' : text;
}
