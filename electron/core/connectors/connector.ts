import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ActionError, Approval, ActionState, DeliveryClass } from '#shared/model/action/action.ts';
import type { Capability } from '#shared/model/action/capability.ts';
import type { ConnectionTest, SecretField, SettingField } from '#shared/model/connection.ts';
import type { CountsAs } from '#shared/model/flow.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import type { Clock, Log } from '../ports.ts';
import type { Feed, Stream } from './feed.ts';

/** One outside system, both ways. A connector is one folder and one line in `registry.ts`; `defineConnector` makes one. */
export type Connector = {
  readonly manifest: Manifest;
  /**
   * Opens a connection with these settings. Called when the workspace is opened, and anew whenever somebody changes the settings
   * or secrets; the connection before it is closed. No network and no file yet: that is for `test`, feeds and actions. What it
   * throws is shown as the connection's error, and nothing is read or sent.
   */
  open(context: ConnectorContext): Connection;
};

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
   * becomes "Pat escalated it to Service Desk", and "Escalated 3 issues to Service Desk".
   */
  readonly did: string;
  /** What people call the thing that it makes, in the singular: `case`. Its receipts say the same. */
  readonly noun: string;
  /** Name of a Tabler icon: `lifebuoy`. */
  readonly icon: string;
  /** What it counts as for whoever asks later who was told. */
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
  /** One effect for each issue, or one for all that it is asked for at once. Absent = each issue. */
  readonly per?: 'issue' | 'subject';
  /** Who has to let each one go out before it leaves: `another person` than who asked for it, or `anyone`. Absent = nobody. */
  readonly approval?: Approval;
  /** What a person may change of what is written; `ActionEdits.fields` has no other key, but for those of `ActionHandler.fields`. */
  readonly fields: readonly ActionField[];
};

/** One thing that a person may change of what an action writes. */
export type ActionField = {
  /** As in the preview: `priority`. */
  readonly key: string;
  readonly label: string;
  /**
   * True where one value may stand for many issues at once (a priority, a queue). False for what speaks of one issue or
   * one partner (a subject, a description, an account): the core refuses those for more than one issue.
   */
  readonly bulk: boolean;
  /** What was expected instead of `value`, in words; null where it fits. Without this, any text fits. */
  misfit?(value: string): string | null;
};

/** What a person asks for beyond the draft made from the issue. The core has checked it before. */
export type ActionEdits = {
  /** Changed fields by the key of their `ActionField`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Words to stand after what each issue says of itself: the same for all of them. Not empty. */
  readonly note?: string;
};

/** What a connection may use of the world, beside its own folder and libraries. */
export type ConnectorContext = {
  /** By key, all text, each as stored or by its default: a connection lives no longer than they stay the same. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * This connection's alone. `get` gives null where there is none; `set` stores before it returns. They reject where the
   * vault can't be used. Never in a log, an error, an event or the cache.
   */
  readonly secrets: {
    get(key: string): Promise<string | null>;
    set(key: string, value: string): Promise<void>;
    delete(key: string): Promise<void>;
  };
  /** The only clock: milliseconds since 1970. Tests move it by hand. */
  readonly clock: Clock;
  /** Says which connection by itself. Vendor text goes in through `redact` only. */
  readonly log: Log;
  /** The only way to a network: it knows proxies and certificates. Called through `sdk/http.ts`, which has deadlines and limits. */
  readonly fetch: typeof fetch;
  /**
   * A small cache that outlives the process (describe results, account matches), in JSON; `at` is when it was set, in milliseconds.
   * Writes at once, so not for every record. Not for secrets. Emptied when the connection is disconnected.
   */
  readonly cache: {
    get(key: string): { readonly at: Millis; readonly value: Json } | null;
    set(key: string, value: Json): void;
  };
  /** Opens the user's browser, for a sign-in. Refuses every address but https, and http on this machine. */
  openExternal(url: string): Promise<void>;
  /** In [0, 1). For jitter, never for keys: those come with the items. */
  readonly random: () => number;
  /** For a connector that learns by itself that there is something new: asks for the feed of this id to be polled soon. Calls are merged. */
  readonly changed?: (feedId: string) => void;
};

