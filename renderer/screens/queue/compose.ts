import type { Capability } from '#shared/model/action/capability.ts';
import { compose } from '#renderer/parts/composer/open.ts';
import { nameOf } from './name.ts';

/** Opens the composer for these issues; null = what is to be done is chosen there. */
export function composeFor(ids: readonly string[], action: Capability | null): void {
  compose({ ids, action, about: nameOf(ids) });
}

/** The same for the whole incident of an issue. */
export function escalateIncident(id: string, name: string): void {
  compose({ ids: [id], action: 'case.create', about: name, whole: true });
}
