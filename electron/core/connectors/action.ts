import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ActionError, ActionState, DeliveryClass } from '#shared/model/action/action.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import type { PersonKind } from '#shared/model/person/role.ts';
import type { ActionField } from './manifest.ts';

/** All that an action may say about an issue, read in one transaction when it is asked for. */
export type AboutIssue = {
  /** As it stands in the queue; times in it are milliseconds since 1970. */
  readonly issue: Issue;
  /** The long explanation, ready to paste: what, where, why, whose fault, what next, key facts. Plain text. */
  readonly report: string;
  /** Every identifier the partner is known by: EDI addresses, company id, names. */
  readonly partnerIdentifiers: readonly string[];
  /** A link back to the issue in this console or in Trading Grid; null without. */
  readonly link: string | null;
};

/** Whom one effect goes to. Personal data: in drafts and calls, never in a log, an error or the cache. */
export type Recipient = {
  /** Which kind of person: a colleague, a contact of the partner, a customer. */
  readonly kind: PersonKind;
  /** For people, as in the greeting of a letter. */
  readonly name: string;
  /** As `RecipientNeed.by` says: an email address, a number such as `+4915112345678`, or the key of the person. */
  readonly address: string;
  /** As browsers name languages; null = not known. */
  readonly language: string | null;
  /** IANA name; null = not known. */
  readonly zone: string | null;
};

/** What a person asks for beyond the draft made from the issue. The core has checked it before. */
export type ActionEdits = {
  /** Changed fields by the key of their `ActionField`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Words to stand after what each issue says of itself: the same for all of them. Not empty. */
  readonly note?: string;
};

/** How a connection does one of its actions. */
export type ActionHandler = {
  /**
   * Where this connection, with its settings, is safer or less safe to repeat than the manifest says: another delivery class.
   * Noted with each action when it is asked for; what was asked for before keeps its own. Needs `reconcile` where it says
   * `reconcilable`.
   */
  readonly deliveryClass?: DeliveryClass;
  /**
   * What will be written, made from the issue alone: pure, quick, no network, JSON. Called when a person asks for the action or
   * a preview of it; stored with the action, and given to `perform` as it was, though the issue may have gone on. Must not throw.
   * `recipient` is there where the manifest `needs` recipients: once for each of them.
   */
  draft(about: AboutIssue, edits: ActionEdits, recipient?: Recipient): Json;
  /** Where `per` is `incident` or `subject` and there are several issues: one draft that speaks of all. Pure and quick, as `draft`. */
  draftTogether?(about: readonly AboutIssue[], edits: ActionEdits, recipient?: Recipient): Json;
  /**
   * Further fields that only the outside system knows, beside those in the manifest: the core asks when a person names
   * one. `wanted` = what was named, with its value: where what is cached has no room for it, ask anew before it is
   * refused. May use the network; throws `ConnectorError`.
   */
  fields?(wanted: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly ActionField[]>;
  /**
   * The draft as a form for people, with what only the outside system knows (picklists, matched account), the options of a field among
   * it. May use the network. Where that fails it does not throw: it shows the draft as it is, and a warning.
   */
  preview(draft: Json, signal: AbortSignal): Promise<ActionPreview>;
  /**
   * Sends. One outcome for each item, in order; one that is missing is unclear. Each item is on disk as `sending` before this is
   * called. Throws `ConnectorError` for the batch as a whole: of kind `unclear` unless it is sure that nothing was done. Ends soon after `signal` is
   * aborted, by the deadline or the end of the program. Sends nothing twice by itself.
   */
  perform(items: readonly ActionItem[], signal: AbortSignal): Promise<readonly ActionOutcome[]>;
  /**
   * Where `deliveryClass` is `reconcilable`: which of these did happen? Called in place of `perform` for items whose result is not
   * known. One answer for each, in order: the outcome of one that is there; null for one that is surely not, which is then sent. Throws
   * `ConnectorError` where that can't be found out now.
   */
  reconcile?(items: readonly ActionItem[], signal: AbortSignal): Promise<readonly (ActionOutcome | null)[]>;
};

/** One thing to send. */
export type ActionItem = {
  /** The action's id in this program. For logs. */
  readonly actionId: string;
  /** Letters, digits, `_` and `-`. The same for the same effect on every desk and every attempt: give it to the far side. */
  readonly idempotencyKey: string;
  /** As `draft` made it. */
  readonly draft: Json;
  /** An earlier attempt may have taken effect: look before sending where that can be done. */
  readonly doubtful?: boolean;
  /** Keys of the same effect that are believed deleted outside; where one is there again, nothing more is to be made. */
  readonly earlierKeys?: readonly string[];
};

/** What is shown before somebody agrees to it: by `preview`, or by the fields of the manifest. */
export type ActionPreview = {
  /** In the order in which a form shows them. Those of the manifest, those of `ActionHandler.fields`, and what is only shown. */
  readonly fields: readonly PreviewField[];
  /** What will be left out, or could not be found out, one sentence or two each. It can be sent all the same. */
  readonly warnings: readonly string[];
};

/** One field of what will be written. */
export type PreviewField = {
  /** As in `ActionEdits.fields`, where it may be changed. */
  readonly key: string;
  /** For people: `Priority`. */
  readonly label: string;
  /** What will be written; empty text for nothing. */
  readonly value: string;
  /** False for what is only shown, such as the account that was found. */
  readonly editable: boolean;
  /** May be changed for many issues at once; see `ActionField.bulk`. */
  readonly bulk: boolean;
  /** True where a form gives it several lines. */
  readonly multiline: boolean;
  /** The values that the outside system takes, empty text among them where it may have none. Null where any text fits. */
  readonly options: readonly string[] | null;
  /** What people should know about the value, without a full stop: `Matched by ZZ:ACME`. Null without. */
  readonly note: string | null;
};

/** What became of one item of a `perform`, or of one that `reconcile` found. Codes of errors begin with the connector's id. */
export type ActionOutcome =
  /** It went through: the far side has it. */
  | {
      readonly result: 'done';
      /** How far it is known to have come. */
      readonly state: Extract<ActionState, 'accepted' | 'handed over' | 'delivered'>;
      /** What people call it outside: `00001234`. Left out where it has none, or not yet. */
      readonly reference?: string | null;
      /** Where it can be opened in a browser; left out where it can't. */
      readonly url?: string | null;
      /** The vendor's id, for joining receipts; left out where there is none. */
      readonly remoteId?: string | null;
      /** What was left out and why, where it went through but not as it was drafted. One or two sentences. */
      readonly remark?: string | null;
    }
  /** What an earlier key had made is there again, so nothing was sent. `remark` says so in a sentence. */
  | { readonly result: 'not needed'; readonly remark: string }
  /** Nothing was done, and it may go through later: sent again after `afterMs` milliseconds, with null after growing pauses. */
  | { readonly result: 'retry'; readonly error: ActionError; readonly afterMs: Millis | null }
  /**
   * The far side could not handle so many at once, and nothing was done with this one: it is sent again with fewer
   * beside it. `passes` = it may go away by itself, so alone it is tried again later; otherwise, alone, it has failed.
   */
  | { readonly result: 'too much'; readonly error: ActionError; readonly passes: boolean }
  /** Nothing was done, and it will not be taken as it is: a person has to change something. */
  | { readonly result: 'failed'; readonly error: ActionError }
  /** Whether it took effect is not known, and trying again may tell. */
  | { readonly result: 'unclear'; readonly error: ActionError }
  /** Whether it took effect is not known, and trying again would not tell: a person has to look. */
  | { readonly result: 'unknown'; readonly error: ActionError };
