import { z } from 'zod';

/** What outside systems keep that others look things up in. */
export const referenceKinds = ['person', 'partner', 'agreement', 'content'] as const;

/** One record of it, by the outside system's own key: as it is now, or null where it is gone. */
export const referenceChangeSchema = z.object({
  kind: z.enum(referenceKinds),
  key: z.string().min(1),
  value: z.record(z.string(), z.string().nullable()).nullable(),
});
export type ReferenceChange = z.infer<typeof referenceChangeSchema>;
