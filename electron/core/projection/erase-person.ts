import type { Millis } from '#shared/lib/time.ts';
import { z } from 'zod';
import type { Acting } from '../ingest.ts';
import { plainName } from '#shared/model/event/personal.ts';
import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';
import { knownAs } from '../store/journal/known-as.ts';
import { eraseMentions } from '../store/journal/mentions.ts';
import { rehearse } from '../store/rehearse.ts';
import { erasePersonRow, everSaidOfPeople, type PersonId } from '../store/tables/people.ts';
import type { Store } from '../store/open.ts';
import { append } from '../store/journal/journal.ts';
import { digestOfIds, erasePersonal, personKey } from '../store/journal/personal.ts';
import { issuesAbout } from '../store/tables/sets.ts';
import { erasePersonColumns } from '../store/journal/person-columns.ts';
import { rederiveIssues } from './fold.ts';

export type Erasure = {
  /** What they go by, each of which was erased: the given name or address first. */
  readonly names: readonly string[];
  /** Texts about them that are gone: names and comments. */
  readonly texts: number;
  /** Entries of the table of people, each with all that it ever was. */
  readonly people: number;
  /** Actions whose draft, error or remark named them. */
  readonly actions: number;
  /** Rows elsewhere: who asked for, set or was sent something, and what a computer is called. */
  readonly others: number;
  /** The issues that name them, in their row or their timeline. */
  readonly issueIds: readonly string[];
};

/** Who asks for it, and when; null = nobody in particular. */
type Asked = {
  readonly name: string;
  readonly by: Pick<Acting, 'actor' | 'email' | 'proof'> | null;
  readonly now: Millis;
};

/**
 * Erases what is kept of a person, by name or address, and says so in the journal; all of it or nothing, and overwritten on
 * the disk. Erased words read `[erased]` from then on. Not in a transaction.
 */
export function erasePerson(store: Store, asked: Asked): Erasure {
  return store.write(
    (db) => {
      const erased = erase(db, asked);
      rederiveIssues(db, erased.issueIds);
      return erased;
    },
    { durable: true, erases: true },
  );
}

/** What that would erase. Nothing is changed, and no issue is worked out anew for it. Not in a transaction. */
export function rehearseErasure(store: Store, asked: Asked): Erasure {
  return store.write((db) => rehearse(db, () => erase(db, asked)));
}

function erase(db: WriteDb, { name, by, now }: Asked): Erasure {
  const names = knownAs(db, name);
  const persons = new Set(names.map((one) => personKey(db, one)));
  const people = erasePeople(db, name, names);
  const actions = eraseMentions(db, names);
  const ids: string[] = [];
  let texts = 0;
  let others = 0;
  for (const person of persons) {
    others += erasePersonColumns(db, person);
    const erased = erasePersonal(db, person);
    if (erased.all.length === 0) continue;
    texts += erased.now;
    ids.push(...erased.all);
    // Who erases themselves is not named by that.
    const isThem = by !== null && [by.actor, by.email ?? by.actor].some((one) => persons.has(personKey(db, one)));
    const actor = isThem ? null : by;
    const digest = digestOfIds(erased.all);
    const payload = { person, texts: erased.all.length, digest };
    const sourceId = `erased:${person}:${digest}`;
    append(db, [{ source: 'person', sourceId, kind: 'person.erased', occurredAt: now, ...actor, payload }], now);
  }
  const issueIds = ids.length === 0 ? [] : issuesThatName(db, new Set(ids));
  return { names, texts, people, actions, others, issueIds };
}

/** Entries that ever had this very name, address or number, or one of their addresses; not those of a namesake. */
function erasePeople(db: WriteDb, given: string, names: readonly string[]): number {
  const wanted = plainName(given);
  const known = new Set(names.map(plainName));
  const theirs = new Map<string, PersonId>();
  for (const { id, person } of everSaidOfPeople(db)) {
    const { name, email, mobile } = person;
    const isGiven = [name, email, mobile].some((one) => one !== null && plainName(one) === wanted);
    if (isGiven || (email !== null && known.has(plainName(email)))) theirs.set(`${id.source}:${id.key}`, id);
  }
  for (const id of theirs.values()) erasePersonRow(db, id);
  return theirs.size;
}

const textsSchema = z.record(z.string(), z.unknown()).catch({});
const namingSchema = z.object({ issue_id: z.string(), actor: z.string().nullable(), payload: z.string() });

/** The issues whose events hold one of these ids. */
function issuesThatName(db: ReadDb, ids: ReadonlySet<string>): readonly string[] {
  const rows = prepare(
    db,
    `SELECT e.issue_id, j.actor, j.payload FROM evidence e CROSS JOIN journal j ON j.seq = e.seq WHERE j.personal IS NOT NULL`,
  ).iterate();
  const found = new Set<string>();
  for (const row of rows) {
    const { issue_id, actor, payload } = namingSchema.parse(row);
    const texts: readonly unknown[] = Object.values(textsSchema.parse(JSON.parse(payload)));
    if ([actor, ...texts].some((text) => typeof text === 'string' && ids.has(text))) found.add(issue_id);
  }
  return issuesAbout(db, [...found]);
}
