import { z } from 'zod';
import {
  acknowledgementErrorSchema,
  acknowledgementStatusSchema,
  controlSchema,
  findingSchema,
  syntaxSchema,
} from '#shared/model/edi/edi-schemas.ts';
import { idSchema } from './wire.ts';

/** What the CLI's `import --json` prints for each file. */
export const importedFileSchema = z.object({
  path: z.string(),
  syntax: syntaxSchema,
  /** True where the same bytes had been read before. */
  duplicate: z.boolean(),
  documents: z
    .array(
      z.object({
        type: z.string(),
        number: z.string().nullable(),
        sender: z.string(),
        receiver: z.string(),
        control: controlSchema,
      }),
    )
    .readonly(),
  acknowledgements: z
    .array(
      z.object({
        type: z.string(),
        answers: z.object({ type: z.string().nullable(), number: z.string().nullable(), control: controlSchema }),
        status: acknowledgementStatusSchema,
        errors: z.array(acknowledgementErrorSchema).readonly(),
      }),
    )
    .readonly(),
  findings: z.array(findingSchema.pick({ code: true, message: true, offset: true })).readonly(),
  issues: z.array(idSchema).readonly(),
});
export type ImportedFile = z.infer<typeof importedFileSchema>;

/** A file of a folder that could not be read, and why; the others of the folder were. */
export const notImportedSchema = z.object({ path: z.string(), reason: z.string() });
export type NotImported = z.infer<typeof notImportedSchema>;
