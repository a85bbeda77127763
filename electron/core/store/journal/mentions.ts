import { parseJson, type Json } from '#shared/lib/json.ts';
import { erasedWords } from '#shared/model/event/personal.ts';
import { prepare, type WriteDb } from '../db.ts';

/** Where texts lie that are not made from the journal and may name somebody. `json` = every text in it. */
const places = [
  { table: 'actions', column: 'draft', json: true },
  { table: 'actions', column: 'error', json: true },
  { table: 'actions', column: 'remark', json: false },
  { table: 'actions', column: 'remote_status', json: false },
  { table: 'reference_data', column: 'value', json: true },
  { table: 'due_steps', column: 'payload', json: true },
  { table: 'due_steps', column: 'error', json: false },
  { table: 'feeds', column: 'error', json: false },
  { table: 'connections', column: 'name', json: false },
  { table: 'connections', column: 'pause_reason', json: false },
  { table: 'connections', column: 'last_error', json: false },
  // Entries of people go as a whole, and those of namesakes stay.
  { table: 'records', column: 'value', json: true, where: "kind <> 'person'" },
] as const;

/**
 * Puts `erasedWords` in the place of these names wherever they are mentioned as whole words. Gives how many actions changed. Each
 * table is gone through once, however many rows name them.
 */
export function eraseMentions(db: WriteDb, names: readonly string[]): number {
  const words = mention(names);
  const without = (text: string, json: boolean): string =>
    json ? JSON.stringify(replaced(parseJson(text), words)) : text.replace(words, erasedWords);
  let last = { text: '', json: false, without: '' };
  // A row that changes is asked about twice: whether it does, and to what.
  db.raw.function('without_names', { deterministic: true }, (text, isJson) => {
    if (typeof text !== 'string') return text;
    const json = isJson === 1;
    if (text !== last.text || json !== last.json) last = { text, json, without: without(text, json) };
    return last.without;
  });
  let actions = 0;
  for (const place of places) {
    const { table, column } = place;
    const json = place.json ? 1 : 0;
    const where = 'where' in place ? place.where : 'true';
    const { changes } = prepare(
      db,
      `UPDATE ${table} SET ${column} = without_names(${column}, ${json})
       WHERE ${column} <> without_names(${column}, ${json}) AND ${where}`,
    ).run();
    if (table === 'actions') actions += changes;
  }
  // What a connection remembers of its system, it asks for again.
  prepare(db, 'DELETE FROM connection_cache WHERE value <> without_names(value, 1)').run();
  return actions;
}

function mention(names: readonly string[]): RegExp {
  const any = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
}

function replaced(value: Json, words: RegExp): Json {
  if (typeof value === 'string') return value.replace(words, erasedWords);
  if (Array.isArray(value)) return value.map((one: Json) => replaced(one, words));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, words)]));
}
