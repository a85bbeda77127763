import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/model/setting-schemas.ts';
import type { Settings } from '#shared/model/workspace-settings.ts';
import { aDocument, typeChoices } from '#renderer/screens/settings/documents.ts';
import { setting } from '#shared/model/setting.ts';
import { forms } from '#renderer/screens/settings/forms.ts';
import { toChange, toDraft } from '#renderer/screens/settings/service-draft.ts';

const settings: Settings = {
  ...defaultSettings,
  ownAddresses: ['ZZ:ACME'],
  undoSeconds: 10,
  bindings: [{ capability: 'case.create', connection: 'crm' }],
  calendar: {
    zone: 'Europe/Berlin',
    days: [1, 2],
    start: '08:00',
    end: '17:30',
    holidays: ['2026-12-25', '2026-12-26'],
  },
  acknowledgement: {
    default: 24,
    byType: [{ documentType: '856', hours: 2.5 }],
    byPartner: [
      { partner: 'ZZ:ACME', documentType: '810', hours: 4 },
      { partner: 'Quiet Ltd.', documentType: null, hours: null },
    ],
  },
};

test('service levels that nobody edits are sent back as they came', () => {
  expect(toChange(toDraft(settings))).toEqual({ change: settings, problems: [] });
});

test('hours are read with a comma or a point, dates with whatever stands between them', () => {
  const draft = {
    ...toDraft(settings),
    'acknowledgement.default': ' 1,5 ',
    'calendar.holidays': '2026-01-01, 2026-05-01\n\n2026-12-25',
  };
  expect(toChange(draft)).toMatchObject({
    change: {
      calendar: { holidays: ['2026-01-01', '2026-05-01', '2026-12-25'] },
      acknowledgement: { default: 1.5 },
    },
  });
});

test.each([
  ['', 'Enter a number.'],
  ['four', 'Enter a number, not “four”.'],
])('hours that are %j are refused beside their field, all of them at once', (hours, words) => {
  const draft = toDraft(settings);
  const byPartner = draft['acknowledgement.byPartner'].map((rule) => ({ ...rule, hours }));
  expect(toChange({ ...draft, 'acknowledgement.byPartner': byPartner })).toMatchObject({
    problems: [{ field: 'acknowledgement.byPartner.ZZ:ACME.810', words }],
  });
});

test('types are said as in a sentence, and those we have no name for can still be chosen', () => {
  expect(['810', '856', '754', '816', 'PARTIN', '831'].map(aDocument)).toEqual([
    'an invoice (810)',
    'a ship notice (856)',
    'routing instructions (754)',
    'organisation relationships (816)',
    'partner information (PARTIN)',
    'a document of type 831',
  ]);
  const values = typeChoices(['810', '831', '']).map(({ value }) => value);
  expect([values.includes('831'), values.includes(''), values.includes('997'), new Set(values).size]).toEqual([
    true,
    false,
    false,
    values.length,
  ]);
});

test('what is on, or one of several, is said in words where two people have changed it', () => {
  const rows = setting({
    kind: 'choice',
    name: 'Rows',
    choices: [{ value: 'compact', label: 'Close together' }],
    default: 'compact',
    expected: 'compact',
    takes: '`compact`',
    example: 'compact',
  });
  expect([forms.choice.words('compact', rows), forms.toggle.fields(true, 'sound')]).toEqual([
    'Close together',
    [['sound', 'On']],
  ]);
});
