import type { BusinessEvent } from './feed/business-event.ts';
import type { Capability, ReceiptOf, RecipientKindOf, Recording, Telling } from './action/capability.ts';
import type { PersonKind, Recipients, Told } from './person/role.ts';
import type { ReceiptKind } from './feed/receipt.ts';

/** What can happen to an issue, and to an incident of several. */
export type IssueTurn = 'opens' | 'changes' | 'gets worse' | 'is breached' | 'resolves' | 'reopens';

/** What starts a flow. */
export type Trigger =
  | { readonly on: 'issue' | 'incident'; readonly turn: IssueTurn }
  | { readonly on: 'business event'; readonly event: BusinessEvent | readonly BusinessEvent[] }
  /** Something expected did not come in time: hours of the service level's calendar. */
  | { readonly on: 'absence'; readonly of: BusinessEvent; readonly after: BusinessEvent; readonly hours: number }
  | { readonly on: 'receipt'; readonly of: Capability; readonly kind: ReceiptKind }
  /** Cron text in the workspace's zone: `0 7 * * 1-5`. */
  | { readonly on: 'schedule'; readonly at: string }
  /** A person's command from outside, such as a button pressed in a chat. */
  | { readonly on: 'command'; readonly name: string }
  /** Reference data came, was changed or went. */
  | { readonly on: 'reference data'; readonly of: 'people' | 'partners' | 'agreements' | 'approved content' };

/** What the core does with a receipt by itself, whichever flow it is of. */
export type DoneByItself = 'ends the episode' | 'opens it again' | 'stops further messages' | 'may be done again';

/** What a receipt leads to beside its line in the timeline: what the core does anyway, or what the flow adds to it. */
export type WayBack = 'shown' | DoneByItself | 'opens an issue' | 'sent to the record it came from';

/** What an effect needs before it may be sent. */
export type Need = 'template' | 'approval' | 'attachment';

type Rest<C extends Capability> = {
  readonly needs: readonly Need[];
  /** What becomes of each receipt. One that its capability can't give does not compile. */
  readonly back: { readonly [R in ReceiptOf<C>]?: WayBack };
};

/** One thing that is done outside. */
export type Step = {
  readonly action: Capability;
  /** Whom, by kind and role; null where it tells nobody. */
  readonly to: Recipients | null;
  readonly countsAs: CountsAs;
  readonly needs: readonly Need[];
  readonly back: { readonly [R in ReceiptKind]?: WayBack };
};

/** What an effect counts as: who was told, or that a record was changed where nobody was. */
export type CountsAs = Told<PersonKind> | 'changed a record';

/** What it may count as to act so: having told those that it can reach, and a change of a record only where it tells nobody. */
export type CountsAsOf<C extends Capability> = C extends Telling
  ? Told<RecipientKindOf<C>>
  : C extends Recording
    ? 'changed a record'
    : never;

/** A step that tells somebody: its recipients must be of a kind that the capability can reach. */
export function tell<C extends Telling, K extends RecipientKindOf<C>>(
  action: C,
  to: Recipients<K>,
  rest: Rest<C> & { readonly countsAs: Told<K> },
): Step {
  return { action, to, ...rest };
}

/** A step that changes a record and tells nobody. */
export function record<C extends Recording>(action: C, rest: Rest<C>): Step {
  return { action, to: null, countsAs: 'changed a record', ...rest };
}

/** When this, do that. What a flow takes in from outside without doing anything there is its trigger alone. */
export type Flow = {
  /** As the flows are numbered: `S5`. */
  readonly id: string;
  readonly when: Trigger | readonly Trigger[];
  /** In the one filter language; empty = all. */
  readonly filter: string;
  readonly steps: readonly Step[];
};
