import { hour } from '#shared/lib/time.ts';
import { wordText } from '#shared/lib/words.ts';
import { issueWords } from '#shared/model/filter/issue-words.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { gatherRegrouping, type Regrouping } from '../incidents/regroup.ts';
import { type IssueColumns, issueRowSchema, type KeptIssue, severityOfRank, toColumns } from './issue-row.ts';

const columnNames = Object.keys(issueRowSchema.shape).filter((name) => name !== 'n') as (keyof IssueColumns)[];
const insertSql = `INSERT INTO issues (${columnNames.join(', ')}) VALUES (${columnNames.map(() => '?').join(', ')})`;

/** What follows from a page's rows: gathered while they are written, written once at the page's end. */
export type PageChanges = {
  readonly counters: CounterChanges;
  readonly text: TextChanges;
  /** Few pages have anything to put together or part. */
  readonly together: () => Regrouping;
  write(db: WriteDb): void;
};

export function gatherChanges(): PageChanges {
  const counters = gatherCounters();
  const text = gatherText();
  let regrouping: Regrouping | undefined;
  return {
    counters,
    text,
    together: () => (regrouping ??= gatherRegrouping()),
    write(db) {
      counters.write(db);
      text.write(db);
      regrouping?.write(db);
    },
  };
}

/**
 * The row as it is, to be compared with what the evidence says. Not checked: it is written below alone, it is read for
 * every event, and what is wrong with it is put right by the write that follows.
 */
export function storedIssue(db: WriteDb, id: string): KeptIssue | null {
  const row = prepare(db, 'SELECT * FROM issues WHERE id = ?').get(id);
  return row === undefined ? null : (row as KeptIssue);
}

/** Makes the stored row what the evidence says. Touches only what differs. Returns whether anything did. */
export function writeIssue(
  db: WriteDb,
  before: KeptIssue | null,
  issue: IssueRecord | null,
  page: PageChanges,
): boolean {
  if (issue === null) {
    if (before === null) return false;
    prepare(db, 'DELETE FROM issues WHERE n = ?').run(before.n);
    page.text.replace(before.n, true, null);
    page.together().go(before);
    page.counters.replace(before, null);
    return true;
  }
  const text = issueWords(issue);
  const after = toColumns(issue, text);
  if (before === null) {
    const { lastInsertRowid } = prepare(db, insertSql).run(...columnNames.map((name) => after[name]));
    page.text.replace(Number(lastInsertRowid), false, text);
    if (after.alike !== null) page.together().come(Number(lastInsertRowid), after);
    page.counters.replace(null, after);
    return true;
  }
  const changed = columnNames.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return false;
  const moves = changed.includes('alike') || changed.includes('near_at');
  // Only the changed columns: an index is rewritten for each column that is named, changed or not.
  const sets = changed.map((name) => `${name} = ?`).concat(moves ? 'incident = NULL' : []);
  prepare(db, `UPDATE issues SET ${sets.join(', ')} WHERE n = ?`).run(...changed.map((name) => after[name]), before.n);
  if (changed.includes('words')) page.text.replace(before.n, true, text);
  if (moves) {
    page.together().go(before);
    page.together().come(before.n, after);
  } else if (before.incident !== null) page.together().flip(before, after);
  page.counters.replace(before, after);
  return true;
}

type Words = readonly string[];
type Change = { readonly stored: boolean; readonly text: Words | null };

/**
 * The searchable words of a page's rows. FTS5 keeps what is new in memory as long as row numbers go up, and writes a
 * segment for each step back: row by row, a page of late news costs a segment each, here one in all.
 */
type TextChanges = {
  /** `stored` says whether the row had words before; `text` is one for each column, null where the row goes. */
  replace(n: number, stored: boolean, text: Words | null): void;
  write(db: WriteDb): void;
};

