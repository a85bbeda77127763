import { z } from 'zod';
import { actionStates } from '../action/action.ts';
import { type ActionMeaning, countsAs } from '../action/action-meaning.ts';
import { businessEventNames } from '../feed/business-event.ts';
import { capabilityNames } from '../action/capability.ts';
import { acknowledgementSchema, ediDocumentSchema, findingSchema, syntaxSchema } from '../edi/edi-schemas.ts';
import type { EventKind } from './event.ts';
import { exchangeReportedSchema } from '../feed/exchange.ts';
import { proofs } from '../person/proof.ts';
import { receiptKinds } from '../feed/receipt.ts';
import { issueStatuses } from '../issue/issue-status.ts';

/** What each kind of event carries. What comes out of the journal is parsed with these. */

const text = z.string().nullable();

export const partnerSeenSchema = z.object({
  companyId: z.string(),
  name: z.string(),
  addresses: z.array(z.string()),
});
export type PartnerSeen = z.infer<typeof partnerSeenSchema>;

/** The id that the same file had before it was written on: what was wrong with it then is over. */
const replaces = { replaces: z.string().optional() };

/** `fileId` is the SHA-256 of the bytes, hex. */
export const fileReceivedSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  size: z.number().int(),
  syntax: syntaxSchema,
  findings: z.array(findingSchema),
  ...replaces,
});
export type FileReceived = z.infer<typeof fileReceivedSchema>;

export const documentReceivedSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  /** Position among the file's documents, from 0. */
  index: z.number().int(),
  document: ediDocumentSchema,
});
export type DocumentReceived = z.infer<typeof documentReceivedSchema>;

export const acknowledgementReceivedSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  index: z.number().int(),
  acknowledgement: acknowledgementSchema,
});

export const fileUnreadableSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  size: z.number().int(),
  /** One sentence: what is wrong and where. */
  reason: z.string(),
  findings: z.array(findingSchema),
  /** What could be read all the same; absent where nothing could. Addresses only where all of it has the same ones. */
  read: z
    .object({
      documents: z.number().int(),
      acknowledgements: z.number().int(),
      sender: text,
      receiver: text,
      /** All that could be read says of itself that it is a test. */
      test: z.literal(true).optional(),
    })
    .optional(),
  ...replaces,
});
export type FileUnreadable = z.infer<typeof fileUnreadableSchema>;

/** Raised by the local clock. `fingerprint` is that of the document or transaction that waits. */
export const acknowledgementOverdueSchema = z.object({
  fingerprint: z.string(),
  documentType: text,
  documentNumber: text,
  senderAddress: text,
  receiverAddress: text,
  sentAt: z.number().int(),
  dueAt: z.number().int(),
  /** Business hours the policy allowed. */
  hoursAllowed: z.number(),
  /** Which time it is raised for this due time, from 2: what a clock that was ahead raised too early is raised again. */
  round: z.number().int().optional(),
  /** Instead of raising it, takes back the same one: it was raised by a clock that was ahead. */
  takenBack: z.literal(true).optional(),
});
export type AcknowledgementOverdue = z.infer<typeof acknowledgementOverdueSchema>;

/** `insteadOf`: the `sourceId` of the same mark, made while the clock was ahead; this one says when it was said. */
const mark = { issueId: z.string(), insteadOf: z.string().optional() };

export const issueMarkedSchema = z.discriminatedUnion('field', [
  z.object({ ...mark, field: z.literal('status'), value: z.enum(issueStatuses) }),
  z.object({ ...mark, field: z.literal('owner'), value: z.string().nullable() }),
]);
export type IssueMarked = z.infer<typeof issueMarkedSchema>;

export const issueCommentedSchema = z.object({ issueId: z.string(), text: z.string() });
export type IssueCommented = z.infer<typeof issueCommentedSchema>;

