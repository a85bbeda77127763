import { expect, test } from 'vitest';
import { setting } from '#shared/model/setting.ts';
import { settings } from '#shared/model/workspace-settings.ts';
import { defaultSettings, storedParts } from '#shared/model/setting-schemas.ts';
import { BadInputError } from '#core/failure.ts';
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
  const complaints: unknown[] = [];
  const complain = (...words: readonly string[]) => complaints.push(words);
  expect(checks.choice('compact', density, 'density', complain, defaultSettings)).toBe('compact');
  expect(complaints).toEqual([]);
  checks.choice('tall', density, 'density', complain, defaultSettings);
  expect(complaints).toEqual([['density', 'normal or compact', 'tall']]);
});

test('All that is wrong is named at once, each by its field.', () => {
  const wanted = {
    ...defaultSettings,
    calendar: { ...defaultSettings.calendar, zone: 'Mars', start: '25:00', days: [], holidays: ['2027-02-30'] },
    undoSeconds: -1,
    acknowledgement: {
      ...defaultSettings.acknowledgement,
      byType: [{ documentType: '810', hours: 0 }],
      byPartner: [
        { partner: '', documentType: null, hours: 8 },
        { partner: 'ZZ:ACME', documentType: null, hours: 0 },
      ],
    },
  };
  const named: string[] = [];
  try {
    checkSettings(wanted);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    named.push(error.field, ...error.others.map(({ field }) => field));
  }
  expect(named.toSorted()).toEqual(
    [
      'acknowledgement.byPartner..*',
      'acknowledgement.byPartner.ZZ:ACME.*',
      'acknowledgement.byType.810',
      'calendar.days',
      'calendar.start',
      'calendar.holidays',
      'calendar.zone',
      'undoSeconds',
    ].toSorted(),
  );
});

test('A part that is stored in pieces has the defaults of what is missing or can’t be read.', () => {
  expect(storedParts.calendar.parse({ zone: 'Europe/Berlin', days: 'all of them' })).toEqual({
    ...defaultSettings.calendar,
    zone: 'Europe/Berlin',
  });
  expect(storedParts.undoSeconds.parse('soon')).toBe(settings.undoSeconds.default);
});
