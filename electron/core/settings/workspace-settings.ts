import { isDeepStrictEqual } from 'node:util';
import { readFor } from '#shared/contract/settings.ts';
import type { Settings, SettingsChange } from '#shared/model/workspace-settings.ts';
import type { Json } from '#shared/lib/json.ts';
import { second } from '#shared/lib/time.ts';
import { type AcknowledgementPolicy, policySetting, readPolicy } from '../overdue/overdue-policy.ts';
import type { CalendarSettings } from '../deadlines/calendar.ts';
import { readContext } from '../verdict/context.ts';
import { ownAddressesSetting, readOwnAddresses } from '../partners/directory.ts';
import { dueTimesAreStale } from '../projection/due-times.ts';
import { rederiveAll } from '../projection/fold.ts';
import { bindingsSetting, readBindings } from '../connections/bindings.ts';
import { readUndoMs } from '../outbox/limits.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { type Said, writeSetting } from '../store/tables/records.ts';
import { checkSettings } from './check-values.ts';

/** What people have set, or what holds where they have not. */
export function readSettings(db: ReadDb): Settings {
  const { zone, days, startHour, endHour, holidays } = readContext(db).calendar.settings;
  const { byType, others, overrides } = readPolicy(db);
  return {
    ownAddresses: [...readOwnAddresses(db)],
    undoSeconds: readUndoMs(db) / second,
    bindings: readBindings(db),
    calendar: { zone, days: [...days], start: toTime(startHour), end: toTime(endHour), holidays: [...holidays] },
    acknowledgement: {
      default: others,
      byType: Object.entries(byType).map(([documentType, hours]) => ({ documentType, hours })),
      byPartner: overrides.map(({ partner, type, hours }) => ({ partner, documentType: type, hours })),
    },
  };
}

/** What was to be changed is no longer what its author had read. */
export class SettingsConflict extends Error {
  override readonly name = 'SettingsConflict';
  readonly now: Settings;

  constructor(now: Settings) {
    super('Somebody else has changed this meanwhile');
    this.now = now;
  }
}

/**
 * Merges a change into what is set. Throws `BadInputError`, or `SettingsConflict` where `was` is given and no longer
 * so; the transaction is then taken back as a whole. Gives the issues too that read otherwise now.
 */
export function setSettings(
  db: WriteDb,
  change: SettingsChange,
  said: Said,
  was: SettingsChange = {},
): { readonly now: Settings; readonly issueIds: readonly string[] } {
  const before = readSettings(db);
  if (!isDeepStrictEqual(readFor(was, before), readFor(was, merged(before, was)))) throw new SettingsConflict(before);
  const after = checkSettings(merged(before, change));
  const set = (what: keyof Settings, key: string, value: Json): boolean => {
    if (isDeepStrictEqual(before[what], after[what])) return false;
    writeSetting(db, key, value, said);
    return true;
  };
  set('undoSeconds', 'undoMs', Math.round(after.undoSeconds * second));
  set('bindings', bindingsSetting, after.bindings);
  set('acknowledgement', policySetting, toPolicy(after));
  if (set('calendar', 'calendar', toCalendar(after))) dueTimesAreStale(db);
  // Who sent what is read anew everywhere.
  const issueIds = set('ownAddresses', ownAddressesSetting, after.ownAddresses) ? rederiveAll(db) : [];
  return { now: readSettings(db), issueIds };
}

function merged(before: Settings, change: SettingsChange): Settings {
  return {
    ownAddresses: change.ownAddresses ?? before.ownAddresses,
    undoSeconds: change.undoSeconds ?? before.undoSeconds,
    bindings: change.bindings ?? before.bindings,
    calendar: { ...before.calendar, ...given(change.calendar) },
    acknowledgement: { ...before.acknowledgement, ...given(change.acknowledgement) },
  };
}

/** A field that is there but undefined means the same as one that is not. */
function given<T extends object>(change: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function toPolicy({ acknowledgement }: Settings): AcknowledgementPolicy {
  return {
    byType: Object.fromEntries(acknowledgement.byType.map(({ documentType, hours }) => [documentType, hours])),
    others: acknowledgement.default,
    overrides: acknowledgement.byPartner.map(({ partner, documentType, hours }) => ({
      partner,
      type: documentType,
      hours,
    })),
  };
}

function toCalendar({ calendar: { start, end, ...others } }: Settings): CalendarSettings {
  return { ...others, startHour: toHours(start), endHour: toHours(end) };
}

/** `08:30` is 8.5. */
function toHours(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) + Number(minutes) / 60;
}

function toTime(hours: number): string {
  const minutes = Math.round(hours * 60);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
