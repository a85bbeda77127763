import type { DeliveryClass } from '#shared/model/action/action.ts';
import type { ActionHandler } from '../connectors/action.ts';
import type { Connection } from '../connectors/connection.ts';
import type { ActionManifest, FeedManifest, Manifest } from '../connectors/manifest.ts';
import type { Feed } from '../connectors/feed.ts';
import type { Pause } from '../store/tables/connections.ts';

/** A connection that is set up, and what it was opened with. */
export type OpenConnection = {
  /** `crm`, `crm-2`. */
  readonly id: string;
  readonly name: string;
  /** Which far side it is to, the same on every desk: see `realmOf`. */
  readonly realm: string;
  /** Of its connector. */
  readonly manifest: Manifest;
  readonly connection: Connection;
  readonly pause: Pause | null;
  /** A new one for each opening: settings that change make a new connection. */
  readonly generation: number;
};

/** What the outbox and the feeds need to know of connections. All by a connection's id. */
export type ConnectionSource = {
  /** Null where it is not set up. */
  open(id: string): OpenConnection | null;
  all(): readonly OpenConnection[];
  /** Stops it, with a reason for people, until the time given or until somebody does something. */
  pause(id: string, pause: Pause): void;
  /** Ends a pause of one of these kinds, because it turned out to work. */
  resume(id: string, kinds: readonly Pause['kind'][]): void;
};

/** An action that a connection can do. */
export type AbleTo = {
  /** `crm-2.escalate` */
  readonly name: string;
  readonly manifest: ActionManifest;
  readonly handler: ActionHandler;
  readonly deliveryClass: DeliveryClass;
};

type Opened = Pick<OpenConnection, 'id' | 'manifest' | 'connection'>;

/** What this connection can do. Its settings may leave out what its connector could do, and change how safely it repeats. */
export function actionsOf({ id, manifest, connection }: Opened): readonly AbleTo[] {
  return manifest.actions.flatMap((action) => {
    const handler = connection.actions[action.id];
    if (handler === undefined) return [];
    const deliveryClass = handler.deliveryClass ?? action.deliveryClass;
    return [{ name: `${id}.${action.id}`, manifest: action, handler, deliveryClass }];
  });
}

/** What a connection of this connector can do as far as is known before it is opened. */
export function allActionsOf(id: string, { actions }: Manifest): readonly Omit<AbleTo, 'handler'>[] {
  return actions.map((manifest) => ({
    name: `${id}.${manifest.id}`,
    manifest,
    deliveryClass: manifest.deliveryClass,
  }));
}

/** What this connection brings. */
export function feedsOf({
  id,
  manifest,
  connection,
}: Opened): readonly { readonly id: string; readonly manifest: FeedManifest; readonly feed: Feed }[] {
  return manifest.feeds.flatMap((manifest) => {
    const feed = connection.feeds[manifest.id];
    return feed === undefined ? [] : [{ id: `${id}.${manifest.id}`, manifest, feed }];
  });
}
