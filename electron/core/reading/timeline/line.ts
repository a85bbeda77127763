import { proofWords } from '#shared/model/person/proof.ts';
import type { TimelineEntry } from '#shared/model/issue/issue.ts';
import type { ParsedEvent } from '../../evidence/parsed-event.ts';
import type { ConnectionName } from '../connection-name.ts';

/** What the timeline says of one event; what is left out is null, and neutral. */
export type Line = Pick<TimelineEntry, 'text'> & Partial<Pick<TimelineEntry, 'detail' | 'url' | 'actionId' | 'tone'>>;

/** What the timeline calls things. */
export type TimelineNames = {
  readonly partner: string;
  readonly connection: ConnectionName;
  /** What an action made, by the number it has now; null where the action is not among what is told. */
  readonly thing: (actionId: string) => { readonly noun: string; readonly reference: string | null } | null;
};

/** Who did it, and how it was proven that it was them where that was not here. */
export function who({ actor, proof }: ParsedEvent): string {
  const proven = proof === null ? null : proofWords[proof];
  return `${actor ?? 'Someone'}${proven === null ? '' : ` (${proven})`}`;
}
