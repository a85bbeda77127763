import { expect, test } from 'vitest';
import { preferencesSchema } from '#shared/contract/preferences.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('preferences are set by dotted keys, added to what is there, and listed as they are typed', async () => {
  const data = ['--data', temporaryFolder()];
  const set = await runCommand([
    'preferences',
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
  const { calendar, acknowledgement } = preferencesSchema.parse(set.json());
  const listed = await runCommand(['preferences', ...data, '--set', 'acknowledgement.byPartner.zz:quiet.*=']);
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
  ['calendar.zone=Mars/Base', 'calendar.zone: a time zone such as Europe/Berlin expected, Mars/Base found.'],
  ['undoSeconds=61', 'undoSeconds: 0 to 60 seconds expected, 61 found.'],
  ['undoSeconds=soon', 'undoSeconds must be a number, not "soon".'],
  ['lunch=12:00', 'There is no preference "lunch".'],
  ['acknowledgement.byPartner.ZZ:ACME=3', 'must name a partner and a document type'],
  ['calendar.zone', 'key=value is expected, not "calendar.zone".'],
])('%s is a usage error with exit code 2', async (word, message) => {
  const finished = await runCommand(['preferences', '--data', temporaryFolder(), '--set', word]);
  expect({ code: finished.code, out: finished.out, err: finished.err }).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining(message),
  });
});
