import { hour } from '#shared/lib/time.ts';
import { wordText } from '#shared/lib/words.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import { type IssueColumns, severityOfRank } from './issue-row.ts';

type PartnerCount = { readonly row: IssueColumns; unresolved: number; resolved: number };

/** What the badges show, kept in step by differences: gathered for a page, written once at its end. */
export type CounterChanges = {
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

export function gatherCounters(): CounterChanges {
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
