import { z } from 'zod';
import { approvals, deliveryClasses } from '#shared/model/action/action.ts';
import { countsAs } from '#shared/model/action/action-meaning.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { type ConnectionState, type ConnectionTest, type FeedState } from '#shared/model/connection.ts';
import { personKinds, type Role, roles } from '#shared/model/person/role.ts';
import { millisSchema } from './wire.ts';

export const feedStateSchema = z.object({
  id: z.string(),
  connection: z.string(),
  connector: z.string(),
  name: z.string(),
  health: z.enum(['never polled', 'healthy', 'worked last time', 'polling', 'stale', 'failing', 'paused']),
  lastSuccessAt: millisSchema.nullable(),
  lastAttemptAt: millisSchema.nullable(),
  nextAttemptAt: millisSchema.nullable(),
  cursorAt: millisSchema.nullable(),
  error: z.string().nullable(),
  held: z.object({ reason: z.string(), until: millisSchema.nullable() }).nullable(),
  notes: z.array(z.string()).readonly(),
  received: z.number().int(),
  duplicates: z.number().int(),
}) satisfies z.ZodType<FeedState>;

export const connectionTestSchema = z.object({
  ok: z.boolean(),
  checks: z
    .array(z.object({ name: z.string(), ok: z.boolean(), message: z.string(), next: z.string().nullable() }))
    .readonly(),
  offers: z
    .array(z.object({ setting: z.enum(['ownAddresses']), values: z.array(z.string()).readonly(), from: z.string() }))
    .readonly(),
}) satisfies z.ZodType<ConnectionTest>;

const roleNames: readonly Role[] = personKinds.flatMap((kind): readonly Role[] => roles[kind]);
const recipientsSchema = z.object({ kind: z.enum(personKinds), role: z.enum(roleNames) });

export const connectionStateSchema = z.object({
  connection: z.string(),
  connector: z.string(),
  connectorName: z.string(),
  name: z.string(),
  summary: z.string(),
  status: z.enum(['not connected', 'connected', 'needs sign-in', 'paused', 'failing']),
  statusText: z.string(),
  sandbox: z.boolean(),
  settings: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        help: z.string(),
        type: z.enum(['text', 'url', 'number', 'boolean', 'folder', 'list']),
        default: z.string().nullable(),
        advanced: z.boolean().optional(),
        value: z.string(),
      }),
    )
    .readonly(),
  secrets: z
    .array(
      z.object({ key: z.string(), label: z.string(), help: z.string(), required: z.boolean(), present: z.boolean() }),
    )
    .readonly(),
  signIn: z.boolean(),
  feeds: z.array(feedStateSchema).readonly(),
  actions: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        capability: z.enum(capabilityNames),
        verb: z.string(),
        noun: z.string(),
        icon: z.string(),
        countsAs: z.enum(countsAs),
        deliveryClass: z.enum(deliveryClasses),
        needs: z.object({
          recipients: z
            .object({ to: z.array(recipientsSchema).readonly(), by: z.enum(['email', 'mobile', 'person']) })
            .nullable(),
          approval: z.enum(approvals).nullable(),
          template: z.boolean(),
          attachment: z.boolean(),
        }),
      }),
    )
    .readonly(),
  pausedUntil: millisSchema.nullable(),
  pause: z.object({ kind: z.enum(['sign-in', 'set-up', 'quota']), reason: z.string(), ends: z.string() }).nullable(),
}) satisfies z.ZodType<ConnectionState>;
