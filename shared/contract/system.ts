import { eventIterator } from '@orpc/contract';
import { long, oc } from './procedure.ts';
import { z } from 'zod';
import { badInput } from './errors.ts';
import { idSchema, millisSchema } from './schemas/wire.ts';

export const systemInfoSchema = z.object({
  version: z.string(),
  dataFolder: z.string(),
  /** `fresh`: nothing chosen yet, show the first-run choice. `unconnected`: nothing is connected, but files were read. */
  mode: z.enum(['fresh', 'unconnected', 'sandbox', 'connected']),
  sandbox: z.object({ scenario: z.string() }).nullable(),
  sandboxAvailable: z.boolean(),
  vault: z.object({ kind: z.string(), statement: z.string() }),
  actor: z.string(),
  device: z.string(),
  now: millisSchema,
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

/** Something changed: ask again for what you show. Sent at most every 100 ms. */
export const liveEventSchema = z.object({
  areas: z.array(z.enum(['issues', 'actions', 'feeds', 'connections', 'people', 'system'])).readonly(),
  /** The issues touched, 500 at most; `more` says that there were others. */
  issueIds: z.array(idSchema).readonly(),
  more: z.boolean(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

export const doctorCheckSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  message: z.string(),
  next: z.string().nullable(),
  /** The connection it is about; null where it is about none. */
  connection: z.string().nullable(),
});

/** How one host of a connection is reached. `proxy` null = straight; no password is ever in it. */
export const wayOutSchema = z.object({
  connection: z.string(),
  host: z.string(),
  proxy: z.string().nullable(),
  why: z.string(),
  /** Why it can't be said how, and what to do. */
  error: z.string().nullable(),
  next: z.string().nullable(),
});
export type WayOut = z.infer<typeof wayOutSchema>;

/** `choice` is `auto` (the environment, then the system), `none`, or a proxy's address. */
const proxyStateSchema = z.object({ choice: z.string(), ways: z.array(wayOutSchema).readonly() });

const recipientKeySchema = z.object({ key: z.string() });

export const systemContract = {
  info: oc.output(systemInfoSchema),
  /** First event at once (all areas), then one for each change until the caller goes. */
  live: long.output(eventIterator(liveEventSchema)),
  /** Starts the built-in sandbox and points the connections at it. Refused where real connections exist. */
  startSandbox: long
    .errors({ ...badInput })
    .input(z.strictObject({ scenario: z.string().max(60).optional() }))
    .output(systemInfoSchema),
  /** Stops the sandbox, removes its connections and everything that came from it. */
  leaveSandbox: oc.output(systemInfoSchema),
  doctor: oc.output(z.object({ ok: z.boolean(), checks: z.array(doctorCheckSchema).readonly() })),
  /** Which proxy leads outside. Asks nobody outside. */
  proxy: oc.output(proxyStateSchema),
  /** Chooses for all calls from now on. The password goes into the vault and never comes back. */
  setProxy: oc
    .errors({ ...badInput })
    .input(
      z.strictObject({
        choice: z.string().min(1).max(2_000),
        credentials: z
          .strictObject({ user: z.string().max(1_000), password: z.string().max(4_000) })
          .nullable()
          .default(null),
      }),
    )
    .output(proxyStateSchema),
  /**
   * The secret that recipients stand under in the keys of what is sent to them, 32 bytes as base64url; made where there is none.
   * Desks that share it know of each other's messages. HOST_FAILED where the vault can't be read.
   */
  recipientKey: oc.output(recipientKeySchema),
  /** Whether it is at hand where it is needed, and never the key itself. `used`: something was sent to people by name. */
  recipientKeyState: oc.output(
    z.object({
      used: z.boolean(),
      problem: z.object({ message: z.string(), next: z.string().nullable() }).nullable(),
    }),
  ),
  /**
   * Takes that of another desk; null makes a new one. Of what was sent before nothing is known then but who has opted out, so
   * CONFLICT where something was, unless `anyway`.
   */
  setRecipientKey: oc
    .errors({
      ...badInput,
      CONFLICT: { message: 'Messages to people were asked for already', data: z.object({ next: z.string() }) },
    })
    .input(z.strictObject({ key: z.string().max(200).nullable(), anyway: z.boolean() }))
    .output(recipientKeySchema),
  /** Checks the journal's chain and rebuilds every projection in memory to compare. */
  verify: long.output(
    z.object({
      ok: z.boolean(),
      events: z.number().int(),
      issues: z.number().int(),
      /** Texts about persons that were erased. */
      erased: z.number().int(),
      /** Events whose time was over, of which nothing but their places in the chain are left. */
      removed: z.number().int(),
      problems: z.array(z.object({ code: z.string(), message: z.string() })).readonly(),
    }),
  ),
  /**
   * Removes what was recorded before a time and is over: resolved issues, documents that nothing is wrong with, and the events
   * that they are made from. What is open keeps everything. `rehearse` counts and changes nothing.
   */
  trim: long
    .errors({ ...badInput })
    .input(z.strictObject({ before: millisSchema, rehearse: z.boolean() }))
    .output(
      z.object({
        events: z.number().int(),
        issues: z.number().int(),
        /** As `people.erase` says it: what was removed can still be read on the disk. */
        held: z.boolean(),
      }),
    ),
  backup: long
    .errors({ ...badInput })
    .input(z.strictObject({ path: z.string().min(1).max(4_000) }))
    .output(z.object({ path: z.string(), bytes: z.number().int() })),
};
