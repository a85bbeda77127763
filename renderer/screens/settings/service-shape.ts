import { conflictOf } from '#renderer/data/failure.ts';
import type { Edit, Shape } from '#renderer/kit/form/edit.ts';
import { readFor } from '#shared/model/setting-changes.ts';
import {
  isSettingKey,
  type SettingKey,
  settingKeys,
  settingParts,
  type Settings,
  type SettingsChange,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import { type Draft, formOf, toChange, toDraft } from './service-draft.ts';

/** The setting that a field stands for: itself, or the rules that it is one of. */
export function keyOf(field: string): SettingKey | undefined {
  if (isSettingKey(field)) return field;
  return settingKeys.find((key) => field.toLowerCase().startsWith(`${key.toLowerCase()}.`));
}

/** All settings as one form. */
export const settingsShape: Shape<Settings, Draft> = {
  toDraft,
  fields: (draft) => new Map(settingKeys.flatMap((key) => formOf(key).fields(draft[key], key))),
  withTheirs: (draft, theirs, field) => {
    const key = keyOf(field);
    return key === undefined ? draft : { ...draft, [key]: formOf(key).withTheirs(draft[key], theirs[key], field) };
  },
};

type Sent = SettingsChange & { readonly was: SettingsChange };

/** Only what differs from what was read, and what was read of it. Its numbers were looked at before. */
export function toSend({ base, draft }: Edit<Settings, Draft>): Sent {
  const typed = toChange(draft).change;
  const change = settingKeys.reduce<SettingsChange>((all, key) => {
    const value = valueOf(typed, key);
    const same = value === undefined || JSON.stringify(value) === JSON.stringify(valueOf(base, key));
    return same ? all : withValue(all, key, value);
  }, {});
  return { ...change, was: readFor(change, base) };
}

/** What is stored now, where a save was refused because somebody else had saved before. */
export function storedMeanwhile(error: unknown): Settings | undefined {
  const now = conflictOf(error);
  return isSettings(now) ? now : undefined;
}

/** The core has checked them by the contract before it said them, as it does with every answer. */
function isSettings(now: unknown): now is Settings {
  return typeof now === 'object' && now !== null && settingParts.every((part) => part in now);
}
