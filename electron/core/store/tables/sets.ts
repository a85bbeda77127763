import { z } from 'zod';
import type { SubjectPinned } from '#shared/model/event/kinds/action.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type ActionRow, actionTable, sqlStates } from './actions.ts';

/** Notes which issues an action is about that is about several. What was noted once stays. */
export function noteSet(db: WriteDb, { subject, issues }: SubjectPinned): void {
  const insert = prepare(db, 'INSERT OR IGNORE INTO issue_sets (subject, issue_id, episode) VALUES (?, ?, ?)');
  for (const { id, episode } of issues) insert.run(subject, id, episode);
}

const pairs = z.array(z.tuple([z.string(), z.string()]));

/** The issues of those of these subjects that are sets, in order; a subject that is one issue is not in it. */
export function issuesOfSets(db: ReadDb, subjects: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const rows = prepare(
    db,
    `SELECT s.subject, s.issue_id FROM json_each(?) AS wanted JOIN issue_sets s ON s.subject = wanted.value
     ORDER BY s.subject, s.issue_id`,
  )
    .raw()
    .all(JSON.stringify([...new Set(subjects)]));
  const found = new Map<string, string[]>();
  for (const [subject, issue] of pairs.parse(rows)) {
    const known = found.get(subject);
    if (known === undefined) found.set(subject, [issue]);
    else known.push(issue);
  }
  return found;
}

/** Each issue that these subjects are about, once. */
export function issuesAbout(db: ReadDb, subjects: readonly string[]): readonly string[] {
  const sets = issuesOfSets(db, subjects);
  return sets.size === 0 ? subjects : [...new Set(subjects.flatMap((subject) => sets.get(subject) ?? [subject]))];
}

const aboutSets = actionTable.query(
  `FROM json_each(?) AS wanted JOIN actions ON actions.issue_id = wanted.value
   WHERE step = ? AND purpose = ? AND recipient = ? AND state NOT IN (${sqlStates('askAnew')}) LIMIT 1`,
);

/** An action of this kind about one of these sets, that was not taken back; null without. */
export function standingAbout(
  db: ReadDb,
  subjects: readonly string[],
  { step, purpose, recipient }: Pick<ActionRow, 'step' | 'purpose' | 'recipient'>,
): ActionRow | null {
  return subjects.length === 0 ? null : aboutSets.first(db, JSON.stringify(subjects), step, purpose, recipient);
}
