import { z } from 'zod';
import { eventKinds } from '#shared/model/event.ts';
import { personErasedSchema } from '#shared/model/payloads.ts';
import { digestOf, linkOf, origin } from './chain.ts';
import { prepare, type ReadDb } from './db.ts';
import { journalColumns } from './journal.ts';
import { digestOfIds, personalId } from './personal.ts';

export type ChainCheck = {
  readonly events: number;
  /** Texts about persons that were erased. */
  readonly erased: number;
  /** The first thing that does not fit; null where all do. `seq` is null where it is a text about a person. */
  readonly broken: { readonly seq: number | null; readonly message: string } | null;
};

const bytes = z.instanceof(Uint8Array);
const rowSchema = z.object({
  seq: z.number().int(),
  source: z.string(),
  source_id: z.string(),
  kind: z.enum(eventKinds),
  occurred_at: z.number().int(),
  recorded_at: z.number().int(),
  actor: z.string().nullable(),
  device: z.string().nullable(),
  hlc: z.string().nullable(),
  payload: z.string(),
  personal: z.string().nullable(),
  salt: bytes,
  hash: bytes,
});
type Row = z.infer<typeof rowSchema>;

/** What the journal says of texts that are kept beside it. */
type Kept = {
  /** The ids it holds in the place of texts. */
  readonly ids: Set<string>;
  /** The digest of all that was erased of a person, by subject, as the latest erasure tells it. */
  readonly erasures: Map<string, string>;
};

/** Computes every hash anew, of events and of what is kept beside them. `onProgress` gets the number of events checked so far. */
export function verifyChain(db: ReadDb, onProgress?: (checked: number) => void): ChainCheck {
  const page = prepare(db, `SELECT ${journalColumns}, salt, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000`);
  const kept: Kept = { ids: new Set(), erasures: new Map() };
  let previous: Uint8Array = origin;
  let checked = 0;
  const broken = (seq: number, message: string): ChainCheck => ({
    events: checked,
    erased: 0,
    broken: { seq, message },
  });
  for (;;) {
    const rows = page.all(checked);
    if (rows.length === 0) return { events: checked, ...verifyPersonal(db, kept) };
    for (const raw of rows) {
      checked++;
      const parsed = rowSchema.safeParse(raw);
      if (!parsed.success) return broken(checked, `Event ${checked} is not what was written: it can’t be read.`);
      const row = parsed.data;
      if (row.seq !== checked) return broken(checked, `Event ${checked} is missing from the journal.`);
      const expected = linkOf(
        previous,
        digestOf(row.salt, {
          ...row,
          sourceId: row.source_id,
          occurredAt: row.occurred_at,
          recordedAt: row.recorded_at,
        }),
      );
      if (expected.compare(row.hash) !== 0) {
        return broken(checked, `Event ${checked} is not what was written: its hash doesn't fit.`);
      }
      note(row, kept);
      previous = expected;
    }
    onProgress?.(checked);
  }
}

function note(row: Row, kept: Kept): void {
  if (row.personal !== null) {
    const fields = z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(row.payload));
    for (const at of row.personal.split(',')) {
      const id = at === 'actor' ? row.actor : fields[at];
      if (typeof id === 'string') kept.ids.add(id);
    }
  }
  if (row.kind !== 'person.erased') return;
  const { subject, digest } = personErasedSchema.parse(JSON.parse(row.payload));
  kept.erasures.set(subject, digest);
}

const personalSchema = z.object({
  id: z.string(),
  subject: z.string(),
  salt: bytes.nullable(),
  text: z.string().nullable(),
});

/** Texts are what their ids say, each one that the journal names is there, and what was erased was erased by an event. */
function verifyPersonal(db: ReadDb, { ids, erasures }: Kept): Pick<ChainCheck, 'erased' | 'broken'> {
  const gone = new Map<string, string[]>();
  let erased = 0;
  let found = 0;
  const broken = (message: string) => ({ erased, broken: { seq: null, message } });
  for (const raw of db.raw.prepare('SELECT id, subject, salt, text FROM personal').all()) {
    const { id, subject, salt, text } = personalSchema.parse(raw);
    if (!ids.has(id)) return broken('The texts about persons hold one that no event names.');
    found++;
    if (salt === null || text === null) {
      erased++;
      gone.set(subject, [...(gone.get(subject) ?? []), id]);
    } else if (personalId(salt, subject, text) !== id) {
      return broken('A text about a person is not what was written: its hash doesn’t fit.');
    }
  }
  if (found < ids.size) return broken('A text about a person is missing, and was not erased.');
  for (const [subject, digest] of erasures) {
    if (digestOfIds(gone.get(subject) ?? []) !== digest) {
      return broken('What was erased of a person is not what the event about it says.');
    }
  }
  for (const subject of gone.keys()) {
    if (!erasures.has(subject)) return broken('A text about a person is gone, and no event says that it was erased.');
  }
  return { erased, broken: null };
}
