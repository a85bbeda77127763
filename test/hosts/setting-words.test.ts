import { expect, test } from 'vitest';
import { settingRows, settingsChange, values } from '#hosts/cli/setting-words.ts';
import { settings } from '#shared/model/workspace-settings.ts';
import { gridline } from '#test/harness/gridline.ts';
import { exampleWords } from '#test/harness/setting-examples.ts';

test('Every setting takes its example, stores it, and is listed as it was typed.', async () => {
  const h = await gridline();
  const words = exampleWords();
  const before = await h.client.settings.get();
  const after = await h.client.settings.set(settingsChange(words, before));
  expect(Object.fromEntries(settingRows(after))).toMatchObject(words);
  // None is as it was: what some part of the product forgets would show as the default.
  const kept = settingRows(before).filter(([key, value]) => value === words[key]);
  expect(kept).toEqual([]);
});

test('What is on or off is typed as either, and listed as one.', () => {
  const { parse, format } = values.toggle;
  expect(['on', 'False'].map((word) => format(parse(word, 'sound', settings.undoSeconds)))).toEqual(['on', 'off']);
  expect(() => parse('loud', 'sound', settings.undoSeconds)).toThrow('sound must be on or off, not "loud".');
});
