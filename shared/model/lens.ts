/** OpenText Lens (Trading Grid transaction visibility) in our own words. Source: the Lens API cheat sheet, June 2025. */
import { remembered } from '../lib/remembered.ts';

/** Processing status; `unknown` covers Lens's own "Unknown" and every word we have not met. */
export type LensStatusName =
  | 'batched'
  | 'completed'
  | 'delivered'
  | 'delivery disabled'
  | 'delivery in progress'
  | 'duplicate'
  | 'processing'
  | 'on hold'
  | 'ready for pickup'
  | 'validation error'
  | 'delivery failed'
  | 'unknown';

/** Functional-acknowledgement status. Its letters clash with X12's (`M` here is a manual acceptance), so it is a list of its own. */
export type LensAcknowledgementName =
  | 'accepted'
  | 'received'
  | 'accepted with errors'
  | 'manually accepted'
  | 'not expected'
  | 'partially accepted'
  | 'rejected'
  | 'suppressed'
  | 'timed out'
  | 'waiting'
  | 'unknown';

/** A status with the vendor's own word beside it, so that a new word is shown and not lost. */
export type LensStatus = { readonly name: LensStatusName; readonly word: string };
export type LensAcknowledgementStatus = { readonly name: LensAcknowledgementName; readonly word: string };

/** One Lens entry, normalised: what an explanation needs and nothing else. */
export type LensTransaction = {
  readonly status: LensStatus;
  readonly acknowledgement: LensAcknowledgementStatus | null;
  /** Lens `deliverystatus`, as written. */
  readonly deliveryStatus: string | null;
  /** Lens `errorcode`: any value means an error; there is no public list. */
  readonly errorCode: string | null;
  /** Lens `externalerrormessage`. */
  readonly message: string | null;
  /** Error messages of other entries of the same transaction. */
  readonly siblingMessages: readonly string[];
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly senderName: string | null;
  readonly receiverName: string | null;
  readonly direction: 'outbound' | 'inbound' | 'unknown';
};

const statusSpellings: ReadonlyMap<string, LensStatusName> = new Map([
  ['b', 'batched'],
  ['batched', 'batched'],
  ['c', 'completed'],
  ['completed', 'completed'],
  ['s', 'delivered'],
  ['delivered', 'delivered'],
  ['n', 'delivery disabled'],
  ['deliverydisabled', 'delivery disabled'],
  ['disabled', 'delivery disabled'],
  ['d', 'delivery in progress'],
  ['deliveryinprogress', 'delivery in progress'],
  ['u', 'duplicate'],
  ['duplicate', 'duplicate'],
  ['p', 'processing'],
  ['processing', 'processing'],
  ['h', 'on hold'],
  ['onhold', 'on hold'],
  ['r', 'ready for pickup'],
  ['readyforpickup', 'ready for pickup'],
  ['v', 'validation error'],
  ['validationerror', 'validation error'],
  ['f', 'delivery failed'],
  ['failed', 'delivery failed'],
  ['deliveryfailed', 'delivery failed'],
]);

const acknowledgementSpellings: ReadonlyMap<string, LensAcknowledgementName> = new Map([
  ['a', 'accepted'],
  ['accepted', 'accepted'],
  ['acceptedreceived', 'accepted'],
  ['c', 'received'],
  ['received', 'received'],
  ['e', 'accepted with errors'],
  ['acceptedwitherrors', 'accepted with errors'],
  ['acceptedwitherror', 'accepted with errors'],
  ['m', 'manually accepted'],
  ['manuallyaccepted', 'manually accepted'],
  ['n', 'not expected'],
  ['nofaexpected', 'not expected'],
  ['notexpected', 'not expected'],
  ['p', 'partially accepted'],
  ['partiallyaccepted', 'partially accepted'],
  ['r', 'rejected'],
  ['rejected', 'rejected'],
  ['s', 'suppressed'],
  ['suppressed', 'suppressed'],
  ['t', 'timed out'],
  ['timedout', 'timed out'],
  ['timedoutlatefa', 'timed out'],
  ['latefa', 'timed out'],
  ['w', 'waiting'],
  ['waiting', 'waiting'],
  ['waitingforfa', 'waiting'],
]);

/** Reads a Lens status in any spelling: `F`, `Failed`, `DeliveryFailed`, `Delivery failed`. */
export const parseLensStatus = remembered(
  (word): LensStatus => ({ name: statusSpellings.get(key(word)) ?? 'unknown', word }),
);

/** Reads a Lens acknowledgement status in any spelling; null for an empty one (Lens sends null for `C`). */
export function parseLensAcknowledgement(word: string | null): LensAcknowledgementStatus | null {
  return word === null ? null : acknowledgementOf(word);
}

const acknowledgementOf = remembered((word): LensAcknowledgementStatus | null =>
  word.trim() === '' ? null : { name: acknowledgementSpellings.get(key(word)) ?? 'unknown', word },
);

function key(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, '');
}
