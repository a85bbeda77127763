import { oc } from './procedure.ts';
import { z } from 'zod';
import { actionStates, type LeftOut } from '#shared/model/action/action.ts';
import { reasonNames } from '#shared/model/action/reasons.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import { day } from '#shared/lib/time.ts';
import { personKinds } from '#shared/model/person/role.ts';
import { badInput, connectorFailed, notChosen, notConnected, notFound } from './errors.ts';
import { actionChipSchema, actionSchema, notSentSchema } from './schemas/action.ts';
import { idSchema, jsonSchema, millisSchema } from './schemas/wire.ts';

/**
 * `crm-2.escalate`: the connection and what it does. A connector's name stands for its only connection. Or a capability,
 * `case.create`: of the connection that it is bound to in the settings, or of the only one that can do it. BAD_INPUT names those where there
 * are several, and nobody has said which.
 */
const actionName = z
  .string()
  .regex(/^[a-z][a-z\d-]*\.[a-z.-]+$/)
  .max(120);

/** Why another one is wanted although there is one, in a few words: the same words ask for the same one. Empty for the first. */
const purpose = z.string().trim().max(120).default('');

/** Each issue stands for its incident: with all its documents that are not resolved, however many. */
const whole = z.boolean().default(false);

const edits = {
  /**
   * Edited fields of the preview, by key. BAD_INPUT names a key that the action does not have, or one that belongs
   * to a single issue (`bulk` false) where there are several; nothing is asked for then.
   */
  overrides: z.record(z.string().max(120), z.string().max(32_000)).default({}),
  /** Added below each issue's own text, after an empty line. */
  note: z.string().trim().max(4_000).default(''),
};

/** Whom it is to go to: who has a role, a person of the table by key (`settings:ab12`, or without its source), or a typed address. */
const recipientSchema = z.union([
  z.strictObject({ role: z.string().max(60), kind: z.enum(personKinds).optional() }),
  z.strictObject({ person: z.string().min(1).max(300) }),
  z.strictObject({ address: z.string().trim().min(3).max(200), name: z.string().trim().max(200).optional() }),
]);
export type AskedRecipient = z.infer<typeof recipientSchema>;

/** Left out: those that the action's manifest names. One effect for each that is found. */
const to = z.array(recipientSchema).max(100).readonly().default([]);

const leftOutSchema = z.object({
  issueIds: z.array(idSchema).readonly(),
  to: z.string(),
  reason: z.enum(reasonNames),
  words: z.string(),
}) satisfies z.ZodType<LeftOut>;

/** It goes out when one of these receipts of another action has come; not after `withinMs`, where that is given. */
const after = z
  .strictObject({
    action: idSchema,
    receipts: z.array(z.enum(receiptKinds)).min(1).max(receiptKinds.length).readonly(),
    withinMs: z
      .number()
      .int()
      .positive()
      .max(366 * day)
      .nullable()
      .default(null),
  })
  .nullable()
  .default(null);

export const actionPreviewSchema = z.object({
  connector: z.string(),
  connection: z.string(),
  /** What the connection is called. */
  where: z.string(),
  /** With its connection in front, also where a capability was asked for. */
  action: z.string(),
  /** `Escalate` */
  verb: z.string(),
  /** `escalated {issue} to {where}` */
  did: z.string(),
  /** `case` */
  noun: z.string(),
  /** How many would be sent, and the issues for which nothing would be, because they have theirs already, under way or done. */
  count: z.number().int(),
  already: z.array(idSchema).readonly(),
  /** What is there for those already, by issue; for the first twenty. No chip where only another desk knows what it sent. */
  standing: z
    .array(z.object({ issueId: idSchema, partner: z.string(), title: z.string(), chip: actionChipSchema.nullable() }))
    .readonly(),
  /** About how many partners they would be. */
  partners: z.number().int(),
  /** The names of those it would go to; none where it goes to nobody in particular. */
  to: z.array(z.string()).readonly(),
  /** Who would be left out. `warnings` says so too. */
  leftOut: z.array(leftOutSchema).readonly(),
  /** What stands between asking for it and its leaving, besides the time to undo: an approval, a connection that is paused. */
  heldBack: z.array(notSentSchema).readonly(),
  /** Which one of them the form and the draft show: what it is about, and to whom it would go; null = to nobody in particular. */
  shown: z.object({ issueIds: z.array(idSchema).readonly(), to: z.string().nullable() }),
  /** That one as a form. */
  fields: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        value: z.string(),
        editable: z.boolean(),
        /** Means the same for every issue, so it may be changed for many at once. The core refuses the others then. */
        bulk: z.boolean(),
        multiline: z.boolean(),
        options: z.array(z.string()).readonly().nullable(),
        note: z.string().nullable(),
      }),
    )
    .readonly(),
  warnings: z.array(z.string()).readonly(),
  draft: jsonSchema,
});
export type ActionPreview = z.infer<typeof actionPreviewSchema>;

