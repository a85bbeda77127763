import { expect, test } from 'vitest';
import { settingRows, settingsChange } from '#hosts/cli/setting-words.ts';
import { settingKeys, settings } from '#shared/model/workspace-settings.ts';
import { gridline } from '#test/harness/gridline.ts';

test('Every setting takes its example, stores it, and is listed as it was typed.', async () => {
  const h = await gridline();
  const words = Object.fromEntries(settingKeys.map((key) => [key, settings[key].example]));
  const before = await h.client.settings.get();
  const after = await h.client.settings.set(settingsChange(words, before));
  expect(Object.fromEntries(settingRows(after))).toMatchObject(words);
  // None is as it was: what some part of the product forgets would show as the default.
  const kept = settingKeys.filter((key) => settingRows(before).some(([k, value]) => k === key && value === words[key]));
  expect(kept).toEqual([]);
});
