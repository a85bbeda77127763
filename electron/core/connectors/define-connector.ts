import type { Json } from '#shared/lib/json.ts';
import { minute, second } from '#shared/lib/time.ts';
import type { Capability } from '#shared/model/action/capability.ts';
import type { CountsAsOf } from '#shared/model/flow.ts';
import type { DeliveryClass } from '#shared/model/action/action.ts';
import type { ActionHandler, ActionItem, ActionOutcome, ActionPreview } from './action.ts';
import type { Connection, ConnectorContext } from './connection.ts';
import type { Connector } from './connector.ts';
import type { ActionManifest, FeedManifest, Manifest } from './manifest.ts';
import type { Feed, Stream } from './feed.ts';
import { ConnectorError } from './sdk/error.ts';
import type { HttpClient } from './sdk/http.ts';

type Optional<T, Keys extends keyof T> = Omit<T, Keys> & Partial<Pick<T, Keys>>;

/** A feed as its author writes it. Without: read every minute, and stale after ten times that. */
export type FeedSketch = Optional<FeedManifest, 'everyMs' | 'staleAfterMs'>;

/**
 * An action as its author writes it. Without: one at a time in calls one after the other, 60 calls a minute, 30 seconds for
 * each, no receipts, no feed to be read soon after a send, and nothing that a person may change.
 */
export type ActionSketch = Optional<
  Omit<ActionManifest, 'capability' | 'countsAs'>,
  'icon' | 'receipts' | 'batchSize' | 'concurrency' | 'callsPerMinute' | 'deadlineMs' | 'receiptFeed' | 'fields'
> &
  Counted;

/** It counts as what its capability can come to, and as nothing else. */
type Counted = {
  readonly [C in Capability]: { readonly capability: C; readonly countsAs: CountsAsOf<C> };
}[Capability];

/** A manifest as its author writes it: what is left out is none, or false. */
export type ManifestSketch = Optional<
  Omit<Manifest, 'feeds' | 'actions'>,
  'settings' | 'secrets' | 'signIn' | 'libraries'
> & { readonly feeds?: readonly FeedSketch[]; readonly actions?: readonly ActionSketch[] };

type FeedsOf<M> = M extends { readonly feeds: readonly (infer F)[] } ? F : never;
type PushedOf<M> = IdOf<Extract<FeedsOf<M>, { readonly pushed: true }>>;
type ActionsOf<M> = M extends { readonly actions: readonly (infer A)[] } ? A : never;
type IdOf<T> = T extends { readonly id: infer Id extends string } ? Id : never;
type KeyOf<T> = T extends readonly { readonly key: infer Key extends string }[] ? Key : never;
type SettingOf<M> = M extends { readonly settings: infer S } ? KeyOf<S> : never;
type SecretOf<M> = M extends { readonly secrets: infer S } ? KeyOf<S> : never;

type LooksUp = Required<Pick<ActionHandler, 'reconcile'>>;
/** It can't be looked up, unless this connection says by its class that it can. */
type LooksNothingUp =
  | { readonly reconcile?: never; readonly deliveryClass?: Exclude<DeliveryClass, 'reconcilable'> }
  | (LooksUp & { readonly deliveryClass: DeliveryClass });

/** Sends one thing: `perform` for an action that goes one at a time. */
type SendsOne = { send(item: ActionItem, signal: AbortSignal): Promise<ActionOutcome>; readonly perform?: never };
type SendsMany = Pick<ActionHandler, 'perform'> & { readonly send?: never };
type Sends<A> = A extends { readonly batchSize: number } ? SendsMany : SendsMany | SendsOne;

/** Looking up is asked for where the class says that it can be done, and nowhere else. */
type HandlerOf<Class> = Optional<Omit<ActionHandler, 'reconcile' | 'deliveryClass' | 'perform'>, 'preview'> &
  ([Class] extends ['reconcilable']
    ? LooksUp & Pick<ActionHandler, 'deliveryClass'>
    : 'reconcilable' extends Class
      ? Pick<ActionHandler, 'reconcile' | 'deliveryClass'>
      : LooksNothingUp);

type HandlersOf<A> = {
  readonly [Id in IdOf<A>]:
    | (HandlerOf<Extract<A, { readonly id: Id }> extends { deliveryClass: infer C } ? C : never> &
        Sends<Extract<A, { readonly id: Id }>>)
    | undefined;
};

type KeyedBy<Name extends string, Keys, T> = [Keys] extends [never]
  ? { readonly [N in Name]?: never }
  : { readonly [N in Name]: T };

/**
 * What `open` gives for this manifest: an entry for each feed, stream and action (undefined where the settings of this connection
 * leave it out), and a sign-in where there is one.
 */
export type ConnectionSketch<M> = Pick<Connection, 'test'> &
  Partial<Pick<Connection, 'close'>> &
  KeyedBy<'feeds', IdOf<FeedsOf<M>>, { readonly [Id in IdOf<FeedsOf<M>>]: Feed | undefined }> &
  KeyedBy<'streams', PushedOf<M>, { readonly [Id in PushedOf<M>]: Stream | undefined }> &
  KeyedBy<'actions', IdOf<ActionsOf<M>>, HandlersOf<ActionsOf<M>>> &
  (M extends { readonly signIn: true } ? Required<Pick<Connection, 'signIn'>> : { readonly signIn?: never });

