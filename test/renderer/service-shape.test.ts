import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/model/setting-schemas.ts';
import type { Settings } from '#shared/model/workspace-settings.ts';
import * as edits from '#renderer/kit/form/edit.ts';
import { moved } from '#renderer/kit/form/moved.ts';
import { type Draft, toDraft } from '#renderer/screens/settings/service-draft.ts';
import { settingsShape, toSend } from '#renderer/screens/settings/service-shape.ts';

type Edit = edits.Edit<Settings, Draft>;
const rebase = (edit: Edit, now: Settings) => edits.rebase(settingsShape, edit, now);
const choose = (edit: Edit, field: string, whose: 'mine' | 'theirs') => edits.choose(settingsShape, edit, field, whose);
const isDirty = (edit: Edit) => edits.isDirty(settingsShape, edit);

const read: Settings = {
  ...defaultSettings,
  ownAddresses: [],
  undoSeconds: 10,
  bindings: [{ capability: 'case.create', connection: 'crm' }],
  calendar: { zone: 'UTC', days: [1, 2, 3, 4, 5], start: '08:00', end: '18:00', holidays: [] },
  acknowledgement: {
    default: 24,
    byType: [
      { documentType: '810', hours: 24 },
      { documentType: '856', hours: 4 },
    ],
    byPartner: [{ partner: 'ZZ:ACME', documentType: null, hours: 8 }],
  },
};

function edit(part: Partial<Edit['draft']>): Edit {
  return { base: read, draft: { ...toDraft(read), ...part }, conflicts: [] };
}

const hoursOf856 = (hours: string) =>
  toDraft(read)['acknowledgement.byType'].map((rule) => (rule.documentType === '856' ? { ...rule, hours } : rule));

test('Only what was changed is sent, with what was read of it.', () => {
  expect(toSend(edit({ 'calendar.end': '17:00', 'acknowledgement.byType': hoursOf856('2') }))).toEqual({
    calendar: { end: '17:00' },
    acknowledgement: { byType: [read.acknowledgement.byType[0], { documentType: '856', hours: 2 }] },
    was: { calendar: { end: '18:00' }, acknowledgement: { byType: read.acknowledgement.byType } },
  });
  expect(isDirty(edit({}))).toBe(false);
});

test('The order of rules is a change too, and is no conflict with what somebody else did.', () => {
  const rules = toDraft(read)['acknowledgement.byType'];
  const mine = edit({ 'acknowledgement.byType': moved(rules, 1, -1) });
  expect([isDirty(mine), moved(rules, 0, -1), moved(rules, 1, 1)]).toEqual([true, rules, rules]);
  expect(toSend(mine).acknowledgement?.byType?.map(({ documentType }) => documentType)).toEqual(['856', '810']);
  expect(rebase(mine, { ...read, undoSeconds: 5 })).toMatchObject({ conflicts: [], draft: { undoSeconds: '5' } });
});

test('What only one of two has changed is kept from both, rule by rule.', () => {
  const theirs: Settings = {
    ...read,
    calendar: { ...read.calendar, zone: 'Europe/Paris', holidays: ['2027-01-01'] },
    acknowledgement: { ...read.acknowledgement, byType: [{ documentType: '856', hours: 4 }], byPartner: [] },
  };
  const merged = rebase(edit({ 'calendar.end': '17:00', 'acknowledgement.byType': hoursOf856('2') }), theirs);
  expect(merged.conflicts).toEqual([]);
  expect(merged.draft).toMatchObject({
    'calendar.zone': 'Europe/Paris',
    'calendar.holidays': '2027-01-01',
    'calendar.end': '17:00',
    'acknowledgement.byPartner': [],
  });
  expect(merged.draft['acknowledgement.byType'].map(({ documentType, hours }) => [documentType, hours])).toEqual([
    ['856', '2'],
  ]);
});

test('What both have changed waits for a choice, and stays so when there is news again.', () => {
  const theirs = (zone: string): Settings => ({ ...read, calendar: { ...read.calendar, zone } });
  const mine = edit({ 'calendar.zone': 'Europe/Berlin' });
  const once = rebase(mine, theirs('Europe/Paris'));
  expect(once.conflicts).toEqual([{ field: 'calendar.zone', mine: 'Europe/Berlin', theirs: 'Europe/Paris' }]);
  const twice = rebase(once, { ...theirs('Europe/Paris'), undoSeconds: 5 });
  expect(twice.conflicts).toEqual(once.conflicts);
  expect(choose(twice, 'calendar.zone', 'theirs').draft['calendar.zone']).toBe('Europe/Paris');
  expect(toSend(choose(twice, 'calendar.zone', 'mine'))).toMatchObject({
    calendar: { zone: 'Europe/Berlin' },
    was: { calendar: { zone: 'Europe/Paris' } },
  });
  // The same thing wanted by both is no conflict.
  expect(rebase(mine, theirs('Europe/Berlin')).conflicts).toEqual([]);
});

test('A rule that one changes and the other takes away is asked about.', () => {
  const theirs: Settings = {
    ...read,
    acknowledgement: { ...read.acknowledgement, byType: [{ documentType: '810', hours: 24 }] },
  };
  const merged = rebase(edit({ 'acknowledgement.byType': hoursOf856('2') }), theirs);
  expect(merged.conflicts).toEqual([{ field: 'acknowledgement.byType.856', mine: '2', theirs: null }]);
  expect(
    choose(merged, 'acknowledgement.byType.856', 'theirs').draft['acknowledgement.byType'].map(
      (rule) => rule.documentType,
    ),
  ).toEqual(['810']);
});
