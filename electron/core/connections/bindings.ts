import type { Capability } from '#shared/model/action/capability.ts';
import { readPart } from '../store/tables/records.ts';
import type { ReadDb } from '../store/db.ts';

/** The id of the connection that a capability is bound to; null where nobody has said. It may be connected no more. */
export function boundTo(db: ReadDb, capability: Capability): string | null {
  return readPart(db, 'bindings').find((one) => one.capability === capability)?.connection ?? null;
}
