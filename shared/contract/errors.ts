import { z } from 'zod';

/** Expected failures, by stable code. Anything else that is thrown is a bug and reaches the caller as one. */

export const notFound = {
  NOT_FOUND: {
    message: 'There is no such thing here',
    data: z.object({ what: z.string(), id: z.string(), next: z.string() }),
  },
} as const;

export const badFilter = {
  BAD_FILTER: {
    message: 'The filter could not be understood',
    /** `position` counts characters from 0. */
    data: z.object({ position: z.number().int(), expected: z.string(), got: z.string() }),
  },
} as const;

export const notConnected = {
  NOT_CONNECTED: {
    message: 'Not connected',
    data: z.object({ connection: z.string(), connector: z.string(), next: z.string() }),
  },
} as const;

/** Several connections can do it, and nobody has said which one should. */
export const notChosen = {
  NOT_CHOSEN: {
    message: 'None of several connections is chosen for it',
    data: z.object({ capability: z.string(), next: z.string() }),
  },
} as const;

/** The outside system said no, or could not be reached. */
export const connectorFailed = {
  CONNECTOR_FAILED: {
    message: 'The outside system could not do it',
    data: z.object({ connector: z.string(), code: z.string(), next: z.string().nullable() }),
  },
} as const;

/** One value that can't be used, and what would be. */
export const faultSchema = z.object({ field: z.string(), expected: z.string(), got: z.string() });

export const badInput = {
  BAD_INPUT: {
    message: 'That cannot be used',
    /** `others`: what else of the same input can't be used. */
    data: faultSchema.extend({ others: z.array(faultSchema).readonly() }),
  },
} as const;
