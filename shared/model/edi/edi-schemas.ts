import { z } from 'zod';
import type { Acknowledgement, AcknowledgementError, Control, EdiDocument, Finding, Span } from './edi.ts';

/** Schemas of the EDI words, for what is stored and what crosses the wire. */

export const controlSchema = z.object({
  interchange: z.string().nullable(),
  group: z.string().nullable(),
  set: z.string().nullable(),
}) satisfies z.ZodType<Control>;

export const spanSchema = z.object({ start: z.number().int(), end: z.number().int() }) satisfies z.ZodType<Span>;

export const syntaxSchema = z.enum(['x12', 'edifact', 'mdn', 'unknown']);

export const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  offset: z.number().int(),
}) satisfies z.ZodType<Finding>;

export const acknowledgementErrorSchema = z.object({
  level: z.enum(['interchange', 'group', 'set', 'segment', 'element', 'acknowledgement']),
  segment: z.string().nullable(),
  position: z.number().int().nullable(),
  element: z.number().int().nullable(),
  component: z.number().int().nullable(),
  code: z.string().nullable(),
  value: z.string().nullable(),
  explanation: z.string(),
}) satisfies z.ZodType<AcknowledgementError>;

export const acknowledgementStatusSchema = z.enum([
  'accepted',
  'accepted with errors',
  'partial',
  'rejected',
  'received',
]);

export const ediDocumentSchema = z.object({
  type: z.string(),
  version: z.string().nullable(),
  number: z.string().nullable(),
  edition: z.string().nullable(),
  cancels: z.boolean(),
  sender: z.string(),
  receiver: z.string(),
  groupSender: z.string().nullable(),
  groupReceiver: z.string().nullable(),
  functionalGroup: z.string().nullable(),
  control: controlSchema,
  test: z.boolean(),
  preparedAt: z.string().nullable(),
  span: spanSchema,
  segmentCount: z.number().int(),
  references: z.array(z.object({ type: z.string(), number: z.string() })),
}) satisfies z.ZodType<EdiDocument>;

export const acknowledgementSchema = z.object({
  type: z.enum([
    '997',
    '999',
    'TA1',
    '824',
    '855',
    '864',
    '865',
    '277',
    '945',
    '947',
    '990',
    'CONTRL',
    'APERAK',
    'ORDRSP',
    'MDN',
  ]),
  sender: z.string(),
  receiver: z.string(),
  control: controlSchema,
  test: z.boolean(),
  preparedAt: z.string().nullable(),
  span: spanSchema,
  answers: z.object({
    type: z.string().nullable(),
    number: z.string().nullable(),
    control: controlSchema,
    functionalGroup: z.string().nullable(),
    preparedAt: z.string().nullable(),
    sender: z.string(),
    receiver: z.string(),
    messageId: z.string().nullable(),
  }),
  status: acknowledgementStatusSchema,
  statusCode: z.string(),
  errors: z.array(acknowledgementErrorSchema),
  text: z.string().nullable(),
  coveredBySets: z.boolean(),
  named: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Acknowledgement>;