function gatherText(): TextChanges {
  const changes = new Map<number, Change>();
  return {
    replace(n, stored, text) {
      changes.set(n, { stored: changes.get(n)?.stored ?? stored, text });
    },
    write(db) {
      const remove = prepare(db, 'DELETE FROM issues_text WHERE rowid = ?');
      const insert = prepare(
        db,
        'INSERT INTO issues_text (rowid, title, explanation, partner, number, address) VALUES (?, ?, ?, ?, ?, ?)',
      );
      for (const [n, { stored, text }] of [...changes].sort(([a], [b]) => a - b)) {
        if (stored) remove.run(n);
        if (text !== null) insert.run(n, ...text);
      }
    },
  };
}

type PartnerCount = { readonly row: IssueColumns; unresolved: number; resolved: number };

/** What the badges show, kept in step by differences: gathered for a page, written once at its end. */
type CounterChanges = {
  /** `before` is the row that goes, `after` the one that comes. */
  replace(before: IssueColumns | null, after: IssueColumns | null): void;
  write(db: WriteDb): void;
};

function counterKeys(row: IssueColumns): string[] {
  if (row.resolved === 1) return ['resolved'];
  const keys = [
    'unresolved',
    `status:${row.status}`,
    `severity:${severityOfRank(row.severity)}`,
    `kind:${row.kind}`,
    row.owner_key === null ? 'unassigned' : `owner:${row.owner_key}`,
  ];
  if (row.document_type !== null) keys.push(`doc:${row.document_type.toLowerCase()}`);
  if (row.escalated === 1) keys.push('escalated');
  return keys;
}

function gatherCounters(): CounterChanges {
  const counts = new Map<string, number>();
  const due = new Map<number, number>();
  const partners = new Map<string, PartnerCount>();

  function add<K>(map: Map<K, number>, key: K, by: number): void {
    map.set(key, (map.get(key) ?? 0) + by);
  }

  function count(row: IssueColumns, by: 1 | -1): void {
    for (const key of counterKeys(row)) add(counts, key, by);
    if (row.resolved === 0 && row.due_at !== null) add(due, Math.floor(row.due_at / hour), by);
    const key = `${row.partner}\n${row.partner_address ?? ''}`;
    let partner = partners.get(key);
    if (partner === undefined) {
      partner = { row, unresolved: 0, resolved: 0 };
      partners.set(key, partner);
    }
    if (row.resolved === 0) partner.unresolved += by;
    else partner.resolved += by;
  }

  return {
    replace(before, after) {
      if (before !== null) count(before, -1);
      if (after !== null) count(after, 1);
    },
    write(db) {
      const set = prepare(
        db,
        'INSERT INTO counters (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value + excluded.value',
      );
      for (const [key, by] of counts) if (by !== 0) set.run(key, by);
      const setDue = prepare(
        db,
        'INSERT INTO due_counters (hour, value) VALUES (?, ?) ON CONFLICT (hour) DO UPDATE SET value = value + excluded.value',
      );
      for (const [at, by] of due) if (by !== 0) setDue.run(at, by);
      const setPartner = prepare(
        db,
        `INSERT INTO partner_counters (partner, partner_sort, address, words, unresolved, resolved) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (partner, address) DO UPDATE
          SET unresolved = unresolved + excluded.unresolved, resolved = resolved + excluded.resolved`,
      );
      for (const { row, unresolved, resolved } of partners.values()) {
        if (unresolved === 0 && resolved === 0) continue;
        const address = row.partner_address ?? '';
        const words = `${wordText(row.partner)}|${wordText(address)}`;
        setPartner.run(row.partner, row.partner_sort, address, words, unresolved, resolved);
      }
      prepare(db, 'DELETE FROM counters WHERE value = 0').run();
      prepare(db, 'DELETE FROM due_counters WHERE value = 0').run();
      prepare(db, 'DELETE FROM partner_counters WHERE unresolved = 0 AND resolved = 0').run();
    },
  };
}
