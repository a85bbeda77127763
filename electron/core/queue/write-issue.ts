import { issueWords } from '#shared/model/filter/issue-words.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { type CounterChanges, gatherCounters } from './counters.ts';
import { type IssueColumns, issueRowSchema, type StoredIssue, toColumns } from './issue-row.ts';
import { gatherText, type TextChanges } from './text-changes.ts';

const columnNames = Object.keys(issueRowSchema.shape).filter((name) => name !== 'n') as (keyof IssueColumns)[];
const insertSql = `INSERT INTO issues (${columnNames.join(', ')}) VALUES (${columnNames.map(() => '?').join(', ')})`;

/** What follows from a page's rows: gathered while they are written, written once at the page's end. */
export type PageChanges = {
  readonly counters: CounterChanges;
  readonly text: TextChanges;
  write(db: WriteDb): void;
};

export function gatherChanges(): PageChanges {
  const counters = gatherCounters();
  const text = gatherText();
  return {
    counters,
    text,
    write(db) {
      counters.write(db);
      text.write(db);
    },
  };
}

/**
 * The row as it is, to be compared with what the evidence says. Not checked: it is written below alone, it is read for
 * every event, and what is wrong with it is put right by the write that follows.
 */
export function storedIssue(db: WriteDb, id: string): StoredIssue | null {
  const row = prepare(db, 'SELECT * FROM issues WHERE id = ?').get(id);
  return row === undefined ? null : (row as StoredIssue);
}

/** Makes the stored row what the evidence says. Touches only what differs. Returns whether anything did. */
export function writeIssue(
  db: WriteDb,
  before: StoredIssue | null,
  issue: IssueRecord | null,
  page: PageChanges,
): boolean {
  if (issue === null) {
    if (before === null) return false;
    prepare(db, 'DELETE FROM issues WHERE n = ?').run(before.n);
    page.text.replace(before.n, true, null);
    page.counters.replace(before, null);
    return true;
  }
  const text = issueWords(issue);
  const after = toColumns(issue, text);
  if (before === null) {
    const { lastInsertRowid } = prepare(db, insertSql).run(...columnNames.map((name) => after[name]));
    page.text.replace(Number(lastInsertRowid), false, text);
    page.counters.replace(null, after);
    return true;
  }
  const changed = columnNames.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return false;
  // Only the changed columns: an index is rewritten for each column that is named, changed or not.
  prepare(db, `UPDATE issues SET ${changed.map((name) => `${name} = ?`).join(', ')} WHERE n = ?`).run(
    ...changed.map((name) => after[name]),
    before.n,
  );
  if (changed.includes('words')) page.text.replace(before.n, true, text);
  page.counters.replace(before, after);
  return true;
}
