import { day, minute, second } from '#shared/lib/time.ts';

/** How long a person can take something back. */
export const defaultUndoMs = 10 * second;

/** When the outbox gives up on something that keeps failing for reasons that should pass. */
export const retryLimits = { base: 2 * second, cap: 15 * minute, attempts: 12, age: day } as const;
