import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ActionError, Approval, ActionState, DeliveryClass } from '#shared/model/action.ts';
import type { ConnectionTest, SecretField, SettingField } from '#shared/model/connection.ts';
import type { NewEvent } from '#shared/model/event.ts';
import type { ReferenceChange } from '#shared/model/reference.ts';
import type { Issue } from '#shared/model/issue.ts';
import type { Clock, Log } from '../ports.ts';

/** One outside system, both ways. A connector is one folder and one line in `registry.ts`. */
export type Connector = {
  readonly manifest: Manifest;
  /** Opens a connection with these settings. No network yet: that is for `test`, feeds and actions. */
  open(context: ConnectorContext): Connection;
};

export type Manifest = {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly settings: readonly SettingField[];
  readonly secrets: readonly SecretField[];
  readonly feeds: readonly FeedManifest[];
  readonly actions: readonly ActionManifest[];
  /** True where a person signs in through the browser. */
  readonly signIn: boolean;
  /** The npm packages that the connector's folder imports, beside zod. The architecture test allows these and no other. */
  readonly libraries: readonly string[];
};

export type FeedManifest = {
  /** Unique in the connector: `transactions`. Elsewhere `<connection>.<id>`. */
  readonly id: string;
  readonly name: string;
  readonly everyMs: Millis;
  /** Older than this without a success, and the feed is shown as stale. */
  readonly staleAfterMs: Millis;
  /**
   * True where a stream brings it: `Connection.streams` has an entry of this id, and the feed itself only looks up what the
   * stream may have missed, every `everyMs` and whenever the stream is there again.
   */
  readonly pushed?: boolean;
};

