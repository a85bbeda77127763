import { z } from 'zod';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ConnectionSource } from '../connections/source.ts';
import { actionByKey } from '../store/tables/actions.ts';
import type { ReadDb } from '../store/db.ts';

const keySchema = z.object({ key: z.string() });

/**
 * What came through a connection, without receipts for what was sent through a sibling that is connected too, and so tells of
 * it itself. A copy of an org, such as its sandbox, has our keys on records of its own: what is done to those is no news of
 * ours.
 */
export function withoutSiblingsReceipts(
  db: ReadDb,
  events: readonly NewEvent[],
  connection: string,
  connections: ConnectionSource,
): readonly NewEvent[] {
  const connector = connections.open(connection)?.manifest.id;
  const siblings = connections.all().filter(({ id, manifest }) => id !== connection && manifest.id === connector);
  if (siblings.length === 0) return events;
  return events.filter((event) => {
    if (event.kind !== 'receipt.received') return true;
    const action = actionByKey(db, keySchema.parse(event.payload).key);
    return !siblings.some(({ id }) => id === action?.connection);
  });
}
