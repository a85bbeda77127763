import { z } from 'zod';
import { saidOfPersonSchema } from '../person/person.ts';

/** What outside systems keep that others look things up in, beside people. */
export const referenceKinds = ['partner', 'agreement', 'content'] as const;

const key = z.string().min(1).max(200);

/** One record, by the outside system's own key: as it is now, or null where it is gone. */
export const recordChangeSchema = z.object({
  kind: z.enum(referenceKinds),
  key,
  value: z.record(z.string(), z.string().nullable()).nullable(),
});
export type RecordChange = z.infer<typeof recordChangeSchema>;

/** The same of a person: it goes into the table of people. */
export const personChangeSchema = z.object({ kind: z.literal('person'), key, value: saidOfPersonSchema.nullable() });
export type PersonChange = z.input<typeof personChangeSchema>;

/** What a feed brings for looking things up in. */
export type ReferenceChange = RecordChange | PersonChange;