export const actionsContract = {
  /** What would be written. Works offline as far as it can and says what it could not find out. */
  preview: oc
    .errors({ ...notFound, ...notConnected, ...notChosen, ...badInput })
    .input(
      z.strictObject({
        issueIds: z.array(idSchema).min(1).max(10_000).readonly(),
        action: actionName,
        ...edits,
        purpose,
        to,
        whole,
        /** Which of those that would be sent is shown, from 0; the last one where there are fewer. */
        at: z.number().int().min(0).default(0),
      }),
    )
    .output(actionPreviewSchema),

  /**
   * Puts one action for each issue, and where it goes to people one for each of them, in the outbox. `leftOut` says who does not get
   * one although they should, and why. An issue that has this action already for its present episode
   * gets the same action back, not a second one. Nothing leaves before `undoUntil`.
   */
  request: oc
    .errors({ ...notFound, ...notConnected, ...notChosen, ...badInput })
    .input(
      z.strictObject({
        issueIds: z.array(idSchema).min(1).max(10_000).readonly(),
        action: actionName,
        ...edits,
        purpose,
        to,
        whole,
        /** BAD_INPUT names `after` where that action can give no such receipt. */
        after,
        /** Send at once, without the undo window. */
        immediately: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        /** What is asked for now, and what was here before. */
        actions: z.array(actionSchema).readonly(),
        /** Issues that had theirs before: asked for here, or sent by another desk. */
        already: z.array(idSchema).readonly(),
        undoUntil: millisSchema,
        leftOut: z.array(leftOutSchema).readonly(),
      }),
    ),

  /** Takes back what has not left yet; what was taken back before is among `cancelled`, so that it can be asked again. */
  cancel: oc
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000).readonly() }))
    .output(z.object({ cancelled: z.array(idSchema).readonly(), tooLate: z.array(idSchema).readonly() })),

  /** Tries a failed or unknown one again; for `outcome unknown` this is the person's decision that it did not happen. */
  retry: oc
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000).readonly() }))
    .output(z.object({ queued: z.array(idSchema).readonly(), refused: z.array(idSchema).readonly() })),

  /** For `outcome unknown`: the person's word that it did happen. It is not sent again. Refused in any other state. */
  settle: oc
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000).readonly() }))
    .output(z.object({ settled: z.array(idSchema).readonly(), refused: z.array(idSchema).readonly() })),

  /** Lets those that wait for approval go out, after the time to undo. Refused in any other state, and to who may not. */
  approve: oc
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000).readonly() }))
    .output(z.object({ approved: z.array(idSchema).readonly(), refused: z.array(idSchema).readonly() })),

  get: oc
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000).readonly() }))
    .output(z.object({ actions: z.array(actionSchema).readonly() })),

  /** The outbox, newest first. */
  list: oc
    .errors({ ...connectorFailed })
    .input(
      z.strictObject({
        states: z.array(z.enum(actionStates)).readonly().default([]),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1_000).default(100),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        actions: z.array(actionSchema).readonly(),
        byState: z.array(z.object({ state: z.enum(actionStates), count: z.number().int() })).readonly(),
      }),
    ),
};
