import { z } from 'zod';
import { eventKind } from '../kind.ts';

/** What was kept of a person was erased. `digest`: SHA-256 (hex) over the ids of all texts ever erased of them, sorted, a line each. */
export const personErasedSchema = z.object({
  /** Keyed hash of the name or address, hex. */
  person: z.string(),
  /** How many those are. */
  texts: z.number().int(),
  digest: z.string(),
});

/** Events whose time was over were removed. `digest`: SHA-256 (hex) over the digests of all that ever were, by place. */
export const journalTrimmedSchema = z.object({
  /** What was recorded before this could go. */
  before: z.number().int(),
  /** How many have been removed by now, in all. */
  removed: z.number().int(),
  digest: z.string(),
});

/** What the journal says of itself. */
export const upkeepEventKinds = {
  'person.erased': eventKind({ payload: personErasedSchema, rank: null }),
  'journal.trimmed': eventKind({ payload: journalTrimmedSchema, rank: null }),
};
