import { expect, test } from 'vitest';
import { setting } from '#shared/model/setting-kinds.ts';
import { settings } from '#shared/model/workspace-settings.ts';
import { defaultSettings, storedParts } from '#shared/model/setting-schemas.ts';
import { checks, checkSettings } from '#core/settings/check-values.ts';

test('What holds where nobody has set anything is what could have been set, in the order it is kept.', () => {
  expect(checkSettings(defaultSettings)).toEqual(defaultSettings);
});

test('A choice is one of its choices, and what is none of them is refused by its key.', () => {
  const density = setting({
    kind: 'choice',
    name: 'Row height',
    choices: [
      { value: 'normal', label: 'Normal' },
      { value: 'compact', label: 'Compact' },
    ],
    default: 'normal',
    expected: 'normal or compact',
    takes: '`normal` or `compact`',
    example: 'compact',
  });
  expect(checks.choice('compact', density, 'density', defaultSettings)).toBe('compact');
  expect(() => checks.choice('tall', density, 'density', defaultSettings)).toThrow(
    'density: expected normal or compact, got tall',
  );
});

test('A part that is stored in pieces has the defaults of what is missing or can’t be read.', () => {
  expect(storedParts.calendar.parse({ zone: 'Europe/Berlin', days: 'all of them' })).toEqual({
    ...defaultSettings.calendar,
    zone: 'Europe/Berlin',
  });
  expect(storedParts.undoSeconds.parse('soon')).toBe(settings.undoSeconds.default);
});
