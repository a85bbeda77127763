import {
  type KindOf,
  type SettingKey,
  settingKeys,
  settings,
  type Settings,
  type SettingsChange,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import type { Held, SettingKind } from '#shared/model/setting-kinds.ts';
import { type Form, forms, type Typed } from './forms.ts';

/** The settings as they stand in the form, each under its key. */
export type Draft = { readonly [Key in SettingKey]: Typed[KindOf<Key>] };

/** Puts what is typed under a key, which has to be of the key's kind. */
export type Change = (key: SettingKey, typed: Typed[SettingKind]) => void;

/** Kind by kind a form and what is typed fit together, which their unions can't tell. */
export function formOf(key: SettingKey): Form<unknown, unknown> {
  return forms[settings[key].kind] as Form<unknown, unknown>;
}

export function toDraft(all: Settings): Draft {
  return Object.fromEntries(settingKeys.map((key) => [key, formOf(key).show(valueOf(all, key))])) as Draft;
}

/** What is typed as a change, and every field that should hold a number and holds none. */
export function toChange(draft: Draft): {
  readonly change: SettingsChange;
  readonly problems: readonly FieldProblem[];
} {
  const problems: FieldProblem[] = [];
  const number = (field: string, text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
    if (Number.isFinite(value)) return value;
    const got = text.trim() === '' ? '' : `, not “${text.trim()}”`;
    problems.push({ field, words: `Enter a number${got}.` });
    return 0;
  };
  const change = settingKeys.reduce<SettingsChange>(
    (all, key) => withValue(all, key, formOf(key).read(draft[key], key, number) as Held[SettingKind]),
    {},
  );
  return { change, problems };
}
