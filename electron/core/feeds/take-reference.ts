import { z } from 'zod';
import { complaintsOf, misfitWords } from '#shared/lib/misfit.ts';
import {
  recordChangeSchema,
  type ReferenceChange,
  referenceKey,
  referenceKinds,
} from '#shared/model/feed/reference.ts';
import type { Millis } from '#shared/lib/time.ts';
import { bringPerson } from '../contacts/bring-person.ts';
import type { WriteDb } from '../store/db.ts';
import { applyReference } from '../store/tables/reference.ts';
import type { TakenItem } from './wrong-items.ts';

const itemSchema = z.object({
  kind: z.enum([...referenceKinds, 'person']).catch('person'),
  key: z.string().catch(''),
});

/**
 * What a feed brought for looking things up in, each by itself: people go into their table, the rest is the connection's.
 * What can't be used is left out, and what was known of it stays.
 */
export function takeReference(
  db: WriteDb,
  connection: string,
  changes: readonly ReferenceChange[],
  at: Millis,
): readonly TakenItem[] {
  return changes.map((change) => {
    const item = itemSchema.safeParse(change).data ?? { kind: 'person', key: '' };
    const named = { what: item.kind, key: item.key };
    if (change?.kind === 'person') {
      const key = referenceKey.safeParse(change.key);
      if (!key.success) return { ...named, kept: false, faults: keyFault(key.error, change) };
      const { kept, faults } = bringPerson(db, connection, change, at);
      return { ...named, kept: kept, faults: faults.map(misfitWords) };
    }
    const read = recordChangeSchema.safeParse(change);
    if (read.success) applyReference(db, connection, read.data, at);
    return { ...named, kept: false, faults: read.success ? [] : complaintsOf(read.error, change).map(misfitWords) };
  });
}

function keyFault(error: z.ZodError, { key }: ReferenceChange): readonly string[] {
  return complaintsOf(error, key).map((fault) => misfitWords({ ...fault, field: 'key' }));
}
