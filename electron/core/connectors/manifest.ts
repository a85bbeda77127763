import type { RecipientNeed } from '#shared/model/action/recipient-need.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Approval, DeliveryClass } from '#shared/model/action/action.ts';
import type { Capability } from '#shared/model/action/capability.ts';
import type { SecretField, SettingField } from '#shared/model/connection.ts';
import type { CountsAs } from '#shared/model/flow.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';

/** What is known of a connector before it is connected. Data alone: forms, command line, checks and docs are made from it. */
export type Manifest = {
  /** In small letters with dashes, and never changed: `acme-crm`. Also the id of its first connection, and its `source` in events. */
  readonly id: string;
  /** For people, as the vendor writes it: `Acme CRM`. */
  readonly name: string;
  /** One sentence, with its full stop: what it brings and does. */
  readonly summary: string;
  /** Keys unique among settings and secrets. What is stored is checked by `type` before a connection is opened. */
  readonly settings: readonly SettingField[];
  /** Kept in the vault alone. One that is `required` must be there before it can be connected. */
  readonly secrets: readonly SecretField[];
  /** What it reads. None for one that only sends. */
  readonly feeds: readonly FeedManifest[];
  /** What it does outside. None for one that only reads. */
  readonly actions: readonly ActionManifest[];
  /** True where a person signs in through the browser: `Connection.signIn` does it. */
  readonly signIn: boolean;
  /** The npm packages that the connector's folder imports, beside zod. The architecture test allows these and no other. */
  readonly libraries: readonly string[];
};

/** Something that a connection reads again and again. */
export type FeedManifest = {
  /** Unique in the connector: `transactions`. Elsewhere `<connection>.<id>`. */
  readonly id: string;
  /** For people: `Case changes`. */
  readonly name: string;
  /** Milliseconds from the end of a poll that went well to the next, give or take a tenth. After an error it waits longer and longer. */
  readonly everyMs: Millis;
  /** Milliseconds, more than `everyMs`: so long without a success, and the feed is shown as stale. */
  readonly staleAfterMs: Millis;
  /**
   * True where a stream brings it: `Connection.streams` has an entry of this id, and the feed itself only looks up what the
   * stream may have missed, every `everyMs` and whenever the stream is there again.
   */
  readonly pushed?: boolean;
};

/** Something that a connection does outside, for one issue or several. */
export type ActionManifest = {
  /** Unique in the connector: `escalate`. Elsewhere `<connection>.<id>`. */
  readonly id: string;
  /** For people, as a button says it: `Escalate to a Acme CRM case`. */
  readonly name: string;
  /** What it does, in the words that playbooks and screens ask for: `case.create`, whichever system it is. */
  readonly capability: Capability;
  /** What a person does by it, as on a button: `Escalate`. */
  readonly verb: string;
  /**
   * What they have done then, with places for the issue and the connection, to stand after who: `escalated {issue} to {where}`
   * becomes "Pat escalated this to Service Desk", and "Escalated 3 issues to Service Desk".
   */
  readonly did: string;
  /** What people call the thing that it makes, in the singular: `case`. Its receipts say the same. */
  readonly noun: string;
  /** Name of a Tabler icon: `lifebuoy`. */
  readonly icon: string;
  /** What it counts as for whoever asks later who was told: only what its capability can come to. */
  readonly countsAs: CountsAs;
  /** The receipts that can come of it; none where nothing comes back. Only those that its capability can have. */
  readonly receipts: readonly ReceiptKind[];
  /**
   * What may be done when nobody knows whether it arrived. `idempotent`: the far side drops a second one with the same key, so it
   * is sent again. `reconcilable`: it is looked for by `reconcile` first. `at-most-once`: a person is asked.
   */
  readonly deliveryClass: DeliveryClass;
  /** Items in one `perform` call, at most; fewer after calls that were too much. */
  readonly batchSize: number;
  /** `perform` calls under way at once, at most. */
  readonly concurrency: number;
  /** `perform` and `reconcile` calls in any 60 seconds, at most. */
  readonly callsPerMinute: number;
  /** Milliseconds that a `perform` or `reconcile` may take: after that it is stopped, and its result is unclear. */
  readonly deadlineMs: Millis;
  /** The id of the feed that brings receipts for it: polled soon after a send, at most every 30 seconds. Null where none does. */
  readonly receiptFeed: string | null;
  /**
   * One effect for each issue, for each incident (its issues that are asked for at once), or for each partner. Absent = each
   * issue. But for the first, `draftTogether` has the words for several.
   */
  readonly per?: 'issue' | 'incident' | 'subject';
  /** What each one needs before it may be sent. Absent = nothing. */
  readonly needs?: ActionNeeds;
  /** What a person may change of what is written; `ActionEdits.fields` has no other key, but for those of `ActionHandler.fields`. */
  readonly fields: readonly ActionField[];
};

/** What an effect needs. */
export type ActionNeeds = {
  /**
   * Whom it goes to: one effect for each person. Only where the capability is `per: 'recipient'`, and of the kinds that it can reach. Absent:
   * it goes to nobody in particular, or the far side knows to whom.
   */
  readonly recipients?: RecipientNeed;
  /** Who has to let it go out before it leaves: `another person` than who asked for it, or `anyone`. Absent = nobody. */
  readonly approval?: Approval;
  /** Its text is made from a template. */
  readonly template?: true;
  /** A file goes with it. */
  readonly attachment?: true;
};

/** One thing that a person may change of what an action writes. */
export type ActionField = {
  /** As in the preview: `priority`. */
  readonly key: string;
  /** For people: `Priority`. */
  readonly label: string;
  /**
   * True where one value may stand for many issues at once (a priority, a queue). False for what speaks of one issue or
   * one partner (a subject, a description, an account): the core refuses those for more than one issue.
   */
  readonly bulk: boolean;
  /** What was expected instead of `value`, in words; null where it fits. Without this, any text fits. */
  misfit?(value: string): string | null;
};
