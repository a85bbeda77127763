import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ActionPermits } from './action-state.ts';
import type { Capability } from './capability.ts';
import type { CountsAs } from '../flow.ts';
import type { ReasonNotSent } from './reasons.ts';

/** What the outbox may do after an unclear result (time-out, reset, 5xx after sending). */
export const deliveryClasses = ['idempotent', 'reconcilable', 'at-most-once'] as const;
export type DeliveryClass = (typeof deliveryClasses)[number];

export const actionStates = [
  'awaiting approval',
  'awaiting receipt',
  'held',
  'queued',
  'sending',
  'accepted',
  'handed over',
  'delivered',
  'failed (temporary)',
  'failed',
  'outcome unknown',
  'refused',
  'bounced',
  'deleted',
  'opted out',
  'cancelled',
  'expired',
] as const;
export type ActionState = (typeof actionStates)[number];

/** Who may let an action go out that waits for approval: whoever is there, or somebody else than who asked for it. */
export const approvals = ['anyone', 'another person'] as const;
export type Approval = (typeof approvals)[number];

/** Why an action did not go through, in words for the person who must act. */
export type ActionError = {
  /** Stable, ours: `crm.request-limit`, `network.timeout`. */
  readonly code: string;
  readonly message: string;
  /** The user can fix it, it will pass, or we are wrong. */
  readonly family: 'user' | 'transient' | 'bug';
  readonly next: string | null;
};

/** Why something was not sent, or not yet: `words` for people, `until` where a time ends it by itself. */
export type NotSent = { readonly reason: ReasonNotSent; readonly words: string; readonly until: Millis | null };

/** Whom an effect goes to, or went to. `person` is the key in the table of people, `settings:ab12`; null = an address that was typed. */
export type ActionRecipient = { readonly name: string; readonly person: string | null };

/** Somebody whom an action should have gone to and does not: about which issues, and why. Said before it is sent, and by the answer. */
export type LeftOut = {
  readonly issueIds: readonly string[];
  /** A name, or whom was looked for: `partner contact (edi)`. */
  readonly to: string;
  readonly reason: ReasonNotSent;
  /** The reason as a sentence. */
  readonly words: string;
};

/** What a queue row shows of an action. */
export type ActionChip = {
  readonly id: string;
  readonly connector: string;
  readonly connection: string;
  /** With the connection in front: `crm.escalate`, `crm-2.escalate`. */
  readonly action: string;
  /** What people call the thing that it makes: `case`. */
  readonly noun: string;
  readonly state: ActionState;
  /** The outside number people use, e.g. the case number. */
  readonly reference: string | null;
  readonly url: string | null;
};

/** One outbound effect, as the outbox view shows it. */
export type Action = ActionChip & {
  readonly capability: Capability;
  readonly countsAs: CountsAs;
  /** The issue it is about; the first of them where it is about several. */
  readonly issueId: string;
  readonly issueIds: readonly string[];
  readonly issueTitle: string;
  readonly partner: string;
  /** Null where it goes to nobody in particular. */
  readonly to: ActionRecipient | null;
  readonly deliveryClass: DeliveryClass;
  readonly idempotencyKey: string;
  readonly requestedBy: string;
  readonly requestedAt: Millis;
  readonly updatedAt: Millis;
  /** Until when it can be undone; null when it cannot any more. */
  readonly holdUntil: Millis | null;
  readonly nextAttemptAt: Millis | null;
  readonly attempts: number;
  /** Decided by the core; anything else is refused. */
  readonly can: ActionPermits;
  readonly error: ActionError | null;
  /** It went through, but not as it was drafted: `Without its account, which this user may not use.` */
  readonly remark: string | null;
  /** Why it is not sent although it is due: its connection is paused or no more, with the reason. */
  readonly waitsFor: string | null;
  /** Why it was not sent, or not yet; null where it is being sent, or was. */
  readonly notSent: NotSent | null;
  /** What will be or was sent, for people: no secrets. */
  readonly input: Json;
  /** What came back about it later (case status, owner), for people. */
  readonly remote: { readonly status: string | null; readonly owner: string | null; readonly closed: boolean } | null;
};
