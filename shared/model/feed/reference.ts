import { z } from 'zod';
import type { SaidOfPerson } from '../person/person.ts';

/** What outside systems keep that others look things up in, beside people. */
export const referenceKinds = ['partner', 'agreement', 'content'] as const;

/** The outside system's own key of a record. */
export const referenceKey = z.string().min(1).max(200);

/** One record, by the outside system's own key: as it is now, or null where it is gone. */
export const recordChangeSchema = z.object({
  kind: z.enum(referenceKinds),
  key: referenceKey,
  value: z.record(z.string(), z.string().nullable()).nullable(),
});
export type RecordChange = z.infer<typeof recordChangeSchema>;

/** The same of a person: it goes into the table of people. */
export type PersonChange = { readonly kind: 'person'; readonly key: string; readonly value: SaidOfPerson | null };

/** What a feed brings for looking things up in. */
export type ReferenceChange = RecordChange | PersonChange;