export type ActionManifest = {
  /** Unique in the connector: `escalate`. Elsewhere `<connection>.<id>`. */
  readonly id: string;
  readonly name: string;
  readonly deliveryClass: DeliveryClass;
  /** How many go in one `perform` call. */
  readonly batchSize: number;
  /** How many `perform` calls at once. */
  readonly concurrency: number;
  /** `perform` calls in any minute. */
  readonly callsPerMinute: number;
  /** Longest a `perform` may take before it counts as unclear. */
  readonly deadlineMs: Millis;
  /** A feed of this connector that brings receipts: polled soon after a send. */
  readonly receiptFeed: string | null;
  /** One effect for each issue, or one for all that it is asked for at once. Absent = each issue. */
  readonly per?: 'issue' | 'subject';
  /** Who has to let each one go out before it leaves: `another person` than who asked for it, or `anyone`. Absent = nobody. */
  readonly approval?: Approval;
  /** What a person may change of what is written. The core refuses any other key. */
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

export type ConnectorContext = {
  /** Values by key, defaults filled in, all text. */
  readonly settings: Readonly<Record<string, string>>;
  /** This connection's secrets only. `set` stores before it returns. */
  readonly secrets: {
    get(key: string): Promise<string | null>;
    set(key: string, value: string): Promise<void>;
    delete(key: string): Promise<void>;
  };
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** A small cache that outlives the process (describe results, account matches). Not for secrets. */
  readonly cache: {
    get(key: string): { readonly at: Millis; readonly value: Json } | null;
    set(key: string, value: Json): void;
  };
  openExternal(url: string): Promise<void>;
  readonly random: () => number;
  /** For a connector that learns by itself that there is something new: asks for this feed to be polled soon. */
  readonly changed?: (feedId: string) => void;
};

export type Connection = {
  /** Asks the outside system whether everything needed is there. Reports; does not throw for a failed check. */
  test(signal: AbortSignal): Promise<ConnectionTest>;
  /** By the ids of the manifest's feeds: those that this connection, with its settings, can bring. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** By the ids of the manifest's feeds that are `pushed`. */
  readonly streams?: Readonly<Record<string, Stream>>;
  /** By the ids of the manifest's actions: those that this connection, with its settings, can do. */
  readonly actions: Readonly<Record<string, ActionHandler>>;
  /** Where `manifest.signIn`: runs the browser sign-in to its end and stores the tokens. */
  signIn?(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

/** Yields pages from `cursor` on. Each page is journaled, with its cursor, in one transaction. Throws `ConnectorError`. */
export type Feed = (request: { readonly cursor: Json | null; readonly signal: AbortSignal }) => AsyncIterable<FeedPage>;

/**
 * Listens to the far side for as long as it can: resolves when the far side hung up, rejects with `ConnectorError` where it broke
 * off, and ends soon after `signal` is aborted. The core calls it again, after growing pauses, for as long as the connection is
 * open and not paused. The error is shown with the feed; what is pushed meanwhile is found by the feed's look-up.
 */
export type Stream = (request: {
  readonly signal: AbortSignal;
  /** To be called once what comes from now on will be heard: what came before is looked up then. */
  readonly connected: () => void;
  /**
   * Takes a page as a poll would, one after the other. Resolves when it is safely in the journal: acknowledge it to the far
   * side after that, not before. A `cursor` in it moves the feed's on.
   */
  readonly push: (page: FeedPage) => Promise<void>;
}) => Promise<void>;

export type FeedPage = {
  readonly events: readonly NewEvent[];
  /**
   * Records for looking things up in (people, partners, agreements, approved content), as they are now or gone: stored by the
   * connection in the order given, not journaled. They are forgotten when it is disconnected.
   */
  readonly reference?: readonly ReferenceChange[];
  /** Files to be read by the core's intake (drop folder). */
  readonly files?: readonly IncomingFile[];
  /** Where to go on next time; null leaves it as it was. */
  readonly cursor: Json | null;
  /** The source's time up to which everything has been read, for the staleness shown. */
  readonly cursorAt?: Millis | null;
  /**
   * What people should know about the feed although it works: files that wait, records that could not be read. Whole
   * sentences, in the place of those before; left out = as before.
   */
  readonly notes?: readonly string[];
  /** Called after the page is safely in the journal (e.g. to move files away). */
  done?(results: readonly FileResult[]): Promise<void>;
};

export type IncomingFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly receivedAt: Millis;
  /** True while somebody may still be writing it: then it is taken only where every interchange in it has its end. */
  readonly mayGrow?: boolean;
  /** SHA-256, hex, of the bytes it was taken with before it changed: what those said and still holds is not said twice. */
  readonly replaces?: string;
};

/**
 * What the intake made of a file. `rejected`: nothing in it could be used. `unfinished`: an interchange has no end, and
 * nothing was taken. `failed`: it could not be taken now, through no fault of its own. The last two are offered again.
 */
export type FileResult = {
  readonly name: string;
  readonly outcome: 'read' | 'duplicate' | 'rejected' | 'unfinished' | 'failed';
  readonly reason: string | null;
  /** SHA-256 of the bytes that were taken, hex; absent where none were. */
  readonly fileId?: string;
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

export type ActionHandler = {
  /**
   * Where this connection, with its settings, is safer or less safe to repeat than the manifest says: another delivery class.
   * Noted with each action when it is asked for; what was asked for before keeps its own. Needs `reconcile` where it says
   * `reconcilable`.
   */
  readonly deliveryClass?: DeliveryClass;
  /** What will be written, made from the issue alone: pure, quick, no network. Stored with the action. */
  draft(subject: ActionSubject, edits: ActionEdits): Json;
  /** Where `per` is `subject` and there are several issues: one draft that speaks of all. Pure and quick, as `draft`. */
  draftTogether?(subjects: readonly ActionSubject[], edits: ActionEdits): Json;
  /**
   * Further fields that only the outside system knows, beside those in the manifest: the core asks when a person names
   * one. `wanted` = what was named, with its value: where what is cached has no room for it, ask anew before it is
   * refused. May use the network; throws `ConnectorError`.
   */
  fields?(wanted: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly ActionField[]>;
  /** The draft as a form for people, with what only the outside system knows (picklists, matched account). May use the network. */
  preview(draft: Json, signal: AbortSignal): Promise<ActionPreview>;
  /** Sends. One outcome for each item, in order. May throw `ConnectorError` for the batch as a whole. */
  perform(items: readonly ActionItem[], signal: AbortSignal): Promise<readonly ActionOutcome[]>;
  /** Where `deliveryClass` is `reconcilable`: which of these did happen? */
  reconcile?(items: readonly ActionItem[], signal: AbortSignal): Promise<readonly (ActionOutcome | null)[]>;
};

export type ActionItem = {
  readonly actionId: string;
  readonly idempotencyKey: string;
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
