import { z } from 'zod';
import { canonicalJson } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { prepare, type ReadDb } from '../store/db.ts';

/** A file that was written on more often than this says all of it again. */
const mostVersions = 1_000;
const rowSchema = z.object({ payload: z.string() });
const versionSchema = z.object({ replaces: z.string().optional() });
const contentSchema = z.object({ document: z.json().optional(), acknowledgement: z.json().optional() });

/** What a document or an acknowledgement says, wherever in its file it stands. */
function saying(payload: unknown): string | null {
  const { document, acknowledgement } = contentSchema.parse(payload);
  const said = document ?? acknowledgement;
  if (said === undefined || said === null || typeof said !== 'object' || Array.isArray(said)) return null;
  const { span: _span, ...rest } = said;
  return canonicalJson(rest);
}

/**
 * The contents without those that earlier versions of the file held too: an acknowledgement that was read once is no second
 * acknowledgement because its file went on.
 */
export function notSaidBefore(db: ReadDb, contents: readonly NewEvent[], replaces: string): readonly NewEvent[] {
  const said = new Map<string, number>();
  const own = prepare(db, "SELECT payload FROM journal WHERE source = 'file' AND source_id = ?");
  const held = prepare(
    db,
    "SELECT payload FROM journal WHERE source = 'file' AND source_id > ? || '#' AND source_id < ? || '$'",
  );
  for (let at: string | undefined = replaces, count = 0; at !== undefined && count < mostVersions; count += 1) {
    for (const row of held.iterate(at, at)) {
      const text = saying(JSON.parse(rowSchema.parse(row).payload));
      if (text !== null) said.set(text, (said.get(text) ?? 0) + 1);
    }
    const version = own.get(at);
    at = version === undefined ? undefined : versionSchema.parse(JSON.parse(rowSchema.parse(version).payload)).replaces;
  }
  return contents.filter(({ payload }) => {
    const text = saying(payload);
    const left = text === null ? 0 : (said.get(text) ?? 0);
    if (text !== null && left > 0) said.set(text, left - 1);
    return left === 0;
  });
}
