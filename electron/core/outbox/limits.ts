import { day, type Millis, minute, second } from '#shared/lib/time.ts';
import type { ReadDb } from '../store/db.ts';
import { readPart } from '../store/tables/settings.ts';

/** When the outbox gives up on something that keeps failing for reasons that should pass. */
export const retryLimits = { base: 2 * second, cap: 15 * minute, attempts: 12, age: day } as const;

/** How long a person can take something back. */
export function readUndoMs(db: ReadDb): Millis {
  return Math.round(readPart(db, 'undoSeconds') * second);
}
