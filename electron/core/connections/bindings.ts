import type { Capability } from '#shared/model/action/capability.ts';
import { type Bindings, bindingsSchema } from '#shared/model/workspace-settings.ts';
import type { ReadDb } from '../store/db.ts';
import { readSetting } from '../store/tables/records.ts';

/** Under which the store keeps them. */
export const bindingsSetting = 'bindings';

/** Which connection does what, as people have said; in the order of the capabilities. */
export function readBindings(db: ReadDb): Bindings {
  return bindingsSchema.catch([]).parse(readSetting(db, bindingsSetting));
}

/** The id of the connection that a capability is bound to; null where nobody has said. It may be connected no more. */
export function boundTo(db: ReadDb, capability: Capability): string | null {
  return readBindings(db).find((one) => one.capability === capability)?.connection ?? null;
}
