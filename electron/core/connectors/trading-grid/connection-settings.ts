import { z } from 'zod';
import { hour, minute } from '#shared/lib/time.ts';
import { addressSetting, numberSetting, parseSettings } from '../sdk/connection-settings.ts';
import { fieldMapSetting } from './lens/fields.ts';
import { allProblems } from './lens/query.ts';
import { manifest } from './manifest.ts';

const path = z
  .string()
  .trim()
  .regex(/^\/[\w./~-]*$/, { error: 'it must be a path that begins with /' })
  .transform((text) => text.replace(/\/+$/, ''));

const schema = z.object({
  host: addressSetting,
  tokenPath: path,
  searchPath: path,
  communityPath: path,
  lensUrl: addressSetting,
  companyId: z.string().trim(),
  query: z.string().trim(),
  fieldMap: fieldMapSetting,
  pageSize: numberSetting(1, 1000),
  // Entries become visible later than their own date says, by minutes: less would lose them.
  overlapMinutes: numberSetting(10, 1440),
  firstLookbackHours: numberSetting(1, 8760),
  catchUpHours: numberSetting(1, 168),
});

/** The settings of a Trading Grid connection, parsed. Throws `set-up`. */
export function readSettings(settings: Readonly<Record<string, string>>) {
  const parsed = parseSettings(manifest.id, schema, settings);
  return {
    ...parsed,
    query: parsed.query === '' ? allProblems : parsed.query,
    overlapMs: parsed.overlapMinutes * minute,
    firstLookbackMs: parsed.firstLookbackHours * hour,
    catchUpMs: parsed.catchUpHours * hour,
  };
}

export type TradingGridSettings = ReturnType<typeof readSettings>;
