import type { WorkingHours } from '#shared/model/workspace-settings.ts';
import { readPart } from '../store/tables/records.ts';
import type { ReadDb } from '../store/db.ts';
import { readFileBytes } from '../store/tables/files.ts';
import { type Calendar, createCalendar } from '../deadlines/calendar.ts';
import { type Directory, readDirectory } from '../partners/directory.ts';

/** Gives the original bytes of a file; null where this laptop never had them. */
export type Originals = (fileId: string) => Uint8Array | null;

/** What an issue's row depends on beside its evidence. */
export type IssueContext = Directory & {
  /** The original bytes of a file; null where they are not at hand. */
  readonly original: Originals;
  readonly calendar: Calendar;
};

const calendars = new Map<string, Calendar>();

/** Working out a year of business hours takes a while: one calendar for equal settings. */
function calendarFor(settings: WorkingHours): Calendar {
  const key = JSON.stringify(settings);
  const known = calendars.get(key);
  if (known !== undefined) return known;
  const made = createCalendar(settings);
  calendars.set(key, made);
  return made;
}

/**
 * Reads the settings and the directory as they are now. Cheap: make one for each transaction. `originals` is where the
 * bytes of files are, if not here.
 */
export function readContext(db: ReadDb, originals: ReadDb = db): IssueContext {
  return {
    ...readDirectory(db),
    original: (fileId) => readFileBytes(originals, fileId),
    calendar: calendarFor(readPart(db, 'calendar')),
  };
}
