import { z } from 'zod';
import {
  type Action,
  type NotSent,
  type ActionChip,
  type ActionError,
  actionStates,
  deliveryClasses,
} from '#shared/model/action/action.ts';
import { reasonNames } from '#shared/model/action/reasons.ts';
import { countsAs } from '#shared/model/action/action-meaning.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { idSchema, jsonSchema, millisSchema } from './wire.ts';

export const actionChipSchema = z.object({
  id: idSchema,
  connector: z.string(),
  connection: z.string(),
  action: z.string(),
  noun: z.string(),
  state: z.enum(actionStates),
  reference: z.string().nullable(),
  url: z.string().nullable(),
}) satisfies z.ZodType<ActionChip>;

export const actionErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  family: z.enum(['user', 'transient', 'bug']),
  next: z.string().nullable(),
}) satisfies z.ZodType<ActionError>;

export const notSentSchema = z.object({
  reason: z.enum(reasonNames),
  words: z.string(),
  until: millisSchema.nullable(),
}) satisfies z.ZodType<NotSent>;

export const actionSchema = actionChipSchema.extend({
  capability: z.enum(capabilityNames),
  countsAs: z.enum(countsAs),
  issueId: idSchema,
  issueIds: z.array(idSchema).readonly(),
  issueTitle: z.string(),
  partner: z.string(),
  to: z.object({ name: z.string(), person: z.string().nullable() }).nullable(),
  deliveryClass: z.enum(deliveryClasses),
  idempotencyKey: z.string(),
  requestedBy: z.string(),
  requestedAt: millisSchema,
  updatedAt: millisSchema,
  holdUntil: millisSchema.nullable(),
  nextAttemptAt: millisSchema.nullable(),
  attempts: z.number().int(),
  can: z.object({ cancel: z.boolean(), retry: z.boolean(), settle: z.boolean(), approve: z.boolean() }),
  error: actionErrorSchema.nullable(),
  remark: z.string().nullable(),
  waitsFor: z.string().nullable(),
  notSent: notSentSchema.nullable(),
  input: jsonSchema,
  remote: z.object({ status: z.string().nullable(), owner: z.string().nullable(), closed: z.boolean() }).nullable(),
}) satisfies z.ZodType<Action>;
