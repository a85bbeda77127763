import type { TimelineEntry } from '#shared/model/issue/issue.ts';
import type { ParsedEvent } from '../../evidence/parsed-event.ts';
import type { ConnectionName } from '../connection-name.ts';

/** What the timeline says of one event; what is left out is null, and neutral. */
export type Line = Pick<TimelineEntry, 'text'> & Partial<Pick<TimelineEntry, 'detail' | 'url' | 'actionId' | 'tone'>>;

/** What the timeline calls things. */
export type TimelineNames = {
  readonly partner: string;
  readonly connection: ConnectionName;
};

/** Who did it. */
export function who({ actor }: ParsedEvent): string {
  return actor ?? 'Someone';
}
