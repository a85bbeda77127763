import { z } from 'zod';
import { journalTrimmedSchema, personErasedSchema } from '#shared/model/event/kinds/upkeep.ts';
import {
  type ChainRow,
  chainRowColumns,
  chainRowSchema,
  digestOfRow,
  linkOf,
  origin,
  removedDigest,
  removedSoFar,
} from './chain.ts';
import { prepare, type ReadDb } from '../db.ts';
import { digestOfIds, personalId, personalIds } from './personal.ts';

export type ChainCheck = {
  readonly events: number;
  /** Texts about persons that were erased. */
  readonly erased: number;
  /** Events whose time was over, and of which nothing but their places are left. */
  readonly removed: number;
  /** The first thing that does not fit; null where all do. `seq` is null where it is a text about a person. */
  readonly broken: { readonly seq: number | null; readonly message: string } | null;
};

/** What the journal says of texts that are kept beside it. */
const seqSchema = z.object({ seq: z.number().int() });

type Kept = {
  /** The ids it holds in the place of texts. */
  readonly ids: Set<string>;
  /** The digest of all that was erased of a person, by `personKey`, as the latest erasure tells it. */
  readonly erasures: Map<string, string>;
  /** What was removed of the journal, as the latest trimming tells it. */
  trimmed: { readonly removed: number; readonly digest: string } | null;
};

/** Computes every hash anew, of events and of what is kept beside them. `onProgress` gets the number of events checked so far. */
export function verifyChain(db: ReadDb, onProgress?: (checked: number) => void): ChainCheck {
  const page = prepare(db, `SELECT ${chainRowColumns} FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000`);
  const kept: Kept = { ids: new Set(), erasures: new Map(), trimmed: null };
  let previous: Uint8Array = origin;
  let checked = 0;
  const broken = (seq: number, message: string): ChainCheck => ({
    events: checked,
    erased: 0,
    removed: 0,
    broken: { seq, message },
  });
  for (;;) {
    const rows = page.all(checked);
    if (rows.length === 0) break;
    for (const raw of rows) {
      checked++;
      const at = seqSchema.safeParse(raw).data?.seq ?? checked;
      for (; checked < at; checked++) {
        const digest = removedDigest(db, checked);
        if (digest === null) return broken(checked, `Event ${checked} is missing from the journal.`);
        previous = linkOf(previous, digest);
      }
      const parsed = chainRowSchema.safeParse(raw);
      if (!parsed.success) return broken(checked, `Event ${checked} is not what was written: it can’t be read.`);
      const expected = linkOf(previous, digestOfRow(parsed.data));
      if (expected.compare(parsed.data.hash) !== 0) {
        return broken(checked, `Event ${checked} is not what was written: its hash doesn't fit.`);
      }
      note(parsed.data, kept);
      previous = expected;
    }
    onProgress?.(checked);
  }
  const { removed, digest } = removedSoFar(db);
  const told = kept.trimmed ?? { removed: 0, digest };
  if (told.removed !== removed || told.digest !== digest) {
    return broken(checked, 'Events were removed from the journal, and no event says so.');
  }
  return { events: checked, removed, ...verifyPersonal(db, kept) };
}

function note(row: ChainRow, kept: Kept): void {
  for (const id of personalIds(row)) kept.ids.add(id);
  if (row.kind === 'journal.trimmed') kept.trimmed = journalTrimmedSchema.parse(JSON.parse(row.payload));
  if (row.kind !== 'person.erased') return;
  const { person, digest } = personErasedSchema.parse(JSON.parse(row.payload));
  kept.erasures.set(person, digest);
}

const personalSchema = z.object({
  id: z.string(),
  person: z.string(),
  salt: z.instanceof(Uint8Array).nullable(),
  text: z.string().nullable(),
});

/** Texts are what their ids say, each one that the journal names is there, and what was erased was erased by an event. */
function verifyPersonal(db: ReadDb, { ids, erasures }: Kept): Pick<ChainCheck, 'erased' | 'broken'> {
  const gone = new Map<string, string[]>();
  let erased = 0;
  let found = 0;
  const broken = (message: string) => ({ erased, broken: { seq: null, message } });
  for (const raw of db.raw.prepare('SELECT id, person, salt, text FROM personal').all()) {
    const { id, person, salt, text } = personalSchema.parse(raw);
    if (ids.has(id)) found++;
    else if (text !== null) return broken('The texts about persons hold one that no event names.');
    if (salt === null || text === null) {
      erased++;
      gone.set(person, [...(gone.get(person) ?? []), id]);
    } else if (personalId(salt, person, text) !== id) {
      return broken('A text about a person is not what was written: its hash doesn’t fit.');
    }
  }
  if (found < ids.size) return broken('A text about a person is missing, and was not erased.');
  for (const [person, digest] of erasures) {
    if (digestOfIds(gone.get(person) ?? []) !== digest) {
      return broken('What was erased of a person is not what the event about it says.');
    }
  }
  for (const person of gone.keys()) {
    if (!erasures.has(person)) return broken('A text about a person is gone, and no event says that it was erased.');
  }
  return { erased, broken: null };
}
