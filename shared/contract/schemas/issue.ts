import { z } from 'zod';
import {
  acknowledgementErrorSchema,
  acknowledgementStatusSchema,
  controlSchema,
} from '#shared/model/edi/edi-schemas.ts';
import { type Issue, type IssueRow, type TimelineEntry, resolvedBy, severities } from '#shared/model/issue/issue.ts';
import type { Incident } from '#shared/model/issue/incident.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';
import { idSchema, jsonSchema, millisSchema } from './wire.ts';
import { actionChipSchema } from './action.ts';

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

export const issueRowSchema = issueSchema.extend({
  actions: z.array(actionChipSchema).readonly(),
}) satisfies z.ZodType<IssueRow>;

export const incidentSchema = z.object({
  id: idSchema,
  cause: z.string(),
  status: z.enum(issueStatuses),
  documents: z.number().int().positive(),
  unresolved: z.number().int().nonnegative(),
  matching: z.number().int().positive(),
  severity: z.enum(severities),
  dueAt: millisSchema.nullable(),
  firstSeenAt: millisSchema,
  lastSeenAt: millisSchema,
  owners: z.array(z.string()).readonly(),
  types: z.array(z.object({ type: z.string().nullable(), documents: z.number().int() })).readonly(),
  issue: issueRowSchema,
}) satisfies z.ZodType<Incident>;

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
  errors: z.array(acknowledgementErrorSchema).readonly(),
  text: z.string().nullable(),
  control: controlSchema,
  fileName: z.string(),
  receivedAt: millisSchema,
});
export type AcknowledgementSummary = z.infer<typeof acknowledgementSummarySchema>;

export const issueDetailSchema = z.object({
  issue: issueRowSchema,
  /** The incident that it shares with others: one partner, one cause, close in time. Null where it stands for itself. */
  incident: z
    .object({
      id: idSchema,
      documents: z.number().int(),
      unresolved: z.number().int(),
      since: millisSchema,
    })
    .nullable(),
  explanation: explanationSchema,
  timeline: z.array(timelineEntrySchema).readonly(),
  documents: z.array(documentSummarySchema).readonly(),
  acknowledgements: z.array(acknowledgementSummarySchema).readonly(),
  /** The raw events behind the issue, newest first, for those who want to see what came over the wire. */
  raw: z
    .array(z.object({ seq: z.number().int(), source: z.string(), at: millisSchema, payload: jsonSchema }))
    .readonly(),
  /** Who told of the trouble, as people call it: a connection's name, or `A file`. */
  reportedBy: z.string(),
  links: z.array(z.object({ label: z.string(), url: z.string() })).readonly(),
});
export type IssueDetail = z.infer<typeof issueDetailSchema>;
