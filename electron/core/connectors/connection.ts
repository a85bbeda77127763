import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ConnectionTest } from '#shared/model/connection.ts';
import type { Clock, Log } from '../ports.ts';
import type { ActionHandler } from './action.ts';
import type { Feed, Stream } from './feed.ts';

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
  /**
   * Stands for a name or an address where an id is made of one: the same for the same text, however it is written, and in no other
   * workspace. It says nothing of the text, and need not be erased.
   */
  keyed(text: string): string;
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
