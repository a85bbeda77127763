import { expect, test } from 'vitest';
import { checkSettings } from '#core/settings/check-values.ts';
import { settingRows, settingsChange } from '#hosts/cli/setting-words.ts';
import { toDraft } from '#renderer/screens/settings/service-draft.ts';
import { toSend } from '#renderer/screens/settings/service-shape.ts';
import { readFor } from '#shared/model/setting-changes.ts';
import { defaultSettings, settingsSchema } from '#shared/model/setting-schemas.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { exampleWords } from '#test/harness/setting-examples.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('settings are set by dotted keys, added to what is there, and listed as they are typed', async () => {
  const data = ['--data', temporaryFolder()];
  const set = await runCommand([
    'settings',
    ...data,
    '--json',
    '--set',
    'calendar.days=mon,2,Thursday',
    'calendar.holidays=2026-12-25, 2026-01-01',
    'acknowledgement.byType.856=2.5',
    'acknowledgement.byType.850=',
    'acknowledgement.byPartner.Acme Inc..856=4',
    'acknowledgement.byPartner.ZZ:QUIET.*=never',
  ]);
  const { calendar, acknowledgement } = settingsSchema.parse(set.json());
  const listed = await runCommand(['settings', ...data, '--set', 'acknowledgement.byPartner.zz:quiet.*=']);
  expect({ code: set.code, calendar, acknowledgement }).toEqual({
    code: 0,
    calendar: {
      zone: 'UTC',
      days: [1, 2, 4],
      start: '08:00',
      end: '18:00',
      holidays: ['2026-01-01', '2026-12-25'],
    },
    acknowledgement: {
      default: 24,
      byType: [
        { documentType: '810', hours: 24 },
        { documentType: '856', hours: 2.5 },
        { documentType: 'ORDERS', hours: 24 },
        { documentType: 'INVOIC', hours: 24 },
        { documentType: 'DESADV', hours: 4 },
      ],
      byPartner: [
        { partner: 'Acme Inc.', documentType: '856', hours: 4 },
        { partner: 'ZZ:QUIET', documentType: null, hours: null },
      ],
    },
  });
  const lines = listed.out.trim().split('\n');
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ['calendar.days', 'mon,tue,thu'],
      ['acknowledgement.byPartner.Acme Inc..856', '4'],
    ]),
  );
  expect(listed.out).not.toContain('QUIET');
});

test.each([
  ['calendar.zone=Mars/Base', 'calendar.zone: expected a time zone such as Europe/Berlin, got Mars/Base.'],
  ['undoSeconds=61', 'undoSeconds: expected 0 to 60 seconds, got 61.'],
  ['undoSeconds=soon', 'undoSeconds must be a number, not "soon".'],
  ['lunch=12:00', 'There is no setting "lunch".'],
  ['acknowledgement.byPartner.ZZ:ACME=3', 'must name a partner and a document type'],
  ['calendar.zone', 'Expected key=value, got "calendar.zone".'],
])('%s is a usage error with exit code 2', async (word, message) => {
  const finished = await runCommand(['settings', '--data', temporaryFolder(), '--set', word]);
  expect({ code: finished.code, out: finished.out, err: finished.err }).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining(message),
  });
});

test('What was set is listed with when, by whom and what it was before, the latest first', async () => {
  const data = ['--data', temporaryFolder()];
  expect((await runCommand(['settings', '--history', ...data])).out).toBe('Nothing has been changed yet.\n');
  await runCommand(['me', '--name', 'Pat Lee', '--email', 'pat@us.example', ...data]);
  await runCommand(['settings', ...data, '--set', 'undoSeconds=5', 'acknowledgement.byType.856=']);
  await runCommand(['settings', ...data, '--set', 'undoSeconds=7']);
  const listed = await runCommand(['settings', '--history', ...data]);
  const rows = listed.out.trim().split('\n');
  expect(rows.map((line) => line.split(/ {2,}/).slice(2))).toEqual([
    ['undoSeconds', '7', 'was 5'],
    ['acknowledgement.byType.856', 'none', 'was 4'],
    ['undoSeconds', '5', expect.stringMatching(/^was \d+$/)],
  ]);
  const json = (await runCommand(['settings', '--history', '--limit', '1', '--json', ...data])).json();
  const one = { from: expect.any(Number), by: 'Pat Lee', now: { undoSeconds: 7 }, was: { undoSeconds: 5 } };
  expect(json).toEqual({ changes: [one] });
  const both = await runCommand(['settings', '--history', '--set', 'undoSeconds=5', ...data]);
  expect([both.code, both.err]).toEqual([2, expect.stringContaining('Leave --set out.')]);
});

const { acknowledgement: times } = defaultSettings;
const otherTimes = { ...times, byType: times.byType.map((rule) => ({ ...rule, hours: 5 })) };
/** Every setting as in its example, no type as it is by default: what some part of the product forgets shows as the default. */
const all = checkSettings(
  settingsSchema.parse(settingsChange(exampleWords(), { ...defaultSettings, acknowledgement: otherTimes })),
);

test('every setting there is can be set on the command line, is stored, is listed, and is sent from the screen', async () => {
  const data = ['--data', temporaryFolder(), '--json'];
  const before = settingsSchema.parse((await runCommand(['settings', ...data])).json());
  const words = settingRows(all).map(([key, value]) => `${key}=${value}`);
  expect((await runCommand(['settings', ...data, '--set', ...words])).json()).toEqual(all);
  expect(readFor(all, before)).toEqual(before);
  expect(toSend({ base: before, draft: toDraft(all), conflicts: [] })).toEqual({ ...all, was: before });
});
