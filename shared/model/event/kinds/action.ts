import { z } from 'zod';
import { actionStates } from '../../action/action.ts';
import { type ActionMeaning, countsAs } from '../../action/action-meaning.ts';
import { capabilityNames } from '../../action/capability.ts';
import { receiptKinds } from '../../feed/receipt.ts';
import { eventKind, named, type PersonalText, type TextAt } from '../kind.ts';

const text = z.string().nullable();

/** The issues that one action is about, where they are several: it keeps them, whatever joins an issue later. */
const subjectPinnedSchema = z.object({
  subject: z.string(),
  /** Each with the episode it was in, from 1, as this desk counts, and the mark of its trouble, the same on every desk. */
  issues: z.array(z.object({ id: z.string(), episode: z.number().int(), mark: z.string() })),
});
export type SubjectPinned = z.infer<typeof subjectPinnedSchema>;

const actionRef = {
  actionId: z.string(),
  issueId: z.string(),
  connector: z.string(),
  connection: z.string(),
  action: z.string(),
};

const actionMeaningSchema = z.object({
  capability: z.enum(capabilityNames),
  countsAs: z.enum(countsAs),
  did: z.string(),
  noun: z.string(),
}) satisfies z.ZodType<ActionMeaning>;

const actionRequestedSchema = z.object({
  ...actionRef,
  ...actionMeaningSchema.shape,
  idempotencyKey: z.string(),
  /** Which episode of the issue it belongs to, from 1, as this desk counts. */
  episode: z.number().int(),
  /** The name and the address of whom it goes to, kept apart; absent where it goes to nobody in particular. */
  to: z.string().optional(),
  toAddress: z.string().optional(),
  /** Why another one was wanted; absent for the first. */
  purpose: z.string().optional(),
  /** It goes out only when one of these receipts of another action has come. `until` in milliseconds; absent = however long that takes. */
  after: z
    .object({ key: z.string(), receipts: z.array(z.enum(receiptKinds)).readonly(), until: z.number().int().optional() })
    .optional(),
  /** It goes out only when somebody has let it. */
  approval: z.literal(true).optional(),
});
export type ActionRequested = z.infer<typeof actionRequestedSchema>;

/** Somebody here said that a person who wanted no more of something may be sent it again. */
const optOutLiftedSchema = z.object({
  capability: z.enum(capabilityNames),
  /** As it stands in keys. */
  recipient: z.string(),
  /** Name and address, kept apart. */
  to: z.string(),
  toAddress: z.string(),
});
export type OptOutLifted = z.infer<typeof optOutLiftedSchema>;

/** Whom it goes to: name and address are about whoever has the address. */
function addressed(at: TextAt<'to' | 'toAddress'>): readonly PersonalText[] {
  const address = at('toAddress');
  const name = at('to') === null || address === null ? [] : [{ at: 'to', person: address }];
  return [...name, ...named(at, 'toAddress')];
}

const actionRefSchema = z.object(actionRef);
export type ActionRef = z.infer<typeof actionRefSchema>;

/** The outbox is done with it. */
const actionSettledSchema = z.object({
  ...actionRef,
  state: z.enum(actionStates),
  reference: text,
  url: text,
  remoteId: text,
  attempts: z.number().int(),
  /** What was left out and why, where it went through but not as it was drafted. */
  remark: z.string().optional(),
  error: z
    .object({ code: z.string(), message: z.string(), family: z.enum(['user', 'transient', 'bug']), next: text })
    .nullable(),
});
export type ActionSettled = z.infer<typeof actionSettledSchema>;

/** What is asked of an outside system, and what came of asking. */
export const actionEventKinds = {
  'subject.pinned': eventKind({ payload: subjectPinnedSchema, rank: 'pinned' }),
  'action.requested': eventKind({
    payload: actionRequestedSchema,
    rank: 'requested',
    personal: addressed,
  }),
  'action.approved': eventKind({ payload: actionRefSchema, rank: 'requested' }),
  'action.cancelled': eventKind({ payload: actionRefSchema, rank: 'cancelled' }),
  'action.settled': eventKind({ payload: actionSettledSchema, rank: 'settled' }),
  'opt-out.lifted': eventKind({ payload: optOutLiftedSchema, rank: null, personal: addressed }),
};
