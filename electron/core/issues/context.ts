import { z } from 'zod';
import { readSetting } from '../store/settings.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { readFileBytes } from '../store/files.ts';
import { type Calendar, calendarSettingsSchema, createCalendar, defaultCalendar } from './calendar.ts';
import type { Originals } from './complete-answer.ts';
import { addressKey } from './fingerprint.ts';

export type Partner = { readonly name: string; readonly companyId: string };

/** What an issue's row depends on beside its evidence. */
export type IssueContext = {
  /** The original bytes of a file; null where they are not at hand. */
  readonly original: Originals;
  /** Our own EDI addresses, as keys. */
  readonly ownAddresses: ReadonlySet<string>;
  readonly calendar: Calendar;
  /** The directory's entry for an address. */
  partner(address: string): Partner | null;
};

const calendars = new Map<string, Calendar>();

/** Working out a year of business hours takes a while: one calendar for equal settings. */
function calendarFor(stored: unknown): Calendar {
  const parsed = calendarSettingsSchema.safeParse(stored);
  const settings = parsed.success ? parsed.data : defaultCalendar;
  const key = JSON.stringify(settings);
  const known = calendars.get(key);
  if (known !== undefined) return known;
  const made = createCalendar(settings);
  calendars.set(key, made);
  return made;
}

const partnerSchema = z.object({ name: z.string(), company_id: z.string() });

/**
 * Reads the settings and the directory as they are now. Cheap: make one for each transaction. `originals` is where the
 * bytes of files are, if not here.
 */
export function readContext(db: ReadDb, originals: ReadDb = db): IssueContext {
  const own = z.array(z.string()).safeParse(readSetting(db, 'ownAddresses'));
  const known = new Map<string, Partner | null>();
  return {
    original: (fileId) => readFileBytes(originals, fileId),
    ownAddresses: new Set((own.success ? own.data : []).map(addressKey)),
    calendar: calendarFor(readSetting(db, 'calendar')),
    partner(address) {
      const key = addressKey(address);
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const row = prepare(db, 'SELECT name, company_id FROM partners WHERE address = ?').get(key);
      const entry = row === undefined ? null : partnerSchema.parse(row);
      const partner = entry === null ? null : { name: entry.name, companyId: entry.company_id };
      known.set(key, partner);
      return partner;
    },
  };
}