/** The issues that one action is about, where they are several: it keeps them, whatever joins an issue later. */
export const subjectPinnedSchema = z.object({
  subject: z.string(),
  /** Each with the episode it was in, from 1. */
  issues: z.array(z.object({ id: z.string(), episode: z.number().int() })),
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

export const actionRequestedSchema = z.object({
  ...actionRef,
  ...actionMeaningSchema.shape,
  idempotencyKey: z.string(),
  /** Which episode of the issue it belongs to, from 1. */
  episode: z.number().int(),
  /** Why another one was wanted; absent for the first. */
  purpose: z.string().optional(),
  /** It goes out only when somebody has let it. */
  approval: z.literal(true).optional(),
});
export type ActionRequested = z.infer<typeof actionRequestedSchema>;

export const actionCancelledSchema = z.object(actionRef);
export type ActionCancelled = z.infer<typeof actionCancelledSchema>;

/** The outbox is done with it. */
export const actionSettledSchema = z.object({
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

/**
 * What became of a send, as a connector heard it. `occurredAt` is when that was. One that was merged into another is `deleted`
 * with `replacedBy`.
 */
export const receiptReceivedSchema = z.object({
  /** The action's idempotency key; it begins with the issue's id. */
  key: z.string(),
  kind: z.enum(receiptKinds),
  /** What people call the thing that was made: `case`, `letter`. A desk that did not ask for it knows it by this alone. */
  noun: z.string(),
  /** The vendor's id of the thing, the same as in the outcome of the send. */
  id: z.string(),
  /** The number that people use. */
  reference: text,
  link: text,
  /** The vendor's words: why it bounced, what a reply says. Shown, never interpreted. */
  words: text,
  /** Who did it: closed it, read it, replied. */
  who: text,
  /** How the thing stands outside, in the vendor's word. */
  status: text,
  owner: text,
  /** What stands for it now. */
  replacedBy: z.object({ id: z.string(), reference: text, link: text }).optional(),
});
export type ReceiptReceived = z.infer<typeof receiptReceivedSchema>;

/** What was kept of a person was erased. `digest`: SHA-256 (hex) over the ids of all texts ever erased of them, sorted, a line each. */
export const personErasedSchema = z.object({
  /** Keyed hash of the name or address, hex. */
  subject: z.string(),
  /** How many those are. */
  texts: z.number().int(),
  digest: z.string(),
});

/** What went well outside and has facts: it is no trouble, and may start something. `occurredAt` is when it happened. */
export const businessEventSchema = z.object({
  what: z.enum(businessEventNames),
  /** What people call the thing: `PO 4711`. */
  subject: z.string(),
  /** The partner's address, `qualifier:id`, or another identifier it is known by; null where none is concerned. */
  partner: text,
  /** In the order in which they are shown: `Amount`, `120.00 EUR`. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The number that people quote. */
  reference: text,
  link: text,
});
export type BusinessEventReceived = z.infer<typeof businessEventSchema>;

/** What a person did outside, such as a button pressed in a chat. Its source id is that of the press, so that repeats are dropped. */
export const commandReceivedSchema = z.object({
  /** What the button asks for, in a word: `acknowledge`. */
  command: z.string(),
  issueId: z.string(),
  /** Who it was, by name or address; how that was proven is `proof`. */
  who: z.string(),
  proof: z.enum(proofs),
  /** Milliseconds; it may not be acted on later than this. */
  until: z.number().int(),
});
export type CommandReceived = z.infer<typeof commandReceivedSchema>;
/** Events whose time was over were removed. `digest`: SHA-256 (hex) over the digests of all that ever were, by place. */
export const journalTrimmedSchema = z.object({
  /** What was recorded before this could go. */
  before: z.number().int(),
  /** How many have been removed by now, in all. */
  removed: z.number().int(),
  digest: z.string(),
});

export const payloadSchemas = {
  'exchange.reported': exchangeReportedSchema,
  'partner.seen': partnerSeenSchema,
  'file.received': fileReceivedSchema,
  'document.received': documentReceivedSchema,
  'acknowledgement.received': acknowledgementReceivedSchema,
  'file.unreadable': fileUnreadableSchema,
  'acknowledgement.overdue': acknowledgementOverdueSchema,
  'issue.marked': issueMarkedSchema,
  'issue.commented': issueCommentedSchema,
  'subject.pinned': subjectPinnedSchema,
  'action.requested': actionRequestedSchema,
  'action.approved': actionCancelledSchema,
  'action.cancelled': actionCancelledSchema,
  'action.settled': actionSettledSchema,
  'receipt.received': receiptReceivedSchema,
  'business.event': businessEventSchema,
  'command.received': commandReceivedSchema,
  'person.erased': personErasedSchema,
  'journal.trimmed': journalTrimmedSchema,
} as const satisfies Record<EventKind, z.ZodType>;
