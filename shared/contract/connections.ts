import { oc } from '@orpc/contract';
import { z } from 'zod';
import { badInput, connectorFailed, notConnected, notFound } from './errors.ts';
import { connectionStateSchema, connectionTestSchema } from './schemas.ts';

const connector = z.string().min(1).max(60);

export const connectionsContract = {
  list: oc.output(z.object({ connections: z.array(connectionStateSchema).readonly() })),

  /** Stores settings and secrets; what is left out keeps its value, an empty secret is removed. Secrets never come back. */
  connect: oc
    .errors({ ...notFound, ...badInput })
    .input(
      z.strictObject({
        connector,
        settings: z.record(z.string(), z.string().max(20_000)).default({}),
        secrets: z.record(z.string(), z.string().max(20_000)).default({}),
      }),
    )
    .output(connectionStateSchema),

  /** Forgets settings and secrets. The journal keeps what was read and sent. */
  disconnect: oc
    .errors({ ...notFound })
    .input(z.strictObject({ connector }))
    .output(connectionStateSchema),

  test: oc
    .errors({ ...notFound, ...notConnected })
    .input(z.strictObject({ connector }))
    .output(connectionTestSchema),

  /** Opens the browser and waits for the person, five minutes at most. */
  signIn: oc
    .errors({ ...notFound, ...notConnected, ...connectorFailed })
    .input(z.strictObject({ connector }))
    .output(connectionStateSchema),

  /** Polls one feed (`trading-grid.transactions`), all feeds of one connector, or all. Waits for the end. */
  poll: oc
    .errors({ ...notFound })
    .input(z.strictObject({ feed: z.string().max(120).nullable().default(null) }))
    .output(
      z.object({
        feeds: z.array(
          z.object({
            id: z.string(),
            received: z.number().int(),
            duplicates: z.number().int(),
            error: z.string().nullable(),
          }),
        ),
      }),
    ),
};
