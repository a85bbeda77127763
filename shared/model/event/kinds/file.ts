import { z } from 'zod';
import { acknowledgementSchema, ediDocumentSchema, findingSchema, syntaxSchema } from '../../edi/edi-schemas.ts';
import { eventKind } from '../kind.ts';

const text = z.string().nullable();

/** The id that the same file had before it was written on: what was wrong with it then is over. */
const replaces = { replaces: z.string().optional() };

/** `fileId` is the SHA-256 of the bytes, hex. */
const fileReceivedSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  size: z.number().int(),
  syntax: syntaxSchema,
  findings: z.array(findingSchema),
  ...replaces,
});
export type FileReceived = z.infer<typeof fileReceivedSchema>;

const documentReceivedSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  /** Position among the file's documents, from 0. */
  index: z.number().int(),
  document: ediDocumentSchema,
});
export type DocumentReceived = z.infer<typeof documentReceivedSchema>;

const acknowledgementReceivedSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  index: z.number().int(),
  acknowledgement: acknowledgementSchema,
});

const fileUnreadableSchema = z.object({
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

/** A file, and what was read from it. */
export const fileEventKinds = {
  'file.received': eventKind({ payload: fileReceivedSchema, rank: 'arrived' }),
  'document.received': eventKind({ payload: documentReceivedSchema, rank: 'arrived' }),
  'acknowledgement.received': eventKind({ payload: acknowledgementReceivedSchema, rank: 'answered' }),
  'file.unreadable': eventKind({ payload: fileUnreadableSchema, rank: 'unreadable' }),
};