/** The context with the settings and secrets of this manifest, and no other key. */
export type ContextFor<M> = Omit<ConnectorContext, 'settings' | 'secrets'> & {
  /** For `sdk/http.ts`: the way to the network, with the connector's id for error codes and its name for sentences. */
  readonly http: HttpClient;
  readonly settings: { readonly [Key in SettingOf<M>]: string };
  readonly secrets: {
    get(key: SecretOf<M>): Promise<string | null>;
    set(key: SecretOf<M>, value: string): Promise<void>;
    delete(key: SecretOf<M>): Promise<void>;
  };
};

type ReceiptFeedsExist<M> = {
  readonly actions?: readonly (ActionSketch & { readonly receiptFeed?: IdOf<FeedsOf<M>> | null })[];
};

/**
 * A connector of its manifest and what opens a connection. The compiler holds the two together: an id that the manifest does
 * not have, one that is left out, a missing `reconcile` or `signIn` do not compile (one entry too many does, and the contract
 * suite refuses it). What is left out gets its default;
 * without a preview of its own, an action shows its draft by the fields of the manifest.
 */
export function defineConnector<const M extends ManifestSketch>(
  sketch: M & ReceiptFeedsExist<M>,
  open: (context: ContextFor<M>) => ConnectionSketch<M>,
): Connector {
  const manifest = complete(sketch);
  return {
    manifest,
    open(context) {
      // The core fills in every setting of the manifest before it opens a connection.
      const { fetch, clock } = context;
      const http = { fetch, clock, system: manifest.id, name: manifest.name };
      const opened: OpenedSketch = open({ ...context, http });
      return {
        close: () => Promise.resolve(),
        ...opened,
        feeds: Object.fromEntries(given(opened.feeds).map(([id, feed]) => [id, unlessStopped(feed, manifest)])),
        streams: Object.fromEntries(given(opened.streams)),
        actions: Object.fromEntries(
          given(opened.actions).map(([id, handler]) => {
            const fields = manifest.actions.find((action) => action.id === id)?.fields ?? [];
            const preview = (draft: Json) => Promise.resolve(previewOf(fields, draft));
            const { perform, ...rest } = performing(handler);
            const sending: ActionHandler['perform'] = (items, signal) =>
              signal.aborted ? Promise.reject(stopped(manifest)) : perform(items, signal);
            return [id, { preview, ...rest, perform: sending }];
          }),
        ),
      };
    },
  };
}

/** What is stopped before it starts does not start: no author has to think of it. */
function unlessStopped(feed: Feed, manifest: Manifest): Feed {
  const none = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(stopped(manifest)) }) };
  return (request) => (request.signal.aborted ? none : feed(request));
}

function stopped({ id, name }: Manifest): ConnectorError {
  return new ConnectorError('cancelled', `${id}.cancelled`, `The call to ${name} was stopped.`);
}

/** What any `open` gives, whatever its manifest. */
type OpenedSketch = Pick<Connection, 'test' | 'signIn'> &
  Partial<Pick<Connection, 'close'>> & {
    readonly feeds?: Entries<Feed>;
    readonly streams?: Entries<Stream>;
    readonly actions?: Entries<HandlerSketch>;
  };

type HandlerSketch = Optional<ActionHandler, 'preview' | 'perform'> & Partial<Pick<SendsOne, 'send'>>;

type Entries<T> = Readonly<Record<string, T | undefined>>;

/** One that sends one thing goes one at a time: the manifest has no other size of a batch. */
function performing({ send, ...handler }: HandlerSketch) {
  const { perform } = handler;
  if (send !== undefined) {
    const one: ActionHandler['perform'] = (items, signal) => Promise.all(items.map((item) => send(item, signal)));
    return { ...handler, perform: one };
  }
  if (perform === undefined) throw new Error('An action has neither send nor perform.');
  return { ...handler, perform };
}

/** Those that this connection has. */
function given<T>(entries: Entries<T> = {}): readonly (readonly [string, T])[] {
  return Object.entries(entries).flatMap(([id, entry]) => (entry === undefined ? [] : [[id, entry] as const]));
}

function complete(sketch: ManifestSketch): Manifest {
  return {
    settings: [],
    secrets: [],
    signIn: false,
    libraries: [],
    ...sketch,
    feeds: (sketch.feeds ?? []).map((feed) => {
      const everyMs = feed.everyMs ?? minute;
      return { everyMs, staleAfterMs: 10 * everyMs, ...feed };
    }),
    actions: (sketch.actions ?? []).map((action) => ({
      icon: 'send',
      receipts: [],
      batchSize: 1,
      concurrency: 1,
      callsPerMinute: 60,
      deadlineMs: 30 * second,
      receiptFeed: null,
      fields: [],
      ...action,
    })),
  };
}

function previewOf(fields: ActionManifest['fields'], draft: Json): ActionPreview {
  const values: Readonly<Record<string, Json>> = isRecord(draft) ? draft : {};
  return {
    fields: fields.map(({ key, label, bulk }) => {
      const value = values[key];
      const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
      return {
        key,
        label,
        value: text,
        editable: true,
        bulk,
        multiline: text.includes('\n'),
        options: null,
        note: null,
      };
    }),
    warnings: [],
  };
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