/** One configured use of a connector, from when its settings were stored until they change, or the program ends. */
export type Connection = {
  /**
   * Asks the outside system whether everything needed is there: after connecting, by `doctor`, and when a person asks. Two
   * minutes at most. Each check says in a sentence what was found, and a failed one what to do. Reports; does not throw for a failed check, only
   * `ConnectorError` where it could not be asked at all. When all is well, a pause of the connection is over.
   */
  test(signal: AbortSignal): Promise<ConnectionTest>;
  /** By the ids of the manifest's feeds: those that this connection, with its settings, can bring. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** By the ids of the manifest's feeds that are `pushed`. */
  readonly streams?: Readonly<Record<string, Stream>>;
  /** By the ids of the manifest's actions: those that this connection, with its settings, can do. */
  readonly actions: Readonly<Record<string, ActionHandler>>;
  /**
   * Where `manifest.signIn`: runs the browser sign-in to its end and stores the tokens. Five minutes at most. Throws
   * `ConnectorError`; nothing of the tokens before is touched until new ones are there.
   */
  signIn?(signal: AbortSignal): Promise<void>;
  /** Lets go of sockets, watches and timers; what is under way was told to stop by its signal. Called once, also where a poll or a call still ends. */
  close(): Promise<void>;
};

/** All that an action may say about an issue. */
export type ActionSubject = {
  readonly issue: Issue;
  /** The long explanation, ready to paste: what, where, why, whose fault, what next, key facts. Plain text. */
  readonly report: string;
  /** Every identifier the partner is known by: EDI addresses, company id, names. */
  readonly partnerIdentifiers: readonly string[];
  /** A link back to the issue in this console or in Trading Grid; null without. */
  readonly link: string | null;
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
   */
  draft(subject: ActionSubject, edits: ActionEdits): Json;
  /** Where `per` is `subject` and there are several issues: one draft that speaks of all. Pure and quick, as `draft`. */
  draftTogether?(subjects: readonly ActionSubject[], edits: ActionEdits): Json;
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

export type ActionPreview = {
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly value: string;
    readonly editable: boolean;
    /** May be changed for many issues at once; see `ActionField.bulk`. */
    readonly bulk: boolean;
    readonly multiline: boolean;
    readonly options: readonly string[] | null;
    /** `Matched by ZZ:ACME`, `No account matched; the case will have none`. */
    readonly note: string | null;
  }[];
  readonly warnings: readonly string[];
};

export type ActionOutcome =
  | {
      readonly result: 'done';
      readonly state: Extract<ActionState, 'accepted' | 'handed over' | 'delivered'>;
      readonly reference: string | null;
      readonly url: string | null;
      /** The vendor's id, for joining receipts. */
      readonly remoteId: string | null;
      /** What was left out and why, where it went through but not as it was drafted. One or two sentences. */
      readonly remark?: string | null;
    }
  /** What an earlier key had made is there again, so nothing was sent. `remark` says so in a sentence. */
  | { readonly result: 'not needed'; readonly remark: string }
  | { readonly result: 'retry'; readonly error: ActionError; readonly afterMs: Millis | null }
  /**
   * The far side could not handle so many at once, and nothing was done with this one: it is sent again with fewer
   * beside it. `passes` = it may go away by itself, so alone it is tried again later; otherwise, alone, it has failed.
   */
  | { readonly result: 'too much'; readonly error: ActionError; readonly passes: boolean }
  | { readonly result: 'failed'; readonly error: ActionError }
  /** Whether it took effect is not known, and trying again may tell. */
  | { readonly result: 'unclear'; readonly error: ActionError }
  /** Whether it took effect is not known, and trying again would not tell: a person has to look. */
  | { readonly result: 'unknown'; readonly error: ActionError };
