import type { Millis } from '#shared/lib/time.ts';
import type { ConnectionState, FeedState } from '#shared/model/connection.ts';
import type { Manifest } from '../connectors/manifest.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import { fillSettings } from './check-settings.ts';
import type { AbleTo } from './source.ts';
import { pauseNow, pauseShown, whatEnds } from './pause.ts';

type Status = Pick<ConnectionState, 'status' | 'statusText'>;

function statusOf(row: ConnectionRow | null, feeds: readonly FeedState[], now: Millis): Status {
  if (row === null) return { status: 'not connected', statusText: 'Not connected' };
  const pause = pauseShown(row.pause, now);
  if (pause?.kind === 'sign-in') return { status: 'needs sign-in', statusText: pause.reason };
  if (pause?.kind === 'quota') return { status: 'paused', statusText: pause.reason };
  if (pause !== null) return { status: 'failing', statusText: pause.reason };
  if (row.lastError !== null) return { status: 'failing', statusText: row.lastError };
  const failing = feeds.find((feed) => feed.health === 'failing');
  if (failing !== undefined) {
    return { status: 'failing', statusText: `${failing.name}: ${failing.error ?? 'can’t be read'}` };
  }
  return { status: 'connected', statusText: row.sandbox ? 'Connected to the sandbox' : 'Connected' };
}

/** What was read before may be read no longer: nothing of a connection that does not work is called healthy. */
function inDoubt(feed: FeedState): FeedState {
  return feed.health === 'healthy' ? { ...feed, health: 'worked last time' } : feed;
}

function pauseOf(row: ConnectionRow | null, now: Millis): ConnectionState['pause'] {
  const pause = pauseShown(row?.pause ?? null, now);
  if (pause === null) return null;
  return { kind: pause.kind, reason: pause.reason, ends: whatEnds(pause) };
}

type Described = {
  readonly manifest: Manifest;
  readonly id: string;
  readonly name: string;
  /** Null where it is not set up. */
  readonly row: ConnectionRow | null;
};

type Found = {
  readonly feeds: readonly FeedState[];
  readonly present: ReadonlySet<string>;
  readonly actions: readonly Omit<AbleTo, 'handler'>[];
  readonly now: Millis;
};

/** A connection as people see it; connected or not. Secrets are only ever present or not. */
export function toConnectionState(
  { manifest, id, name, row }: Described,
  { feeds, present, actions, now }: Found,
): ConnectionState {
  const settings = fillSettings(manifest, row?.settings ?? {});
  const standing = statusOf(row, feeds, now);
  return {
    connection: id,
    connector: manifest.id,
    connectorName: manifest.name,
    name,
    summary: manifest.summary,
    ...standing,
    sandbox: row?.sandbox ?? false,
    settings: manifest.settings.map((field) => ({ ...field, value: settings[field.key] ?? '' })),
    secrets: manifest.secrets.map((field) => ({ ...field, present: present.has(field.key) })),
    signIn: manifest.signIn,
    feeds: standing.status === 'connected' ? feeds : feeds.map(inDoubt),
    actions: actions.map(({ name, manifest, deliveryClass }) => ({
      id: name,
      name: manifest.name,
      capability: manifest.capability,
      verb: manifest.verb,
      noun: manifest.noun,
      icon: manifest.icon,
      countsAs: manifest.countsAs,
      deliveryClass,
      needs: {
        recipients: manifest.needs?.recipients ?? null,
        approval: manifest.needs?.approval ?? null,
        template: manifest.needs?.template ?? false,
        attachment: manifest.needs?.attachment ?? false,
      },
    })),
    pausedUntil: pauseNow(row?.pause ?? null, now)?.until ?? null,
    pause: pauseOf(row, now),
  };
}
