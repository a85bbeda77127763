import type { Capability } from '#shared/model/action/capability.ts';
import { compose } from '#renderer/parts/composer/open.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { nameOf } from './name.ts';
import { areWhole, countedRows } from './rows.ts';

/** Opens the composer for these issues; null = what is to be done is chosen there. */
export function composeFor(ids: readonly string[], action: Capability | null): void {
  const whole = areWhole(ids);
  const many = countedRows(ids);
  compose({ ids, action, whole, about: whole && many !== counted(ids.length, 'issue') ? many : nameOf(ids) });
}

/** The same for the whole incident of an issue. */
export function escalateIncident(id: string, name: string): void {
  compose({ ids: [id], action: 'case.create', about: name, whole: true });
}
