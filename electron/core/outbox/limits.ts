import { z } from 'zod';
import { day, hour, type Millis, minute, second } from '#shared/lib/time.ts';
import type { ReadDb } from '../store/db.ts';
import { readSetting } from '../store/tables/records.ts';

/** How long a person can take something back. */
export const defaultUndoMs = 10 * second;

/** When the outbox gives up on something that keeps failing for reasons that should pass. */
export const retryLimits = { base: 2 * second, cap: 15 * minute, attempts: 12, age: day } as const;

/** How long a person can take something back, as set under `undoMs`. */
export function readUndoMs(db: ReadDb): Millis {
  return z.number().int().min(0).max(hour).catch(defaultUndoMs).parse(readSetting(db, 'undoMs'));
}
