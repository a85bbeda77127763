import { prepare, type ReadDb } from '../store/db.ts';
import { countSchema } from './kept-counts.ts';
import { type Sql, sql } from './sql.ts';

const textSql = 'SELECT rowid FROM issues_text WHERE issues_text MATCH ? LIMIT ?';
const probeSql = `SELECT count(*) AS n FROM (${textSql})`;
/** Shorter beginnings fit nearly everything: the rows themselves are asked. */
const shortestProbe = 3;

/** A phrase for FTS5; its last word may be a beginning. Words hold only letters and digits. */
function matchText(phrase: string): string {
  return `"${phrase.trim()}"*`;
}

export function isProbed(phrase: string): boolean {
  return phrase.trim().length >= shortestProbe;
}

/** How many rows have the phrase, `most` at most. */
export function countText(db: ReadDb, phrase: string, most: number): number {
  return countSchema.parse(prepare(db, probeSql).get(matchText(phrase), most)).n;
}

/** The first so many rows that have the phrase. */
export function hasText(phrase: string, most: number): Sql {
  return sql(`n IN (${textSql})`, matchText(phrase), most);
}
