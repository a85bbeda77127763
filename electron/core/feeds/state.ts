import type { Millis } from '#shared/lib/time.ts';
import type { FeedHealth, FeedState } from '#shared/model/connection.ts';
import { pauseNow } from '../connections/pause.ts';
import type { FeedManifest } from '../connectors/connector.ts';
import type { Pause } from '../store/connections.ts';
import type { FeedRow } from '../store/feeds.ts';

/** A pause that concerns reading too: a set-up problem of an action does not stop the feeds. */
export function stopsFeeds(pause: Pause | null, now: Millis): boolean {
  const held = pauseNow(pause, now);
  return held !== null && held.kind !== 'set-up';
}

function healthOf(
  row: FeedRow,
  manifest: FeedManifest,
  now: { readonly now: Millis; readonly polling: boolean; readonly pause: Pause | null },
): FeedHealth {
  if (row.error !== null) return 'failing';
  if (now.polling) return 'polling';
  if (stopsFeeds(now.pause, now.now)) return 'paused';
  if (row.lastSuccessAt === null) return 'never polled';
  return now.now - row.lastSuccessAt > manifest.staleAfterMs ? 'stale' : 'healthy';
}

/** A feed as the connections screen shows it. */
export function toFeedState(
  connector: string,
  manifest: FeedManifest,
  row: FeedRow,
  now: { readonly now: Millis; readonly polling: boolean; readonly pause: Pause | null; readonly connected: boolean },
): FeedState {
  return {
    id: row.id,
    connector,
    name: manifest.name,
    health: healthOf(row, manifest, now),
    lastSuccessAt: row.lastSuccessAt,
    lastAttemptAt: row.lastAttemptAt,
    nextAttemptAt: now.connected ? row.nextAttemptAt : null,
    cursorAt: row.cursorAt,
    error: row.error,
    received: row.received,
    duplicates: row.duplicates,
  };
}
