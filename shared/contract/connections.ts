import { long, oc } from './procedure.ts';
import { z } from 'zod';
import { businessEventSchema } from '#shared/model/event/kinds/business.ts';
import { businessEventNames } from '#shared/model/feed/business-event.ts';
import { recordChangeSchema, referenceKinds } from '#shared/model/feed/reference.ts';
import { badInput, connectorFailed, notConnected, notFound } from './errors.ts';
import { connectionStateSchema, connectionTestSchema } from './schemas/connection.ts';
import { millisSchema } from './schemas/wire.ts';

const referenceRecordSchema = recordChangeSchema.extend({
  connection: z.string(),
  value: recordChangeSchema.shape.value.unwrap(),
  /** When it was brought, in milliseconds. */
  at: z.number().int(),
});

const businessEventRowSchema = businessEventSchema.extend({
  seq: z.number().int(),
  /** Who told of it. */
  connection: z.string(),
  /** When it happened, in milliseconds. */
  at: z.number().int(),
});

const connector = z.string().min(1).max(60);
/** `crm`, `crm-2`. */
const connection = z.string().min(1).max(60);
const limit = z.number().int().min(1).max(1_000).default(200);

const changedMeanwhile = {
  CONFLICT: {
    message: 'Somebody else has changed this connection meanwhile',
    data: z.object({ now: connectionStateSchema, next: z.string() }),
  },
} as const;

export const connectionsContract = {
  /** Every connection, and once, not connected, each connector that has none. */
  list: oc.output(z.object({ connections: z.array(connectionStateSchema).readonly() })),

  /** What one more connection of this connector would be: its id, its name and its settings with their defaults. */
  blank: oc
    .errors({ ...notFound })
    .input(z.strictObject({ connector }))
    .output(connectionStateSchema),

  /**
   * Sets up the connector's first connection, or that named by `connection`, or changes it where it is there. With `another`
   * it is always one more: BAD_INPUT names `connection` where its id is taken.
   *
   * Stores settings and secrets, all or nothing: BAD_INPUT names every one that does not fit. What is left out keeps its value, an empty secret is removed. Secrets never come back.
   */
  connect: oc
    .errors({ ...notFound, ...badInput, ...changedMeanwhile })
    .input(
      z.strictObject({
        connector,
        connection: connection.optional(),
        /** For people; no two connections have the same. */
        name: z.string().max(200).optional(),
        another: z.boolean().default(false),
        settings: z.record(z.string(), z.string().max(20_000)).default({}),
        secrets: z.record(z.string(), z.string().max(20_000)).default({}),
        /**
         * What the settings to be changed were when they were read. Where one of them is no longer so, nothing is stored and
         * CONFLICT tells what the connection is now. Left out: whatever is there is overwritten.
         */
        was: z.record(z.string(), z.string().max(20_000)).optional(),
      }),
    )
    .output(connectionStateSchema),

  rename: oc
    .errors({ ...notFound, ...badInput })
    .input(z.strictObject({ connection, name: z.string().max(200) }))
    .output(connectionStateSchema),

  /** Forgets settings and secrets; what waits to be sent through it waits until it is connected again. The journal keeps what was read and sent. */
  disconnect: oc
    .errors({ ...notFound })
    .input(z.strictObject({ connection }))
    .output(connectionStateSchema),

  /**
   * What connections brought for looking things up in (people are in `people.list`), by connection, kind and key; the next page
   * begins after the last one of this. Nothing for a connection that is not there.
   */
  reference: oc
    .input(
      z.strictObject({
        connection: connection.nullable().default(null),
        kind: z.enum(referenceKinds).nullable().default(null),
        after: z.strictObject({ connection: z.string(), kind: z.string(), key: z.string() }).nullable().default(null),
        limit,
      }),
    )
    .output(z.object({ records: z.array(referenceRecordSchema).readonly() })),

  /**
   * What went well, as connections told of it, the latest that was heard first; the next page is before the last `seq` of this.
   * `partner` is a name of the directory, an address, or what a connection calls it; `since` is when it happened.
   */
  events: oc
    .input(
      z.strictObject({
        connection: connection.nullable().default(null),
        partner: z.string().trim().min(1).max(200).nullable().default(null),
        what: z.enum(businessEventNames).nullable().default(null),
        since: millisSchema.nullable().default(null),
        before: z.number().int().nullable().default(null),
        limit,
      }),
    )
    .output(z.object({ events: z.array(businessEventRowSchema).readonly() })),

  test: long
    .errors({ ...notFound, ...notConnected })
    .input(z.strictObject({ connection }))
    .output(connectionTestSchema),

  /** Opens the browser and waits for the person, five minutes at most. */
  signIn: long
    .errors({ ...notFound, ...notConnected, ...connectorFailed })
    .input(z.strictObject({ connection }))
    .output(connectionStateSchema),

  /** Polls one feed (`<connection>.<feed>`), all feeds of one connection, or all. Waits for the end. */
  poll: long
    .errors({ ...notFound, ...notConnected })
    .input(z.strictObject({ feed: z.string().max(120).nullable().default(null) }))
    .output(
      z.object({
        feeds: z
          .array(
            z.object({
              id: z.string(),
              connection: z.string(),
              received: z.number().int(),
              duplicates: z.number().int(),
              error: z.string().nullable(),
            }),
          )
          .readonly(),
      }),
    ),
};
