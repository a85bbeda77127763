import { type SettingKey, settingKeys, settings } from '#shared/model/workspace-settings.ts';

/** Every setting's example as it is typed: `calendar.zone`, `bindings.case.create`, and what it is set to. */
export function exampleWords(keys: readonly SettingKey[] = settingKeys): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keys.map((key) => {
      const { example } = settings[key];
      if (!('rule' in settings[key])) return [key, example];
      const [rule = '', value = ''] = example.split('=');
      return [`${key}.${rule}`, value];
    }),
  );
}
