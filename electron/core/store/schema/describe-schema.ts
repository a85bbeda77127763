import { z } from 'zod';
import { prepare, type ReadDb } from '../db.ts';

const rowSchema = z.object({ sql: z.string() });

/** Every table, index and trigger as SQL, in a fixed order. */
export function describeSchema(db: ReadDb): string {
  const statements = prepare(
    db,
    `SELECT sql FROM sqlite_master
      WHERE sql IS NOT NULL AND name NOT LIKE 'issues\\_text\\_%' ESCAPE '\\'
      ORDER BY tbl_name, type = 'table' DESC, type, name`,
  )
    .all()
    .map((row) => `${unindent(rowSchema.parse(row).sql)};\n`);
  return `-- Made by npm run schema from the migrations. Not to be edited.\n\n${statements.join('\n')}`;
}

function unindent(sql: string): string {
  const lines = sql.split('\n');
  const depths = lines.slice(1).flatMap((line) => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  const depth = Math.min(...depths);
  return [lines[0], ...lines.slice(1).map((line) => line.slice(depth))].join('\n');
}
