import type { Millis } from '#shared/lib/time.ts';
import { complaintsOf, type Complaint, type Misfit, shapeOf } from '#shared/lib/misfit.ts';
import type { PersonChange } from '#shared/model/feed/reference.ts';
import { type Person, saidOfPersonSchema } from '#shared/model/person/person.ts';
import type { WriteDb } from '../store/db.ts';
import { erasePersonRow, putPerson } from '../store/tables/people.ts';
import { usablePart } from './check-person.ts';

/** What became of one person that was brought: what could not be used, and whether the rest was kept. */
type BroughtPerson = { readonly kept: boolean; readonly faults: readonly Misfit[] };

/**
 * Takes over what a connection says of a person; who is gone there is forgotten here, with the history. What can't be
 * used is left out and told. Whose name was emptied there is gone, and what is no person at all leaves who was known as it was.
 */
export function bringPerson(
  db: WriteDb,
  source: string,
  { key, value }: Pick<PersonChange, 'key' | 'value'>,
  at: Millis,
): BroughtPerson {
  const id = { source, key };
  const { person, faults } = value === null ? { person: null, faults: [] } : readBrought(value);
  const hasNoName = typeof value?.name === 'string' && faults.some(({ field }) => field === 'name');
  if (person !== null) putPerson(db, id, person, { by: null, at });
  else if (value === null || hasNoName) erasePersonRow(db, id);
  return { kept: person !== null, faults };
}

/** What could be made of a person that a connection brought: null where nobody can be kept. `faults` = what can't be used. */
type Brought = { readonly person: Person | null; readonly faults: readonly Misfit[] };

/**
 * A person as far as they can be used. A name that is too long is cut; anything else that does not fit is left out, for a part of
 * an address is another address. Nobody is kept without a name or a kind.
 */
function readBrought(said: unknown): Brought {
  if (!isRecord(said)) return { person: null, faults: [{ field: '', expected: 'a record', got: shapeOf(said) }] };
  const first = saidOfPersonSchema.safeParse(said);
  const misfits = first.success ? [] : complaintsOf(first.error, said);
  // A list that is too long may hold what does not fit as well: that is seen once it is short.
  let mended = said;
  let read = first;
  for (let pass = 0; pass < 2 && !read.success; pass++) {
    mended = withoutMisfits(mended, read.error.issues);
    read = saidOfPersonSchema.safeParse(mended);
  }
  if (!read.success) return { person: null, faults: misfits };
  const { person, faults } = usablePart(read.data);
  const others = faults.map(({ field, expected }) => ({ field, expected, got: shapeOf(read.data[field]) }));
  return { person, faults: [...misfits, ...others] };
}

type Said = Readonly<Record<string, unknown>>;

function withoutMisfits(said: Said, complaints: readonly Complaint[]): Said {
  const mended: Record<string, unknown> = { ...said };
  const wrongEntries = new Map<string, Set<unknown>>();
  for (const { code, path = [], keys = [], maximum } of complaints) {
    const [field, entry] = path.map((part) => (typeof part === 'object' ? part.key : part));
    for (const key of keys) delete mended[key];
    if (typeof field !== 'string' || field === 'kind') continue;
    const value = mended[field];
    if (typeof entry === 'number') wrongEntries.set(field, (wrongEntries.get(field) ?? new Set()).add(entry));
    else if (field === 'name') mended[field] = typeof value === 'string' ? cut(value, Number(maximum)) : value;
    else if (Array.isArray(value) && code === 'too_big') mended[field] = value.slice(0, Number(maximum));
    else delete mended[field];
  }
  for (const [field, wrong] of wrongEntries) {
    const value = said[field];
    if (Array.isArray(value)) mended[field] = value.filter((_, at) => !wrong.has(at));
  }
  return mended;
}

/** Not within a character that takes two places. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

function isRecord(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
