import type { ActionState } from '../action/action.ts';

/**
 * What an outside system may say about what became of a send, in the core's words. Connectors translate into these; a word of
 * the vendor's that a connector does not know is `accepted`, with the word beside it. Those of one moment count in this order.
 */
export const receiptKinds = [
  'accepted',
  'reopened',
  'handed over',
  'delivered',
  'read',
  'opened',
  'clicked',
  'acknowledged',
  'signed',
  'closed',
  'refused',
  'bounced',
  'opted out',
  'deleted',
  'replied',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

/** States that an action enters by a receipt; the first three one after the other, the others are an end outside. */
export type ReceiptState = Extract<
  ActionState,
  'accepted' | 'handed over' | 'delivered' | 'refused' | 'bounced' | 'opted out' | 'deleted'
>;

export type ReceiptRules = {
  /** What the action is by it, where it is not further on already. */
  readonly state: ReceiptState;
  /** Nothing of what was sent stands outside any more. */
  readonly ends: boolean;
  /** What it says of the outside thing: whether somebody there still works on it; null = nothing. */
  readonly thing: 'open' | 'closed' | null;
};

const arrived: ReceiptRules = { state: 'delivered', ends: false, thing: null };

/** What each receipt means, for the action and for the issue. The one place that says so. */
export const receiptRules: Readonly<Record<ReceiptKind, ReceiptRules>> = {
  accepted: { state: 'accepted', ends: false, thing: 'open' },
  reopened: { state: 'accepted', ends: false, thing: 'open' },
  'handed over': { state: 'handed over', ends: false, thing: null },
  delivered: arrived,
  read: arrived,
  opened: arrived,
  clicked: arrived,
  acknowledged: arrived,
  signed: arrived,
  closed: { state: 'accepted', ends: false, thing: 'closed' },
  refused: { state: 'refused', ends: true, thing: null },
  bounced: { state: 'bounced', ends: true, thing: null },
  'opted out': { state: 'opted out', ends: true, thing: null },
  deleted: { state: 'deleted', ends: true, thing: null },
  // Somebody wrote about it, so it is there; whether it reached whom it was meant for, a reply does not say.
  replied: { state: 'accepted', ends: false, thing: null },
};

/** The states on the way to the receiver, one after the other. */
export const steps: readonly ActionState[] = ['accepted', 'handed over', 'delivered'];
const ends: ReadonlySet<ActionState> = new Set(
  Object.values(receiptRules).flatMap((rules) => (rules.ends ? [rules.state] : [])),
);

/** What an action in `state` is after the next receipt. It never goes back on the way from accepted to delivered. */
export function stateAfter(state: ActionState, kind: ReceiptKind): ActionState {
  const { state: said } = receiptRules[kind];
  // Who wants no more messages has got this one all the same.
  if (kind === 'opted out' && state === 'delivered') return state;
  // One can write about what is gone.
  if (kind === 'replied' && ends.has(state)) return state;
  return steps.indexOf(state) > steps.indexOf(said) && !receiptRules[kind].ends ? state : said;
}
