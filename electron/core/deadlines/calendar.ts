import { DateTime } from 'luxon';
import type { WorkingHours } from '#shared/model/workspace-settings.ts';
import { hour, type Millis } from '#shared/lib/time.ts';

type Span = { readonly start: Millis; readonly end: Millis };

/** Business hours as spans of time, worked out once for each year. */
export type Calendar = {
  readonly settings: WorkingHours;
  /** The first span that ends after `at`, and those after it. */
  from(at: Millis): Iterable<Span>;
};

/** Nobody waits for business hours for longer than this; a calendar of nothing but holidays would never end. */
const mostYears = 30;

export function createCalendar(settings: WorkingHours): Calendar {
  const years = new Map<number, readonly Span[]>();
  const holidays = new Set(settings.holidays);
  const days = new Set(settings.days);
  const [startHour, endHour] = [toHours(settings.start), toHours(settings.end)];

  function spansOf(year: number): readonly Span[] {
    const known = years.get(year);
    if (known !== undefined) return known;
    const spans: Span[] = [];
    let date = DateTime.fromObject({ year, month: 1, day: 1 }, { zone: settings.zone });
    while (date.year === year) {
      if (days.has(date.weekday) && !holidays.has(date.toISODate() ?? '')) {
        const start = localTime(date, startHour);
        const end = localTime(date, endHour);
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

/** `08:30` is 8.5. */
function toHours(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) + Number(minutes) / 60;
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
