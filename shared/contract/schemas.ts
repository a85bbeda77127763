import { z } from 'zod';
import { type Json } from '#shared/lib/json.ts';
import {
  type Action,
  type ActionChip,
  type ActionError,
  actionStates,
  deliveryClasses,
} from '#shared/model/action/action.ts';
import { reasonNames } from '#shared/model/action/reasons.ts';
import { countsAs } from '#shared/model/action/action-meaning.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import type { ConnectionState, ConnectionTest, FeedState } from '#shared/model/connection.ts';
import {
  acknowledgementErrorSchema,
  acknowledgementStatusSchema,
  controlSchema,
  findingSchema,
  syntaxSchema,
} from '#shared/model/edi/edi-schemas.ts';
import { type Issue, type IssueRow, resolvedBy, severities, type TimelineEntry } from '#shared/model/issue/issue.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';

/** Schemas of what crosses the wire. Each one is checked against the model's type where it is declared. */

export const idSchema = z.string().min(1).max(120);
export const millisSchema = z.number().int();
/** What arrives over the wire was JSON, so only its presence is left to check; walking it would cost more than the call. */
export const jsonSchema: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);

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

export const issueSchema = z.object({
  id: idSchema,
  kind: z.enum(issueKinds),
  severity: z.enum(severities),
  status: z.enum(issueStatuses),
  resolvedBy: z.enum(resolvedBy).nullable(),
  partner: z.string(),
  partnerAddress: z.string().nullable(),
  direction: z.enum(['outbound', 'inbound', 'unknown']),
  documentType: z.string().nullable(),
  documentNumber: z.string().nullable(),
  title: z.string(),
  explanation: z.string(),
  owner: z.string().nullable(),
  dueAt: millisSchema.nullable(),
  firstSeenAt: millisSchema,
  lastSeenAt: millisSchema,
  occurrences: z.number().int().positive(),
  source: z.string(),
  test: z.boolean(),
}) satisfies z.ZodType<Issue>;

export const issueRowSchema = issueSchema.extend({ actions: z.array(actionChipSchema) }) satisfies z.ZodType<IssueRow>;

export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  at: millisSchema,
  kind: z.string(),
  text: z.string(),
  detail: z.string().nullable(),
  actor: z.string().nullable(),
  source: z.string(),
  url: z.string().nullable(),
  actionId: z.string().nullable(),
  tone: z.enum(['neutral', 'good', 'bad', 'warning']),
}) satisfies z.ZodType<TimelineEntry>;

export const actionErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  family: z.enum(['user', 'transient', 'bug']),
  next: z.string().nullable(),
}) satisfies z.ZodType<ActionError>;

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
  notSent: z.object({ reason: z.enum(reasonNames), words: z.string(), until: millisSchema.nullable() }).nullable(),
  input: jsonSchema,
  remote: z.object({ status: z.string().nullable(), owner: z.string().nullable(), closed: z.boolean() }).nullable(),
}) satisfies z.ZodType<Action>;

export const explanationSchema = z.object({
  title: z.string(),
  what: z.string(),
  why: z.string(),
  where: z.string().nullable(),
  fault: z.enum(['us', 'partner', 'network', 'unknown']),
  faultReason: z.string(),
  next: z.string(),
  again: z.enum(['unchanged', 'corrected', 'no']),
});

/** A document in the cache, as the detail lists it. */
export const documentSummarySchema = z.object({
  id: idSchema,
  type: z.string(),
  typeName: z.string(),
  number: z.string().nullable(),
  sender: z.string(),
  receiver: z.string(),
  control: controlSchema,
  fileName: z.string(),
  receivedAt: millisSchema,
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

/** An acknowledgement in the cache, as the detail lists it. */
export const acknowledgementSummarySchema = z.object({
  id: idSchema,
  type: z.string(),
  typeName: z.string(),
  status: acknowledgementStatusSchema,
  statusCode: z.string(),
  errors: z.array(acknowledgementErrorSchema),
  text: z.string().nullable(),
  control: controlSchema,
  fileName: z.string(),
  receivedAt: millisSchema,
});
export type AcknowledgementSummary = z.infer<typeof acknowledgementSummarySchema>;

export const issueDetailSchema = z.object({
  issue: issueRowSchema,
  explanation: explanationSchema,
  timeline: z.array(timelineEntrySchema),
  documents: z.array(documentSummarySchema),
  acknowledgements: z.array(acknowledgementSummarySchema),
  /** The raw events behind the issue, newest first, for those who want to see what came over the wire. */
  raw: z.array(z.object({ seq: z.number().int(), source: z.string(), at: millisSchema, payload: jsonSchema })),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
});
export type IssueDetail = z.infer<typeof issueDetailSchema>;

export const feedStateSchema = z.object({
  id: z.string(),
  connection: z.string(),
  connector: z.string(),
  name: z.string(),
  health: z.enum(['never polled', 'healthy', 'polling', 'stale', 'failing', 'paused']),
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
      }),
    )
    .readonly(),
  pausedUntil: millisSchema.nullable(),
  pause: z.object({ kind: z.enum(['sign-in', 'set-up', 'quota']), reason: z.string(), ends: z.string() }).nullable(),
}) satisfies z.ZodType<ConnectionState>;

/** What the CLI's `import --json` prints for each file. */
export const importedFileSchema = z.object({
  path: z.string(),
  syntax: syntaxSchema,
  /** True where the same bytes had been read before. */
  duplicate: z.boolean(),
  documents: z.array(
    z.object({
      type: z.string(),
      number: z.string().nullable(),
      sender: z.string(),
      receiver: z.string(),
      control: controlSchema,
    }),
  ),
  acknowledgements: z.array(
    z.object({
      type: z.string(),
      answers: z.object({ type: z.string().nullable(), number: z.string().nullable(), control: controlSchema }),
      status: acknowledgementStatusSchema,
      errors: z.array(acknowledgementErrorSchema),
    }),
  ),
  findings: z.array(findingSchema.pick({ code: true, message: true, offset: true })),
  issues: z.array(idSchema),
});
export type ImportedFile = z.infer<typeof importedFileSchema>;

/** A file of a folder that could not be read, and why; the others of the folder were. */
export const notImportedSchema = z.object({ path: z.string(), reason: z.string() });
export type NotImported = z.infer<typeof notImportedSchema>;
