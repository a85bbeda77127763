import { DateTime } from 'luxon';
import { z } from 'zod';
import { hour, type Millis } from '#shared/lib/time.ts';

/** When people work. Days count from 1 (Monday); hours are local, the end is not included. */
export const calendarSettingsSchema = z
  .object({
    zone: z.string().refine((zone) => DateTime.local({ zone }).isValid, 'Not an IANA time zone'),
    days: z.array(z.number().int().min(1).max(7)).min(1),
    startHour: z.number().min(0).lt(24),
    endHour: z.number().gt(0).max(24),
    /** `2026-12-25` */
    holidays: z.array(z.iso.date()),
  })
  .refine(({ startHour, endHour }) => endHour > startHour, 'Work must end after it starts');
export type CalendarSettings = z.infer<typeof calendarSettingsSchema>;

export const defaultCalendar: CalendarSettings = {
  zone: 'UTC',
  days: [1, 2, 3, 4, 5],
  startHour: 8,
  endHour: 18,
  holidays: [],
};

type Span = { readonly start: Millis; readonly end: Millis };

/** Business hours as spans of time, worked out once for each year. */
export type Calendar = {
  readonly settings: CalendarSettings;
  /** The first span that ends after `at`, and those after it. */
  from(at: Millis): Iterable<Span>;
};

/** Nobody waits for business hours for longer than this; a calendar of nothing but holidays would never end. */
const mostYears = 30;

export function createCalendar(settings: CalendarSettings): Calendar {
  const years = new Map<number, readonly Span[]>();
  const holidays = new Set(settings.holidays);
  const days = new Set(settings.days);

  function spansOf(year: number): readonly Span[] {
    const known = years.get(year);
    if (known !== undefined) return known;
    const spans: Span[] = [];
    let date = DateTime.fromObject({ year, month: 1, day: 1 }, { zone: settings.zone });
    while (date.year === year) {
      if (days.has(date.weekday) && !holidays.has(date.toISODate() ?? '')) {
        const start = localTime(date, settings.startHour);
        const end = localTime(date, settings.endHour);
        if (end > start) spans.push({ start, end });
      }
      date = date.plus({ days: 1 });
    }
    years.set(year, spans);
    return spans;
  }

  return {
    settings,
    *from(at) {
      const first = DateTime.fromMillis(at, { zone: settings.zone }).year;
      for (let year = first; year < first + mostYears; year++) {
        const spans = spansOf(year);
        for (let index = year === first ? firstAfter(spans, at) : 0; index < spans.length; index++) {
          const span = spans[index];
          if (span !== undefined) yield span;
        }
      }
    },
  };
}

/** The wall clock's hour on that day, whatever summer time does to its length. */
function localTime(date: DateTime, hours: number): Millis {
  const whole = Math.floor(hours);
  const minutes = Math.round((hours - whole) * 60);
  if (whole === 24) return date.plus({ days: 1 }).startOf('day').toMillis();
  return date.set({ hour: whole, minute: minutes }).toMillis();
}

function firstAfter(spans: readonly Span[], at: Millis): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The moment at which `hours` of business time have passed since `at`. Outside business hours the clock stands still. */
export function addBusinessHours(at: Millis, hours: number, calendar: Calendar): Millis {
  let left = hours * hour;
  for (const { start, end } of calendar.from(at)) {
    const begin = Math.max(start, at);
    if (begin + left <= end) return Math.round(begin + left);
    left -= end - begin;
  }
  return Math.round(at + hours * hour);
}

/** Business time between two moments, in hours; 0 where `to` is not after `from`. */
export function businessHoursBetween(from: Millis, to: Millis, calendar: Calendar): number {
  let total = 0;
  for (const { start, end } of calendar.from(from)) {
    if (start >= to) break;
    total += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return total / hour;
}
