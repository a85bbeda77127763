import type { Millis } from '#shared/lib/time.ts';
import { z } from 'zod';
import { prepare, type ReadDb } from '../store/db.ts';
import type { Store } from '../store/open.ts';
import { append } from '../store/journal/journal.ts';
import { digestOfIds, erasePersonal, subjectOf } from '../store/journal/personal.ts';
import { issuesAbout } from '../store/tables/sets.ts';
import { erasePersonColumns } from '../store/journal/person-columns.ts';
import { rederiveIssues } from './fold.ts';

export type Erasure = {
  /** Texts about them that are gone: names and comments. */
  readonly texts: number;
  /** The issues that read differently now. */
  readonly issueIds: readonly string[];
};

/**
 * Erases what is kept of a person, by name or address, and says so in the journal; all of it or nothing, and overwritten on
 * the disk. Erased words read `[erased]` from then on. Not in a transaction.
 */
export function erasePerson(
  store: Store,
  { name, by, now }: { readonly name: string; readonly by: string | null; readonly now: Millis },
): Erasure {
  return store.write(
    (db) => {
      const subject = subjectOf(db, name);
      const ids = erasePersonal(db, subject);
      erasePersonColumns(db, subject);
      if (ids.length === 0) return { texts: 0, issueIds: [] };
      const digest = digestOfIds(ids);
      // Who erases themselves is not named by that.
      const actor = by === null || subjectOf(db, by) === subject ? null : by;
      const payload = { subject, texts: ids.length, digest };
      const sourceId = `erased:${subject}:${digest}`;
      append(db, [{ source: 'person', sourceId, kind: 'person.erased', occurredAt: now, actor, payload }], now);
      return { texts: ids.length, issueIds: rederiveIssues(db, issuesThatName(db, new Set(ids))) };
    },
    { durable: true, erases: true },
  );
}

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
    const texts: readonly unknown[] = Object.values(
      z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(payload)),
    );
    if ([actor, ...texts].some((text) => typeof text === 'string' && ids.has(text))) found.add(issue_id);
  }
  return issuesAbout(db, [...found]);
}
