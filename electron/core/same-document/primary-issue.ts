import type { ReadDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { findIssue } from '../queue/queue.ts';
import { rowsOfDocument } from './same-document.ts';

/**
 * The row that speaks for an issue: its own or, where another issue about the same document has taken it in since a
 * person looked, that one's. Null for an unknown id.
 */
export function primaryIssue(db: ReadDb, id: string): IssueRecord | null {
  const own = findIssue(db, id);
  if (own !== null) return own;
  for (const [other, evidence] of rowsOfDocument(db, id)) {
    const row = other === id || evidence === null ? null : findIssue(db, other);
    if (row !== null) return row;
  }
  return null;
}
