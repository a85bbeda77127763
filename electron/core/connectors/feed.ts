import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReferenceChange } from '#shared/model/feed/reference.ts';

/**
 * Yields pages from `cursor` on, null the first time: every `everyMs`, soon after a send where it brings receipts, and when a
 * person asks; never twice at once. Each page is journaled, with its cursor, before the next is asked for. A poll that brings no page for two
 * minutes is stopped by `signal`. It may yield what it yielded before: what is known by its source id is dropped. Throws `ConnectorError`, whose kind
 * decides when it is tried again; pages before that are kept.
 */
export type Feed = (request: { readonly cursor: Json | null; readonly signal: AbortSignal }) => AsyncIterable<FeedPage>;

/**
 * Listens to the far side for as long as it can: resolves when the far side hung up, rejects with `ConnectorError` where it broke
 * off, and ends soon after `signal` is aborted. The core calls it again, after growing pauses, for as long as the connection is
 * open and not paused. The error is shown with the feed; what is pushed meanwhile is found by the feed's look-up.
 */
export type Stream = (request: {
  /** Aborted when the connection is closed or paused. */
  readonly signal: AbortSignal;
  /** To be called once what comes from now on will be heard: what came before is looked up then. */
  readonly connected: () => void;
  /**
   * Takes a page as a poll would, one after the other. Resolves when it is safely in the journal: confirm it to the far
   * side after that, not before. A `cursor` in it moves the feed's on.
   */
  readonly push: (page: FeedPage) => Promise<void>;
}) => Promise<void>;

/** What a poll or a stream brings at once. All of it is taken in, or, after a crash, all of it is asked for again. */
export type FeedPage = {
  /**
   * What happened, for the journal, of the kinds in `feedKinds` and no other: `exchange.reported` (a network about a document), `receipt.received` (what became of a send),
   * `business.event` (what went well and has facts), `command.received` (what a person asked for outside, which is acted on at once), `partner.seen`. `source` is the
   * manifest's id, `sourceId` names the thing in the state that it is in now: the same one again changes nothing. Payloads are what
   * `eventKinds` say; they are parsed here, at the edge, never later. One that is not costs that one: the feed says so for a week.
   */
  readonly events: readonly NewEvent[];
  /** How many more came that are in the journal already, as their text told before anything was read from it; left out = none. */
  readonly known?: number;
  /**
   * Records for looking things up in (people, partners, agreements, approved content), as they are now or gone: stored by the
   * connection in the order given, not journaled. They are forgotten when it is disconnected. A record that does not fit, and
   * a part of a person that can't be used, is left out, and the feed says so until it is brought right or as gone.
   */
  readonly reference?: readonly ReferenceChange[];
  /** Files to be read by the core's intake before `events` are taken, each by itself. What came of them is told to `done`. */
  readonly files?: readonly IncomingFile[];
  /** Where to go on next time, in JSON of the feed's own; stored with the page. Null leaves it as it was. */
  readonly cursor: Json | null;
  /** The source's time, in milliseconds, up to which everything has been read, for people. Left out = as before. */
  readonly cursorAt?: Millis | null;
  /**
   * What people should know about the feed although it works: files that wait, records that could not be read. Whole
   * sentences, in the place of those before; left out = as before.
   */
  readonly notes?: readonly string[];
  /**
   * Called once the page is safely in the journal, with the result of each file in order, and what became of each command: to move files
   * away, to confirm them to the far side, to answer whoever pressed a button. Where it does not end well, after a crash too, the page is asked for again, and the same results come with it.
   */
  done?(results: readonly FileResult[], commands: readonly CommandOutcome[]): Promise<void>;
};

/**
 * What became of a command, once and for all. `already`: what was asked for was so before, or something else took its place. Missing
 * where another desk is the one that acts.
 */
export type CommandOutcome = {
  /** Of the event that brought the command. */
  readonly sourceId: string;
  readonly outcome: 'done' | 'already' | 'refused';
  /** A sentence for whoever asked: `Already resolved by Kim.` */
  readonly words: string;
};

/** A file that a page brings. Its bytes are kept by their SHA-256: the same bytes again are a duplicate, whatever the name. */
export type IncomingFile = {
  /** Without a path, for people: `invoice.edi`. */
  readonly name: string;
  /** All of it, as it lies there; not to be changed after it was handed over. */
  readonly bytes: Uint8Array;
  /** When it came, in milliseconds since 1970: what is read from it counts as said then. */
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
  /** Of the file, as it was given. */
  readonly name: string;
  /** `read`: it was taken. `duplicate`: its bytes had been read before. The others as above. */
  readonly outcome: 'read' | 'duplicate' | 'rejected' | 'unfinished' | 'failed';
  /** Why it was not taken, in a sentence; null where it was. */
  readonly reason: string | null;
  /** SHA-256 of the bytes that were taken, hex; absent where none were. */
  readonly fileId?: string;
};
