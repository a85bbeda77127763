import { prepare, type WriteDb } from '../store/db.ts';

type Text = readonly string[];
type Change = { readonly stored: boolean; readonly text: Text | null };

/**
 * The searchable words of a page's rows. FTS5 keeps what is new in memory as long as row numbers go up, and writes a
 * segment for each step back: row by row, a page of late news costs a segment each, here one in all.
 */
export type TextChanges = {
  /** `stored` says whether the row had words before; `text` is one for each column, null where the row goes. */
  replace(n: number, stored: boolean, text: Text | null): void;
  write(db: WriteDb): void;
};

export function gatherText(): TextChanges {
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
