import { long, oc } from './procedure.ts';
import { z } from 'zod';
import { badInput, notFound } from './errors.ts';
import { findingSchema, spanSchema } from '#shared/model/edi/edi-schemas.ts';
import { documentSummarySchema } from './schemas/issue.ts';
import { idSchema } from './schemas/wire.ts';
import { importedFileSchema, notImportedSchema } from './schemas/file.ts';

/** One segment for the viewer. Spans are bytes of the original file. */
export const layoutSegmentSchema = z.object({
  tag: z.string(),
  name: z.string(),
  position: z.number().int(),
  span: spanSchema,
  elements: z.array(z.object({ text: z.string(), span: spanSchema, index: z.number().int() })).readonly(),
});

export const documentViewSchema = z.object({
  document: documentSummarySchema,
  /** At most 5,000 segments; `truncated` says that there are more. */
  segments: z.array(layoutSegmentSchema).readonly(),
  truncated: z.boolean(),
  /** What acknowledgements point at. `element` null = the whole segment. */
  highlights: z
    .array(
      z.object({
        position: z.number().int(),
        element: z.number().int().nullable(),
        span: spanSchema,
        explanation: z.string(),
        acknowledgementId: idSchema,
      }),
    )
    .readonly(),
  findings: z.array(findingSchema).readonly(),
});
export type DocumentView = z.infer<typeof documentViewSchema>;

export const documentsContract = {
  view: oc
    .errors({ ...notFound })
    .input(z.strictObject({ id: idSchema }))
    .output(documentViewSchema),

  /** Reads files from disk (a folder means the files directly in it; one of those that can't be read is named in `notRead`). Reading the same bytes twice changes nothing. */
  importPaths: long
    .errors({ ...badInput })
    .input(z.strictObject({ paths: z.array(z.string().min(1).max(4_000)).min(1).max(1_000).readonly() }))
    .output(
      z.object({ files: z.array(importedFileSchema).readonly(), notRead: z.array(notImportedSchema).readonly() }),
    ),

  /** The same for files dropped on the window: base64, 20 MB each at most. */
  importFiles: long
    .errors({ ...badInput })
    .input(
      z.strictObject({
        files: z
          .array(z.strictObject({ name: z.string().min(1).max(255), base64: z.base64().max(28_000_000) }))
          .min(1)
          .max(50),
      }),
    )
    .output(z.object({ files: z.array(importedFileSchema).readonly() })),
};
