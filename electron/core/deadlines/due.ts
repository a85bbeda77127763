import { hour, type Millis } from '#shared/lib/time.ts';
import type { Severity } from '#shared/model/issue/issue.ts';
import { addBusinessHours, type Calendar } from './calendar.ts';

type Allowance = { readonly hours: number; readonly clock: 'always' | 'business' };

const allowances: Readonly<Record<Severity, Allowance>> = {
  critical: { hours: 1, clock: 'always' },
  high: { hours: 4, clock: 'always' },
  medium: { hours: 8, clock: 'business' },
  low: { hours: 24, clock: 'business' },
};

/** When an issue of this severity that was opened at `openedAt` misses its service level. */
export function dueAt(severity: Severity, openedAt: Millis, calendar: Calendar): Millis {
  const { hours, clock } = allowances[severity];
  return clock === 'always' ? openedAt + hours * hour : addBusinessHours(openedAt, hours, calendar);
}
