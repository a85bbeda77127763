import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { day, hour, minute } from '#shared/lib/time.ts';
import { addBusinessHours, businessHoursBetween, createCalendar } from '#core/deadlines/calendar.ts';
import { dueAt } from '#core/verdict/severity.ts';

const defaultCalendar = { zone: 'UTC', days: [1, 2, 3, 4, 5], start: '08:00', end: '18:00', holidays: [] };
/** 8.5 is `08:30`. */
const time = (hours: number) =>
  `${String(Math.floor(hours)).padStart(2, '0')}:${String((hours % 1) * 60).padStart(2, '0')}`;
const berlin = createCalendar({ ...defaultCalendar, zone: 'Europe/Berlin', holidays: ['2026-12-25'] });
const at = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Berlin' }).toMillis();
const show = (millis: number) => DateTime.fromMillis(millis, { zone: 'Europe/Berlin' }).toFormat('yyyy-MM-dd HH:mm');

test('hours count only while people work', () => {
  const cases: [string, number][] = [
    ['2026-11-20T09:30', 8],
    ['2026-11-20T15:00', 8],
    ['2026-11-21T12:00', 1],
    ['2026-12-24T17:00', 2],
    ['2026-03-27T17:00', 2],
    ['2026-10-23T17:00', 24],
  ];
  expect(cases.map(([from, hours]) => show(addBusinessHours(at(from), hours, berlin)))).toEqual([
    '2026-11-20 17:30',
    '2026-11-23 13:00',
    '2026-11-23 09:00',
    '2026-12-28 09:00',
    '2026-03-30 09:00',
    '2026-10-28 11:00',
  ]);
});

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago'];
const start = Date.UTC(2026, 0, 1);

test('the hours that were added have passed, the end lies in business time, and order is kept: in any zone, across summer time', () => {
  const some = fc.record({
    zone: fc.constantFrom(...zones),
    day: fc.constantFrom([0, 24], [0, 3], [2, 3.5], [8, 18], [8.5, 17.25]),
    from: fc.integer({ min: 0, max: 366 * 24 * 60 }).map((minutes) => start + minutes * minute),
    hours: fc.integer({ min: 1, max: 400 }).map((quarters) => quarters / 4),
    later: fc.integer({ min: 0, max: 10 * day }),
  });
  fc.assert(
    fc.property(some, ({ zone, day: [startHour = 8, endHour = 18], from, hours, later }) => {
      const calendar = createCalendar({ ...defaultCalendar, zone, start: time(startHour), end: time(endHour) });
      const end = addBusinessHours(from, hours, calendar);
      const local = DateTime.fromMillis(end - 1, { zone });
      const wall = local.hour + local.minute / 60;
      expect({
        passed: businessHoursBetween(from, end, calendar).toFixed(6),
        weekday: local.weekday < 6,
        // Where the clocks jump over the start of work, work starts with the hour that exists.
        inside: wall >= startHour - 1 && wall < endHour,
        kept: addBusinessHours(from + later, hours, calendar) >= end,
      }).toEqual({ passed: hours.toFixed(6), weekday: true, inside: true, kept: true });
    }),
    { numRuns: 300 },
  );
});

test('critical and high issues are due around the clock, the others in business hours', () => {
  const saturday = at('2026-11-21T12:00');
  expect(
    (['critical', 'high', 'medium', 'low'] as const).map((severity) => show(dueAt(severity, saturday, berlin))),
  ).toEqual(['2026-11-21 13:00', '2026-11-21 16:00', '2026-11-23 16:00', '2026-11-25 12:00']);
});

test('a calendar without a single working day does not run forever', () => {
  const none = createCalendar({ ...defaultCalendar, start: '10:00', end: '10:00' });
  expect(addBusinessHours(start, 8, none)).toBe(start + 8 * hour);
});
