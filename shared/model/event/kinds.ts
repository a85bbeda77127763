import { actionEventKinds } from './kinds/action.ts';
import { businessEventKinds } from './kinds/business.ts';
import { commandEventKinds } from './kinds/command.ts';
import { fileEventKinds } from './kinds/file.ts';
import { networkEventKinds } from './kinds/network.ts';
import { overdueEventKinds } from './kinds/overdue.ts';
import { peopleEventKinds } from './kinds/people.ts';
import { receiptEventKinds } from './kinds/receipt.ts';
import { upkeepEventKinds } from './kinds/upkeep.ts';

/** Everything that happens, in the journal's words. */
export const eventKinds = {
  ...networkEventKinds,
  ...fileEventKinds,
  ...overdueEventKinds,
  ...peopleEventKinds,
  ...actionEventKinds,
  ...receiptEventKinds,
  ...businessEventKinds,
  ...commandEventKinds,
  ...upkeepEventKinds,
};
export type EventKind = keyof typeof eventKinds;
export const eventKindNames = Object.keys(eventKinds) as readonly EventKind[];

/** What a feed may bring. All others are written by the core alone: what people do, what the outbox does, what is read from files. */
export const feedKinds = [
  'exchange.reported',
  'receipt.received',
  'business.event',
  'command.received',
  'partner.seen',
] as const satisfies readonly EventKind[];
export type FeedKind = (typeof feedKinds)[number];

export function isFeedKind(kind: EventKind): kind is FeedKind {
  return feedKinds.some((one) => one === kind);
}

/** The kinds that are evidence: those that say something about an issue. */
export type EvidenceKind = {
  [K in EventKind]: (typeof eventKinds)[K] extends { readonly rank: null } ? never : K;
}[EventKind];
